"""Due with a stage of ADD (MM Pasal 10 ayat (1)): a recorded decision moves open months, never signed ones."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from desa.models import AuditEvent, HariLibur, TahapAdd
from desa.queries.jatuh_tempo import due_dates_in
from desa.rules.kalender import KeputusanTahap, stage_due
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.tahap_add import cancel_tahap_add, record_tahap_add
from iuran.models import Penetapan
from iuran.queries.buku import book
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cases import law_cases, regulations
from tests.cast import Cast
from tests.desa.test_kalender import off
from tests.iuran.conftest import PDF

OKTOBER, NOVEMBER = Bulan(2026, 10), Bulan(2026, 11)
PAGE = "/kabupaten/76.03/tahap-add/"
TYPED = {"bulan_mulai": "2026-10", "bulan_sampai": "2026-11", "tanggal": "21/11/2026", "penetap": "Kepala BPKD",
         "nomor_surat": "900/1", "tanggal_surat": "01/10/2026"}  # fmt: skip


@pytest.mark.parametrize("case", law_cases("tahap_add"))
def test_the_stages_day_moves_like_any_due_date(case: dict[str, Any]) -> None:
    rule = regulations()[case["peraturan"]].iuran.jatuh_tempo
    decided = KeputusanTahap(case["tanggal"], "Kepala BPKD", "900/1", date(2024, 1, 2))
    assert stage_due(decided, rule, off()).tanggal == case["jatuh_tempo"]


def decide(cast: Cast, **changes: Any) -> TahapAdd:
    """Dewi's record that October and November are due on Saturday 21 November, changed as told."""
    fields: dict[str, Any] = {
        "kabupaten": cast.mamasa, "bulan_mulai": OKTOBER, "bulan_sampai": NOVEMBER, "tanggal": date(2026, 11, 21),
        "penetap": "Kepala BPKD", "nomor_surat": "900/1", "tanggal_surat": date(2026, 10, 1), "by": cast.dewi,
    }  # fmt: skip
    return record_tahap_add(**(fields | changes))


def due(cast: Cast, bulan: Bulan) -> date:
    return Penetapan.objects.get(kabupaten=cast.mamasa, bulan=bulan.first_day).jatuh_tempo


@pytest.mark.lambat
def test_open_months_follow_and_say_why(panggung: Cast, october: time_machine.Traveller) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    assert due(panggung, OKTOBER) == date(2026, 10, 12)
    kept = decide(panggung)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.aksi, event.objek_id, event.rincian["bulan"]) == (
        "tahapadd.catat", kept.pk, {"2026-10": "2026-10-12 -> 2026-11-23"})  # fmt: skip
    found = Penetapan.objects.get(kabupaten=panggung.mamasa)
    assert found.alasan_jatuh_tempo == (
        "Tahap penyaluran ADD: Kepala BPKD, surat 900/1 tanggal 1 Oktober 2026, menetapkan Sabtu, 21 November 2026. "
        "Hari itu hari Sabtu, disusul hari Minggu; menjadi Senin, 23 November 2026 (Pasal 10 ayat (1))."
    )
    october.move_to("2026-11-23T15:59:59Z")
    assert {row.status.value for row in book(panggung.mamasa, OKTOBER)} == {"belum"}
    october.shift(1)
    assert {row.status.value for row in book(panggung.mamasa, OKTOBER)} == {"terlambat"}
    assess_iuran(kabupaten=panggung.mamasa, bulan=NOVEMBER, by=panggung.dewi)
    assert due(panggung, NOVEMBER) == date(2026, 11, 23)
    assert [found and found.tanggal for _, found in due_dates_in(panggung.mamasa, 2026)][-3:] == [
        date(2026, 11, 23), date(2026, 11, 23), date(2026, 12, 10)]  # fmt: skip


@pytest.mark.lambat
def test_every_page_with_the_due_date_shows_the_national_one_beside_it(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    decide(panggung)
    browser = panggung.client("dewi")
    for path in ("setoran/2026-10/", "iuran/2026-10/", "iuran/2026-11/"):
        page = browser.get(f"/kabupaten/76.03/{path}").content.decode()
        assert "Tahap penyaluran ADD: Kepala BPKD, surat 900/1" in page, path
        month = "Desember" if "2026-11" in path else "November"
        assert f"penjaminan dapat berhenti sejak 1 {month} 2026" in page, path
    page = browser.get("/desa/76.03.01.2004/iuran/2026-10/").content.decode()
    assert ("Senin, 23 November 2026" in page, "sejak 1 November 2026" in page) == (True, True)
    page = browser.get("/kabupaten/76.03/hari-libur/?tahun=2026").content.decode()
    assert ("Senin, 23 November 2026" in page, "penjaminan dapat berhenti sejak tanggal 1" in page) == (True, True)


@pytest.mark.lambat
def test_an_assessed_row_keeps_its_words_and_says_what_became_of_them(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    row = Penetapan.objects.get(kabupaten=panggung.mamasa).iuran.order_by("pk")[0]
    decide(panggung)
    page = panggung.client("dewi").get(f"/iuran/{row.pk}/").content.decode()
    assert ("Jatuh tempo: Tanggal 10 Oktober 2026" in page, "Tahap penyaluran ADD: Kepala BPKD" in page) == (True, True)


@pytest.mark.lambat
def test_a_signed_month_keeps_its_due_date(panggung: Cast) -> None:
    assess_iuran(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    kept = decide(panggung, bulan_sampai=OKTOBER)
    close_month(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    with pytest.raises(Kesalahan, match="sudah ditutup dengan Berita Acara"):
        cancel_tahap_add(tahap=kept, alasan="salah", by=panggung.dewi)
    with pytest.raises(Kesalahan, match="sudah ditutup dengan Berita Acara"):
        decide(panggung)
    with pytest.raises(Kesalahan, match="sudah masuk Berita Acara Oktober 2026"):
        decide(panggung, bulan_mulai=Bulan(2026, 9), bulan_sampai=Bulan(2026, 9), tanggal=date(2026, 10, 21))
    assert due(panggung, OKTOBER) == date(2026, 11, 23)


@pytest.mark.lambat
def test_cancelled_the_regulations_date_counts_again(panggung: Cast) -> None:
    HariLibur.objects.create(tanggal=date(2026, 11, 23), nama="Hari daerah", jenis="libur_daerah", sumber="Surat",
                             kabupaten=panggung.mamasa)  # fmt: skip
    assess_iuran(kabupaten=panggung.mamasa, bulan=OKTOBER, by=panggung.dewi)
    kept = decide(panggung)
    assert due(panggung, OKTOBER) == date(2026, 11, 24)
    with pytest.raises(Kesalahan, match="Surat 900/1 sudah menetapkan jatuh tempo"):
        decide(panggung, nomor_surat="900/2")
    cancel_tahap_add(tahap=kept, alasan="salah tanggal", by=panggung.dewi)
    assert due(panggung, OKTOBER) == date(2026, 10, 12)
    decide(panggung, nomor_surat="900/2", tanggal=date(2026, 11, 20))
    assert due(panggung, OKTOBER) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"tanggal": date(2026, 9, 30)}, "tidak masuk akal untuk Oktober 2026"),
        ({"tanggal": date(2027, 12, 1)}, "tidak masuk akal untuk Oktober 2026"),
        ({"tanggal_surat": date(2026, 10, 6)}, "belum terjadi"),
        ({"penetap": " "}, "Pejabat yang memutuskan belum diisi"),
        ({"nomor_surat": "9" * 81}, "lebih dari 80 huruf"),
        ({"bulan_sampai": Bulan(2027, 10)}, "lebih dari 12 bulan"),
        ({"surat": ("x.pdf", b"")}, "Berkas bukti kosong"),
    ],
)
def test_what_is_wrong_is_refused(panggung: Cast, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Kesalahan, match=why):
        decide(panggung, **changes)
    assert TahapAdd.objects.count() == 0


def test_kayong_utara_has_no_such_article(panggung: Cast) -> None:
    with pytest.raises(Kesalahan, match="tidak mengenal jatuh tempo menurut tahap ADD"):
        decide(panggung, kabupaten=panggung.kayong_utara)
    assert "Tidak diatur" in panggung.client("damar").get("/kabupaten/61.11/tahap-add/").content.decode()


@pytest.mark.lambat
def test_it_is_recorded_on_the_screen_by_the_office_alone(panggung: Cast) -> None:
    browser = panggung.client("dewi")
    assert "Belum ada keputusan yang tercatat" in browser.get(PAGE).content.decode()
    assert "Isi pejabat yang memutuskan." in browser.post(PAGE, TYPED | {"penetap": ""}).content.decode()
    assert browser.post(PAGE, TYPED | {"surat": SimpleUploadedFile(*PDF)}).status_code == 302
    kept = TahapAdd.objects.get()
    answer = panggung.client("ines").get(f"/tahap-add/{kept.pk}/surat/")
    assert answer.getvalue() == PDF[1]
    answer.close()
    assert panggung.client("damar").get(f"/tahap-add/{kept.pk}/surat/").status_code == 404
    assert [panggung.client(who).post(PAGE, TYPED).status_code for who in ("andi", "sari")] == [403, 404]
    assert browser.post(f"/tahap-add/{kept.pk}/batal/", {"alasan": "salah"})["Location"] == PAGE
    assert "Pembatalan: salah" in browser.get(PAGE).content.decode()


@pytest.mark.lambat
def test_the_api_records_and_cancels(panggung: Cast) -> None:
    door = APIClient()
    door.force_authenticate(panggung.dewi)
    body = {"kabupaten": "76.03", "bulan_mulai": "2026-10", "bulan_sampai": "2026-11", "tanggal": "2026-11-21",
            "penetap": "Kepala BPKD", "nomor_surat": "900/1", "tanggal_surat": "2026-10-01"}  # fmt: skip
    kept = door.post("/api/v1/tahap-add/", body, format="json").json()
    assert (kept["kabupaten"], kept["tanggal"], kept["oleh"]) == ("76.03", "2026-11-21", "Dewi")
    assert "Batalkan catatan itu" in door.post("/api/v1/tahap-add/", body, format="json").json()["saran"]
    answer = door.post("/api/v1/kalkulator/", {"kabupaten": "76.03", "bulan": "2026-10", "penghasilan": [1]},
                       format="json").json()  # fmt: skip
    assert answer["jatuh_tempo"] == "2026-11-23"
    undone = door.post(f"/api/v1/tahap-add/{kept['id']}/batalkan/", {"alasan": "salah"}, format="json").json()
    assert (undone["membatalkan"], door.get("/api/v1/tahap-add/").json()["count"]) == (kept["id"], 2)
