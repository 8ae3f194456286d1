"""Several months ahead (MM Pasal 10 ayat (3)): first the coordination, then the money, later what was really due."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from rest_framework.test import APIClient

from desa.models import AuditEvent, MasaJabatan
from iuran.actions.koordinasi import cancel_koordinasi, record_koordinasi
from iuran.actions.penetapan import assess_iuran
from iuran.actions.setoran import reverse_setoran
from iuran.models import Koordinasi
from iuran.queries.buku import book
from iuran.queries.kebutuhan import needs_by_payer
from iuran.rules import Kebutuhan
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cases import bulan_of, law_cases
from tests.cast import Cast
from tests.iuran.conftest import PDF, deposit, newcomer
from tests.kept import kept

SHARE, PEMDA = 132_637, 9 * 132_637
OKTOBER, NOVEMBER, DESEMBER = Bulan(2026, 10), Bulan(2026, 11), Bulan(2026, 12)
PAGE = "/kabupaten/76.03/koordinasi/"
TYPED = {"bulan_mulai": "2026-11", "bulan_sampai": "2026-12", "tanggal": "05/10/2026", "nomor_surat": "K-1",
         "dengan": "Lina, staf penagihan"}  # fmt: skip


@kept
def october_assessed(panggung: Cast) -> Cast:
    assess_iuran(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    return panggung


def coordinate(cast: Cast, **changes: Any) -> Koordinasi:
    """Andi's coordination for November and December, changed as told."""
    fields = {
        "kabupaten": cast.mamasa, "desa": None, "bulan_mulai": NOVEMBER, "bulan_sampai": DESEMBER,
        "tanggal": date(2026, 10, 5), "nomor_surat": "K-1", "dengan": "Lina, BPJS", "by": cast.andi,
    }  # fmt: skip
    return record_koordinasi(**(fields | changes))


@pytest.mark.parametrize("case", law_cases("di_muka"))
@pytest.mark.lambat
def test_how_far_ahead(october_assessed: Cast, case: dict[str, Any]) -> None:
    month = bulan_of(case)
    if case["boleh"]:
        coordinate(october_assessed, bulan_mulai=month, bulan_sampai=month)
    else:
        with pytest.raises(Kesalahan):
            coordinate(october_assessed, bulan_mulai=month, bulan_sampai=month)
    assert Koordinasi.objects.count() == case["boleh"]


@pytest.mark.lambat
def test_months_are_paid_ahead_only_after_a_coordination(october_assessed: Cast) -> None:
    with pytest.raises(Kesalahan, match="November 2026 untuk Kabupaten Mamasa belum ditetapkan"):
        deposit(october_assessed, bulan=NOVEMBER)
    row = coordinate(october_assessed, surat=PDF)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.aksi, event.objek_id, event.rincian["surat_sha256"]) == (
        "koordinasi.catat", row.pk, row.surat_sha256)  # fmt: skip
    needs = needs_by_payer(october_assessed.mamasa, None)["pemda"]
    assert needs == [
        Kebutuhan(OKTOBER, PEMDA), Kebutuhan(NOVEMBER, PEMDA, True), Kebutuhan(DESEMBER, PEMDA, True)]  # fmt: skip
    kept = deposit(october_assessed, bulan=None, jumlah=3 * PEMDA)
    assert [part.jumlah for part in kept.alokasi.all()] == [PEMDA] * 3
    call_command("periksa_buku")


@pytest.mark.lambat
def test_joiners_and_leavers_come_out_as_the_months_rest(
    october_assessed: Cast, october: time_machine.Traveller
) -> None:
    coordinate(october_assessed)
    deposit(october_assessed, bulan=None, jumlah=3 * PEMDA)
    newcomer(october_assessed.rantebulahan, 700, date(2026, 10, 20))
    october.move_to("2026-12-02T02:00:00Z")
    assess_iuran(kabupaten=october_assessed.mamasa, bulan=NOVEMBER, by=october_assessed.dewi)
    left = MasaJabatan.objects.filter(peserta__nama__startswith="Pendatang")
    left.update(berakhir=date(2026, 11, 15), alasan_berakhir="diberhentikan")
    MasaJabatan.objects.filter(peserta=october_assessed.peserta["76.03.01.2008"][0]).update(
        berakhir=date(2026, 11, 20), alasan_berakhir="diberhentikan"
    )
    assess_iuran(kabupaten=october_assessed.mamasa, bulan=DESEMBER, by=october_assessed.dewi)
    assert book(october_assessed.mamasa, NOVEMBER)[0].sisa == SHARE
    assert book(october_assessed.mamasa, DESEMBER)[0].sisa == 0
    assert needs_by_payer(october_assessed.mamasa, None)["pemda"] == []
    call_command("periksa_buku")


@pytest.mark.lambat
def test_a_coordination_with_money_on_it_is_not_cancelled(october_assessed: Cast) -> None:
    row = coordinate(october_assessed)
    kept = deposit(october_assessed, bulan=DESEMBER, jumlah=5)
    with pytest.raises(Kesalahan, match="Desember 2026 sudah dibayar di muka menurut koordinasi K-1"):
        cancel_koordinasi(koordinasi=row, alasan="salah", by=october_assessed.andi)
    reverse_setoran(setoran=kept, alasan="salah", by=october_assessed.andi)
    with pytest.raises(Kesalahan, match="Alasan pembatalan belum diisi"):
        cancel_koordinasi(koordinasi=row, alasan=" ", by=october_assessed.andi)
    undone = cancel_koordinasi(koordinasi=row, alasan="salah bulan", by=october_assessed.andi)
    assert (undone.membatalkan, undone.nomor_surat) == (row, "K-1")
    for again in (row, undone):
        with pytest.raises(Kesalahan, match="sudah dibatalkan"):
            cancel_koordinasi(koordinasi=again, alasan="lagi", by=october_assessed.andi)
    with pytest.raises(Kesalahan, match="belum ditetapkan"):
        deposit(october_assessed, bulan=NOVEMBER)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"bulan_sampai": OKTOBER}, "lebih awal dari November 2026"),
        ({"bulan_mulai": OKTOBER, "bulan_sampai": Bulan(2027, 10)}, "lebih dari 12 bulan"),
        ({"tanggal": date(2026, 10, 6)}, "belum terjadi"),
        ({"nomor_surat": " "}, "Nomor surat belum diisi"),
        ({"dengan": ""}, "Nama petugas BPJS Kesehatan belum diisi"),
        ({"surat": ("a.pdf", b"MZ")}, "bukan PDF, JPG atau PNG"),
    ],
)
def test_what_is_wrong_is_refused(october_assessed: Cast, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Kesalahan, match=why):
        coordinate(october_assessed, **changes)
    assert Koordinasi.objects.count() == 0


@pytest.mark.lambat
def test_only_where_the_regulation_allows_it_and_for_the_one_who_deposits(october_assessed: Cast) -> None:
    with pytest.raises(Kesalahan, match="tidak mengatur pembayaran beberapa bulan di muka"):
        coordinate(october_assessed, kabupaten=october_assessed.kayong_utara, desa=october_assessed.sutera)
    with pytest.raises(Kesalahan, match="bukan bendahara desa yang menyetor"):
        coordinate(october_assessed, desa=october_assessed.rantebulahan)


@pytest.mark.lambat
def test_it_is_recorded_on_the_screen_and_its_letter_kept(october_assessed: Cast) -> None:
    browser = october_assessed.client("andi")
    assert "Belum ada koordinasi yang tercatat." in browser.get(PAGE).content.decode()
    page = browser.post(PAGE, TYPED | {"bulan_mulai": "besok"}).content.decode()
    assert ("Tulis bulan seperti November 2026 atau 11/2026." in page, "Lina, staf penagihan" in page) == (True, True)
    far = browser.post(PAGE, TYPED | {"bulan_mulai": "2027-12", "bulan_sampai": "2027-12"}).content.decode()
    assert "Paling jauh Oktober 2027" in far
    assert browser.post(PAGE, TYPED | {"surat": SimpleUploadedFile(*PDF)}).status_code == 302
    row = Koordinasi.objects.get()
    page = browser.get(PAGE).content.decode()
    assert "Boleh dibayar di muka sekarang:</strong> November 2026, Desember 2026." in page
    answer = october_assessed.client("ines").get(f"/koordinasi/{row.pk}/surat/")
    assert (answer.getvalue(), answer["X-Content-Type-Options"]) == (PDF[1], "nosniff")
    answer.close()
    assert october_assessed.client("sari").get(f"/koordinasi/{row.pk}/surat/").status_code == 404
    assert [october_assessed.client(who).post(PAGE, TYPED).status_code for who in ("lina", "damar")] == [403, 404]
    assert "Belum ditetapkan, dibayar di muka" in browser.get(
        "/kabupaten/76.03/setoran/2026-10/catat/pemda/").content.decode()  # fmt: skip
    assert browser.post(f"/koordinasi/{row.pk}/batal/", {"alasan": "salah"})["Location"] == PAGE
    assert "Pembatalan: salah" in browser.get(PAGE).content.decode()


@pytest.mark.lambat
def test_kayong_utara_says_that_it_has_no_such_article(october_assessed: Cast) -> None:
    page = october_assessed.client("rina").get("/desa/61.11.01.2001/koordinasi/").content.decode()
    assert "tidak mengatur pembayaran beberapa bulan di muka" in page


@pytest.mark.lambat
def test_the_api_records_lists_and_cancels(october_assessed: Cast) -> None:
    door = APIClient()
    door.force_authenticate(october_assessed.andi)
    body = {"kabupaten": "76.03", "bulan_mulai": "2026-11", "bulan_sampai": "2026-12", "tanggal": "2026-10-05",
            "nomor_surat": "K-1", "dengan": "Lina"}  # fmt: skip
    kept = door.post("/api/v1/koordinasi/", body | {"surat": SimpleUploadedFile(*PDF)}, format="multipart").json()
    assert (kept["bulan_mulai"], kept["surat_nama"], kept["oleh"]) == ("2026-11", "struk.pdf", "Andi")
    assert door.get("/api/v1/koordinasi/").json()["count"] == 1
    path = f"/api/v1/koordinasi/{kept['id']}/batalkan/"
    assert door.post(path, {"alasan": "salah"}, format="json").json()["membatalkan"] == kept["id"]
    assert "sudah dibatalkan" in door.post(path, {"alasan": "salah"}, format="json").json()["detail"]
    assert "Paling jauh" in door.post(
        "/api/v1/koordinasi/", body | {"bulan_mulai": "2028-01", "bulan_sampai": "2028-01"}, format="json"
    ).json()["saran"]  # fmt: skip
