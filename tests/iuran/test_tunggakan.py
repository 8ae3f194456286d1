"""Arrears: cover while APBDesa is late, three working days once it came, and the regency's list by age (KU Pasal 8)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from desa.models import AuditEvent
from desa.rules.kalender import due_date
from iuran.actions.pencairan import cancel_pencairan, record_pencairan
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.enums import UmurTunggakan
from iuran.models import PencairanApbdesa
from iuran.queries.buku import book_of_village
from iuran.queries.tunggakan import arrears, by_age, by_depositor
from iuran.rules import age_of, arrears_due
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cases import bulan_of, law_cases, regulations
from tests.cast import Cast
from tests.desa.test_kalender import off
from tests.iuran.conftest import PDF, deposit
from tests.kept import kept

OKTOBER, NOVEMBER = Bulan(2026, 10), Bulan(2026, 11)
DESA, PESERTA = 72_799 + 66_733 + 60_666, 48_533 + 44_488 + 40_444
PAGE = "/desa/61.11.01.2001/pencairan/"
TYPED = {"bulan_mulai": "2026-10", "bulan_sampai": "2026-10", "tanggal": "14/10/2026", "nomor_surat": "SP2D-1"}


@pytest.mark.parametrize("case", law_cases("tenggat_tunggakan"))
def test_deadline_of_arrears(case: dict[str, Any]) -> None:
    isi = regulations()[case["peraturan"]]
    assert isi.tunggakan is not None
    assert isi.tunggakan.sesudah_cair is not None
    due = due_date(bulan_of(case), isi.iuran.jatuh_tempo, off()).tanggal
    found = arrears_due(due, case["cair"], isi.tunggakan.sesudah_cair, off())
    assert (found.tanggal if found else None) == case["tenggat"]


@given(st.integers(-400, 4000))
def test_age_never_falls_with_days(days: int) -> None:
    order = list(UmurTunggakan)
    assert order.index(age_of(days)) <= order.index(age_of(days + 1))
    assert (age_of(days) == UmurTunggakan.BELUM) == (days <= 0)


@pytest.mark.parametrize(("days", "age"), [(1, "sebulan"), (30, "sebulan"), (31, "tiga_bulan"), (90, "tiga_bulan"),
                                           (91, "setahun"), (365, "setahun"), (366, "lebih")])  # fmt: skip
def test_where_an_age_begins(days: int, age: str) -> None:
    assert age_of(days) == age


@kept
def assessed(panggung: Cast) -> Cast:
    assess_iuran(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=OKTOBER, by=panggung.damar)
    return panggung


@pytest.fixture
def late(assessed: Cast, october: time_machine.Traveller) -> Cast:
    """October is assessed in both regencies and nobody paid; it is Thursday 15 October (due: Monday the 12th)."""
    october.move_to("2026-10-15T02:00:00Z")
    return assessed


def disburse(cast: Cast, **changes: Any) -> PencairanApbdesa:
    """Rina's record that Sutera's October came on Wednesday the 14th, changed as told."""
    fields: dict[str, Any] = {
        "desa": cast.sutera, "bulan_mulai": OKTOBER, "bulan_sampai": OKTOBER, "tanggal": date(2026, 10, 14),
        "nomor_surat": "SP2D-1", "by": cast.rina,
    }  # fmt: skip
    return record_pencairan(**(fields | changes))


@pytest.mark.lambat
def test_until_apbdesa_comes_the_village_is_covered_by_the_regulation_and_at_risk_by_the_nation(late: Cast) -> None:
    row = next(one for one in arrears(late.kayong_utara, late.sutera) if one.penanggung == "desa")
    assert (row.jumlah, row.terlambat, row.cair, row.berhenti_mulai) == (DESA, 3, None, date(2026, 11, 1))
    assert row.dijamin is not None
    assert row.dijamin.pasal == "8 ayat (1)"
    page = late.client("rina").get("/desa/61.11.01.2001/setoran/2026-10/").content.decode()
    assert [words for words in ("Aktif menurut Pasal 8 ayat (1)", "Terlambat 3 hari",
                                "berisiko nonaktif sejak 1 November 2026") if words not in page] == []  # fmt: skip


@pytest.mark.lambat
def test_once_it_came_three_working_days_are_counted_down(late: Cast, october: time_machine.Traveller) -> None:
    kept = disburse(late)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.aksi, event.objek_id, event.desa) == ("pencairanapbdesa.catat", kept.pk, late.sutera)
    row = arrears(late.kayong_utara, late.sutera)[0]
    assert (row.tenggat, row.terlambat, row.sisa_hari, row.dijamin) == (date(2026, 10, 19), -4, 4, None)
    assert row.alasan == ("APBDesa cair Rabu, 14 Oktober 2026; 3 hari kerja sesudahnya adalah Senin, 19 Oktober 2026 "
                          "(Pasal 8 ayat (2)).")  # fmt: skip
    assert {line.status.value for line in book_of_village(late.sutera, OKTOBER)} == {"belum"}
    october.move_to("2026-10-19T16:59:59Z")  # 23.59.59 in Kayong Utara
    assert arrears(late.kayong_utara, late.sutera)[0].terlambat == 0
    october.shift(1)
    assert arrears(late.kayong_utara, late.sutera)[0].terlambat == 1
    assert {(line.status.value, line.hari_terlambat) for line in book_of_village(late.sutera, OKTOBER)} == {
        ("terlambat", 1)}  # fmt: skip
    page = late.client("rina").get("/").content.decode()
    assert "terlambat 1 hari" in page


@pytest.mark.lambat
def test_what_is_deposited_within_the_three_days_is_on_time(late: Cast, october: time_machine.Traveller) -> None:
    disburse(late)
    october.move_to("2026-10-20T02:00:00Z")
    told: dict[str, Any] = {"kabupaten": late.kayong_utara, "desa": late.sutera, "by": late.rina, "bulan": None}
    deposit(late, **told, penanggung="desa", jumlah=DESA, tanggal=date(2026, 10, 19))
    deposit(late, **told, penanggung="peserta", jumlah=PESERTA, tanggal=date(2026, 10, 20))
    lines = {line.penanggung.value: (line.status.value, line.hari_terlambat) for line in book_of_village(
        late.sutera, OKTOBER)}  # fmt: skip
    assert lines == {"desa": ("lunas", 0), "peserta": ("lunas", 1)}
    assert arrears(late.kayong_utara, late.sutera) == []


@pytest.mark.lambat
def test_a_wrong_disbursement_is_cancelled_and_recorded_again(late: Cast) -> None:
    kept = disburse(late)
    with pytest.raises(Kesalahan, match="Pencairan untuk Oktober 2026 sampai Oktober 2026 sudah tercatat"):
        disburse(late)
    cancel_pencairan(pencairan=kept, alasan="salah tanggal", by=late.rina)
    assert arrears(late.kayong_utara, late.sutera)[0].dijamin is not None
    disburse(late, tanggal=date(2026, 10, 15))
    assert arrears(late.kayong_utara, late.sutera)[0].tenggat == date(2026, 10, 20)
    assert PencairanApbdesa.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"tanggal": date(2026, 10, 16)}, "belum terjadi"),
        ({"tanggal": date(2025, 9, 30)}, "terlalu lama sebelum Oktober 2026"),
        ({"nomor_surat": ""}, "Nomor surat belum diisi"),
        ({"bulan_sampai": Bulan(2026, 9)}, "lebih awal"),
        ({"bulan_mulai": Bulan(2027, 11), "bulan_sampai": Bulan(2027, 11)}, "masih terlalu jauh"),
        ({"surat": ("x.exe", b"MZ")}, "bukan PDF, JPG atau PNG"),
    ],
)
@pytest.mark.lambat
def test_what_is_wrong_is_refused(late: Cast, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Kesalahan, match=why):
        disburse(late, **changes)
    assert PencairanApbdesa.objects.count() == 0


@pytest.mark.lambat
def test_mamasa_has_no_such_article(late: Cast) -> None:
    with pytest.raises(Kesalahan, match="tidak menghitung tunggakan dari pencairan APBDesa"):
        disburse(late, desa=late.rantebulahan)
    assert "Tidak diatur" in late.client("sari").get("/desa/76.03.01.2004/pencairan/").content.decode()
    row = arrears(late.mamasa)[0]
    assert (row.desa, row.terlambat, row.dijamin, row.berhenti_mulai) == (None, 3, None, date(2026, 11, 1))


@pytest.mark.lambat
def test_the_regencys_list_by_age_with_a_reminder_that_names_nobody(
    late: Cast, october: time_machine.Traveller
) -> None:
    october.move_to("2026-11-20T02:00:00Z")
    assess_iuran(kabupaten=late.kayong_utara, bulan=NOVEMBER, by=late.damar)
    disburse(late, desa=late.benawai, bulan_sampai=NOVEMBER, tanggal=date(2026, 11, 19), by=late.damar)
    rows = arrears(late.kayong_utara)
    month = 3 * (DESA + PESERTA)
    assert by_age(rows) == [(UmurTunggakan.BELUM, 2 * month // 3), (UmurTunggakan.SEBULAN, 2 * month // 3),
                            (UmurTunggakan.TIGA_BULAN, 2 * month // 3)]  # fmt: skip
    assert [one.desa for one in by_depositor(rows)] == [late.sutera, late.padu_banjar, late.benawai]
    browser = late.client("damar")
    page = browser.get("/kabupaten/61.11/tunggakan/").content.decode()
    told = ("Yth. Bendahara Desa Sutera: iuran jaminan kesehatan berikut belum lunas. Oktober 2026, porsi Pemerintah "
            "desa, Rp 200.198, paling lambat 12 Oktober 2026 (terlambat 39 hari)")  # fmt: skip
    assert (told in page, "Aktif menurut Pasal 8 ayat (1)" in page, "Tersisa 4 hari" in page) == (True, True, True)
    assert not any(person.nama in page for listed in late.peserta.values() for person in listed)
    hilir = browser.get("/kabupaten/61.11/tunggakan/?kecamatan=61.11.02").content.decode()
    assert ("Padu Banjar" in hilir, "Desa Sutera" in hilir) == (True, False)
    start = browser.get("/").content.decode()
    assert "4 tunggakan masih dalam tenggat, paling dekat 4 hari lagi." in start


@pytest.mark.lambat
def test_nothing_overdue_says_so(late: Cast, october: time_machine.Traveller) -> None:
    october.move_to("2026-10-12T15:59:59Z")
    assert arrears(late.mamasa) == []
    assert "Tidak ada tunggakan" in late.client("dewi").get("/kabupaten/76.03/tunggakan/").content.decode()
    october.shift(1)
    assert {one.terlambat for one in arrears(late.mamasa)} == {1}
    assert arrears(late.kayong_utara) == []  # it is still the twelfth there, for an hour
    october.shift(3600)
    assert {one.terlambat for one in arrears(late.kayong_utara)} == {1}


@pytest.mark.lambat
def test_a_signed_months_rest_is_owed_from_the_first_open_one(late: Cast, october: time_machine.Traveller) -> None:
    close_month(kabupaten=late.mamasa, bulan=OKTOBER, by=late.dewi)
    october.move_to("2026-11-12T02:00:00Z")
    assert arrears(late.mamasa) == []
    assess_iuran(kabupaten=late.mamasa, bulan=NOVEMBER, by=late.dewi)
    assert {(one.bulan, one.jumlah) for one in arrears(late.mamasa)} == {
        (NOVEMBER, 2 * 9 * 132_637), (NOVEMBER, 2 * 9 * 33_159)}  # fmt: skip


@pytest.mark.lambat
def test_it_is_recorded_on_the_screen_by_the_village_or_the_office(late: Cast) -> None:
    browser = late.client("rina")
    page = browser.post(PAGE, TYPED | {"tanggal": "kemarin"}).content.decode()
    assert "Tulis tanggal seperti 12/10/2026." in page
    assert browser.post(PAGE, TYPED | {"surat": SimpleUploadedFile(*PDF)}).status_code == 302
    kept = PencairanApbdesa.objects.get()
    page = browser.get(PAGE).content.decode()
    assert ("Tersisa 4 hari" in page, "3 hari kerja sesudah hari pencairan" in page) == (True, True)
    answer = late.client("wahyu").get(f"/pencairan/{kept.pk}/surat/")
    assert answer.getvalue() == PDF[1]
    answer.close()
    assert [late.client(who).get(f"/pencairan/{kept.pk}/surat/").status_code for who in ("beni", "dewi")] == [404, 404]
    assert [late.client(who).post(PAGE, TYPED).status_code for who in ("hasan", "beni")] == [403, 404]
    assert "sudah tercatat" in late.client("damar").post(PAGE, TYPED).content.decode()
    assert browser.post(f"/pencairan/{kept.pk}/batal/", {"alasan": "salah"})["Location"] == PAGE


@pytest.mark.lambat
def test_the_api_records_lists_and_counts(late: Cast) -> None:
    door = APIClient()
    door.force_authenticate(late.rina)
    body = {"desa": "61.11.01.2001", "bulan_mulai": "2026-10", "bulan_sampai": "2026-10", "tanggal": "2026-10-14",
            "nomor_surat": "SP2D-1"}  # fmt: skip
    kept = door.post("/api/v1/pencairan-apbdesa/", body, format="json").json()
    assert (kept["desa"], kept["kabupaten"], kept["bulan_mulai"], kept["surat_nama"]) == (
        "61.11.01.2001", "61.11", "2026-10", "")  # fmt: skip
    assert door.get("/api/v1/kabupaten/61.11/tunggakan/").status_code == 404
    door.force_authenticate(late.hasan)
    rows = door.get("/api/v1/kabupaten/61.11/tunggakan/").json()
    mine = [one for one in rows if one["desa"] == "61.11.01.2001"]
    assert [(one["tenggat"], one["terlambat"], one["umur"], one["dijamin"]) for one in mine] == [
        ("2026-10-19", -4, "belum", None)] * 2  # fmt: skip
    assert door.post("/api/v1/pencairan-apbdesa/", body, format="json").status_code == 403
    door.force_authenticate(late.rina)
    undone = door.post(f"/api/v1/pencairan-apbdesa/{kept['id']}/batalkan/", {"alasan": "salah"}, format="json").json()
    assert undone["membatalkan"] == kept["id"]


@pytest.mark.lambat
def test_somebody_who_may_only_read_sees_the_clock_without_a_form(late: Cast) -> None:
    page = late.client("hasan").get(PAGE).content.decode()
    assert ("Aktif menurut" in page, "Catat pencairan</button>" in page) == (True, False)
