"""One transfer that knows its months: oldest due first, the rest *belum teralokasi* until somebody allocates it.

MM Pasal 9, 10 ayat (3), 13 ayat (2); KU Pasal 7 ayat (2)-(3).
"""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from desa.models import AuditEvent
from iuran.actions.alokasi import allocate
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.setoran import reverse_setoran
from iuran.models import Setoran
from iuran.queries.buku import book
from iuran.queries.kebutuhan import needs_by_payer, without_month
from iuran.rules import Kebutuhan, left_over, needs_in_order, spread
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.iuran.conftest import PDF, deposit
from tests.kept import kept

PEMDA = 9 * 132_637
OKTOBER, NOVEMBER = Bulan(2026, 10), Bulan(2026, 11)
amounts = st.integers(min_value=0, max_value=10**12)
rests = st.lists(
    st.builds(Kebutuhan, st.integers(0, 30).map(Bulan(2025, 1).plus), st.integers(-(10**9), 10**9)),
    max_size=12, unique_by=lambda one: one.bulan,
)  # fmt: skip


@given(amounts, rests)
@pytest.mark.lambat
def test_parts_add_up_oldest_first_and_never_more_than_owed(jumlah: int, found: list[Kebutuhan]) -> None:
    needs = needs_in_order(found)
    parts = spread(jumlah, needs)
    owed = {need.bulan: need.jumlah for need in needs}
    assert sum(parts.values()) + left_over(jumlah, parts) == jumlah
    assert left_over(jumlah, parts) == max(0, jumlah - sum(owed.values()))
    assert all(0 < part <= owed[month] for month, part in parts.items())
    full = [month for month in sorted(owed) if parts.get(month, 0) == owed[month]]
    assert full == sorted(owed)[: len(full)]


@given(rests)
@pytest.mark.lambat
def test_needs_are_what_is_left_once_surplus_is_set_against_shortage(found: list[Kebutuhan]) -> None:
    needs = needs_in_order(found)
    assert sum(need.jumlah for need in needs) == max(0, sum(rest.jumlah for rest in found))
    assert needs_in_order(list(reversed(found))) == needs
    assert all(need.jumlah > 0 for need in needs)


@kept
def two_months(panggung: Cast) -> Cast:
    """October and November are assessed in both regencies."""
    for month in (OKTOBER, NOVEMBER):
        assess_iuran(kabupaten=panggung.mamasa, bulan=month, by=panggung.dewi)
        assess_iuran(kabupaten=panggung.kayong_utara, bulan=month, by=panggung.damar)
    return panggung


def parts(kept: Setoran) -> dict[Bulan, int]:
    return {Bulan.of(row.bulan): row.jumlah for row in kept.alokasi.all()}


@pytest.mark.lambat
def test_one_transfer_pays_the_oldest_month_first(two_months: Cast) -> None:
    kept = deposit(two_months, bulan=None, jumlah=PEMDA + 500)
    assert parts(kept) == {OKTOBER: PEMDA, NOVEMBER: 500}
    again = deposit(two_months, bulan=None, jumlah=PEMDA)
    assert (parts(again), again.belum_teralokasi) == ({NOVEMBER: PEMDA - 500}, 500)
    assert [row.pk for row in without_month(two_months.mamasa)] == [again.pk]
    call_command("periksa_buku")


@pytest.mark.lambat
def test_too_little_leaves_the_oldest_month_short(two_months: Cast) -> None:
    assert parts(deposit(two_months, bulan=None, jumlah=700)) == {OKTOBER: 700}
    assert needs_by_payer(two_months.mamasa, None)["pemda"][0] == Kebutuhan(OKTOBER, PEMDA - 700)


@pytest.mark.lambat
def test_signed_months_take_nothing_their_rest_is_in_the_first_open_one(two_months: Cast) -> None:
    deposit(two_months, jumlah=PEMDA - 900)
    close_month(kabupaten=two_months.mamasa, bulan=OKTOBER, by=two_months.dewi)
    assert needs_by_payer(two_months.mamasa, None)["pemda"] == [Kebutuhan(NOVEMBER, PEMDA + 900)]
    assert parts(deposit(two_months, bulan=None, jumlah=PEMDA + 900, referensi="SP2D-2")) == {NOVEMBER: PEMDA + 900}
    assert {row.status.value for row in book(two_months.mamasa, NOVEMBER) if row.penanggung == "pemda"} == {"lunas"}


@pytest.mark.lambat
def test_what_is_paid_too_much_in_one_month_is_set_against_another(two_months: Cast) -> None:
    deposit(two_months, bulan=NOVEMBER, jumlah=PEMDA + 300)
    assert needs_by_payer(two_months.mamasa, None)["pemda"] == [Kebutuhan(OKTOBER, PEMDA - 300)]


@pytest.mark.lambat
def test_the_rest_is_given_to_months_later(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    kept = deposit(panggung, bulan=None, jumlah=PEMDA + 1_000)
    with pytest.raises(Kesalahan, match="Tidak ada bulan yang menerima alokasi"):
        allocate(setoran=kept, alokasi=None, by=panggung.andi)
    assess_iuran(kabupaten=panggung.mamasa, bulan=NOVEMBER, by=panggung.dewi)
    assert allocate(setoran=kept, alokasi={NOVEMBER: 400}, by=panggung.andi) == {NOVEMBER: 400}
    assert allocate(setoran=kept, alokasi=None, by=panggung.andi) == {NOVEMBER: 600}
    event = AuditEvent.objects.filter(aksi="setoran.alokasi").first()
    assert event is not None
    assert (event.oleh, event.rincian) == (
        panggung.andi, {"alokasi": {"2026-11": 600}, "belum_teralokasi": 0})  # fmt: skip
    kept = Setoran.objects.get(pk=kept.pk)
    assert (kept.belum_teralokasi, kept.alokasi.count()) == (0, 3)
    with pytest.raises(Kesalahan, match="sudah habis dialokasikan"):
        allocate(setoran=kept, alokasi=None, by=panggung.andi)
    undone = reverse_setoran(setoran=kept, alasan="salah", by=panggung.andi)
    assert sum(row.jumlah for row in undone.alokasi.all()) == -PEMDA - 1_000
    for row in (kept, undone):
        with pytest.raises(Kesalahan, match="sudah dibatalkan"):
            allocate(setoran=row, alokasi=None, by=panggung.andi)
    call_command("periksa_buku")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({OKTOBER: 500, NOVEMBER: 501}, "Pembagian per bulan Rp 1 lebih banyak daripada uangnya, Rp 1.000"),
        ({OKTOBER: -5}, "tidak boleh kurang dari nol"),
        ({OKTOBER: True}, "tidak boleh kurang dari nol"),
        ({Bulan(2026, 9): 5}, "Iuran September 2026 untuk Kabupaten Mamasa belum ditetapkan"),
        ({Bulan(2027, 1): 5}, "Iuran Januari 2027 untuk Kabupaten Mamasa belum ditetapkan"),
    ],
)
@pytest.mark.lambat
def test_a_wrong_division_is_refused_and_nothing_is_stored(two_months: Cast, told: Any, why: str) -> None:
    with pytest.raises(Kesalahan, match=why):
        deposit(two_months, bulan=None, alokasi=told, jumlah=1_000)
    assert Setoran.objects.count() == 0


@pytest.mark.lambat
def test_a_signed_month_refuses_its_part(two_months: Cast) -> None:
    close_month(kabupaten=two_months.mamasa, bulan=OKTOBER, by=two_months.dewi)
    with pytest.raises(Kesalahan, match="sudah ditutup dengan Berita Acara"):
        deposit(two_months, bulan=None, alokasi={OKTOBER: 5}, jumlah=1_000)


# -- the screen ------------------------------------------------------------------------------------------------------

SUTERA = "/desa/61.11.01.2001/setoran/2026-10/"


def sent(**changes: Any) -> dict[str, Any]:
    return {"tanggal": "05/10/2026", "referensi": "TRF 77", "bukti": SimpleUploadedFile(*PDF)} | changes


@pytest.mark.lambat
def test_the_proposal_is_shown_and_follows_a_new_amount(two_months: Cast) -> None:
    browser = two_months.client("rina")
    page = browser.get(SUTERA).content.decode()
    assert ('name="alokasi_desa_2026-10" value="Rp 200.198"' in page, 'name="alokasi_desa_2026-11"' in page) == (
        True, True)  # fmt: skip
    shown = {"usul_desa": "200198", "alokasi_desa_2026-10": "200.198", "alokasi_desa_2026-11": ""}
    page = browser.post(SUTERA, sent(jumlah_desa="300.000", **shown)).content.decode()
    assert "Pembagian per bulan dihitung ulang" in page
    assert 'name="alokasi_desa_2026-11" value="Rp 99.802"' in page
    assert ('value="Rp 300.000"' in page, "TRF 77" in page, Setoran.objects.count()) == (True, True, 0)
    again = {"usul_desa": "300000", "alokasi_desa_2026-10": "200.000", "alokasi_desa_2026-11": "99.802"}
    browser.post(SUTERA, sent(jumlah_desa="300.000", **again))
    kept = Setoran.objects.get()
    assert (parts(kept), kept.belum_teralokasi) == ({OKTOBER: 200_000, NOVEMBER: 99_802}, 198)
    assert "Belum teralokasi" in browser.get(SUTERA).content.decode()


@pytest.mark.lambat
def test_the_division_is_computed_again_on_request(two_months: Cast) -> None:
    page = two_months.client("rina").post(SUTERA, {"jumlah_desa": "200.199", "bagi": "1"}).content.decode()
    assert ('name="alokasi_desa_2026-11" value="Rp 1"' in page, "Kesalahan" in page) == (True, False)
    page = two_months.client("rina").post(SUTERA, {"jumlah_desa": "satu", "bagi": "1"}).content.decode()
    assert "Tulis rupiah bulat tanpa koma" in page


@pytest.mark.lambat
def test_the_rest_stands_on_the_page_until_it_is_allocated(two_months: Cast) -> None:
    kept = deposit(two_months, bulan=None, alokasi={OKTOBER: PEMDA}, jumlah=PEMDA + 50)
    treasurer, page = two_months.client("andi"), f"/setoran/{kept.pk}/alokasi/"
    for month in ("2026-10", "2026-11", "2026-12"):
        assert "belum untuk bulan mana pun" in treasurer.get(f"/kabupaten/76.03/setoran/{month}/").content.decode()
    assert 'value="Rp 50"' in treasurer.get(page).content.decode()
    assert two_months.client("dewi").post(page).status_code == 403
    assert "lebih banyak daripada" in treasurer.post(page, {"alokasi_pemda_2026-11": "51"}).content.decode()
    assert treasurer.post(page, {"alokasi_pemda_2026-11": "50"}).status_code == 302
    assert parts(Setoran.objects.get()) == {OKTOBER: PEMDA, NOVEMBER: 50}
    assert "Sudah habis dialokasikan" in treasurer.get(page).content.decode()


@pytest.mark.lambat
def test_a_deposit_without_any_month_can_be_seen_and_cancelled(two_months: Cast) -> None:
    kept = deposit(two_months, bulan=None, alokasi={}, jumlah=50)
    browser = two_months.client("andi")
    answer = browser.post(f"/setoran/{kept.pk}/batal/", {"alasan": "salah"})
    assert answer["Location"] == "/kabupaten/76.03/setoran/2026-11/"
    assert list(without_month(two_months.mamasa)) == []


# -- the machine -----------------------------------------------------------------------------------------------------


@pytest.mark.lambat
def test_the_api_proposes_records_and_allocates(two_months: Cast) -> None:
    door = APIClient()
    door.force_authenticate(two_months.andi)
    asked: dict[str, Any] = {"kabupaten": "76.03", "penanggung": "pemda", "jumlah": PEMDA + 7}
    answer = door.get("/api/v1/setoran/usul/", asked).json()
    assert answer == {"alokasi": [{"bulan": "2026-10", "jumlah": PEMDA}, {"bulan": "2026-11", "jumlah": 7}],
                      "belum_teralokasi": 0}  # fmt: skip
    body = asked | {"tanggal": "2026-10-05", "referensi": "A", "alokasi[0]bulan": "2026-10", "alokasi[0]jumlah": "5"}
    kept = door.post("/api/v1/setoran/", body | {"bukti": SimpleUploadedFile(*PDF)}, format="multipart").json()
    assert (kept["alokasi"], kept["belum_teralokasi"]) == ([{"bulan": "2026-10", "jumlah": 5}], PEMDA + 2)
    path = f"/api/v1/setoran/{kept['id']}/alokasikan/"
    twice = {"alokasi": [{"bulan": "2026-11", "jumlah": 1}] * 2}
    assert door.post(path, twice, format="json").json() == {"alokasi": ["Setiap bulan hanya boleh satu kali."]}
    rest = door.post(path, {}, format="json").json()
    assert (rest["belum_teralokasi"], len(rest["alokasi"])) == (0, 3)
    assert "sudah habis" in door.post(path, {}, format="json").json()["detail"]
    door.force_authenticate(two_months.dewi)
    assert door.post(path, {}, format="json").status_code == 403
    assert door.get("/api/v1/setoran/usul/", asked).status_code == 403


@pytest.mark.lambat
def test_today_is_the_day_in_the_regency(two_months: Cast, october: time_machine.Traveller) -> None:
    """23.59.59 in Mamasa is 15.59.59Z: the seventh has not come; a second later it has. In Kayong Utara at 17.00Z."""
    for cast_place, treasurer, share, last in (("mamasa", "andi", "pemda", "2026-10-06T15:59:59Z"),
                                               ("kayong_utara", "rina", "desa", "2026-10-06T16:59:59Z")):  # fmt: skip
        place = getattr(two_months, cast_place)
        desa = two_months.sutera if cast_place == "kayong_utara" else None
        told = {"kabupaten": place, "desa": desa, "penanggung": share, "by": getattr(two_months, treasurer),
                "tanggal": date(2026, 10, 7), "jumlah": 5, "bulan": None}  # fmt: skip
        october.move_to(last)
        with pytest.raises(Kesalahan, match="belum terjadi"):
            deposit(two_months, **told)
        october.shift(1)
        assert deposit(two_months, **told).tanggal == date(2026, 10, 7)
