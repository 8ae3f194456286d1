"""Budgets of the cast: plan, ceiling, realisation; pages, workbook, paper and API say the same (MM 6; KU 10)."""

import io
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from desa.models import AuditEvent, MasaJabatan
from iuran.actions.anggaran import record_pagu
from iuran.actions.penetapan import assess_iuran
from iuran.models import PaguAnggaran
from iuran.queries.andaian import Kenaikan, Permintaan
from iuran.queries.anggaran import Anggaran, budget
from iuran.rules.anggaran import by_account
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.iuran.conftest import deposit

MAMASA, SUTERA = "/kabupaten/76.03/anggaran/", "/desa/61.11.01.2001/anggaran/"
DUA = {"5.1.3.01": 900_000, "5.1.3.02": 1_200_000}


def pagu(tempat: Any, jumlah: dict[str, int], **changes: Any) -> list[PaguAnggaran]:
    fields: dict[str, Any] = {
        "tahun": 2026, "sumber": "APBD 2026", "nomor_surat": "1/2026", "tanggal": date(2026, 1, 2), "by": None
    }  # fmt: skip
    return record_pagu(tempat=tempat, jumlah=jumlah, **(fields | changes))


def shares(found: Anggaran) -> dict[str, int]:
    return {one.penanggung.value: one.rencana for one in found.porsi}


def test_mamasas_year_is_twelve_months_and_the_floor_has_its_price(panggung: Cast) -> None:
    """Nine officials lifted to 3.315.934: 9 x 132.637 a month; without a floor 3 x (97.066 + 88.977 + 80.888)."""
    found = budget(panggung.mamasa, 2026, Permintaan())
    assert shares(found) == {"pemda": 12 * 9 * 132_637, "peserta": 12 * 9 * 33_159}
    pemda = found.porsi[0]
    assert (found.orang, found.dinaikkan, pemda.biaya_batas_bawah) == (9, 9, 12 * (1_193_733 - 800_793))
    assert next((one.desa.nama, one.orang, one.porsi.rencana) for one in found.desa) == (
        "Rantebulahan", 3, 12 * 3 * 132_637)  # fmt: skip
    assert sum(one.porsi.rencana for one in found.desa) == pemda.rencana


def test_a_missing_ump_is_not_invented(panggung: Cast) -> None:
    found = budget(panggung.mamasa, 2027, Permintaan())
    assert found.halangan is not None
    assert ("Upah Minimum Provinsi (UMP)" in found.halangan.pesan, "Ketik kenaikan" in found.halangan.saran) == (
        True, True)  # fmt: skip
    typed = budget(panggung.mamasa, 2027, Permintaan(Kenaikan("persen", 650)))
    assert shares(typed) == {"pemda": 12 * 9 * 141_259, "peserta": 12 * 9 * 35_315}  # base 3.531.470
    assert (
        "UMP 2027 dianggap Rp 3.531.470, yaitu UMP 2026 Rp 3.315.934 naik 6,5 %. "
        "Ini andaian yang diketik, bukan nilai peraturan."
    ) in typed.andaian
    plus = budget(panggung.mamasa, 2027, Permintaan(Kenaikan("rupiah", 84_066)))
    assert shares(plus)["pemda"] == 12 * 9 * 136_000


def test_what_if_wages_rise_and_posts_are_added(panggung: Cast) -> None:
    now = budget(panggung.sutera, 2027, Permintaan())
    assert shares(now) == {"desa": 12 * 200_198, "peserta": 12 * 133_465}
    more = budget(panggung.sutera, 2027, Permintaan(tambahan=(("kepala_urusan", 2),)))
    assert shares(more)["desa"] == 12 * (200_198 + 2 * 60_666)
    assert "Ditambah 2 Kepala Urusan, dengan penghasilan yang paling umum di sini." in more.andaian
    nobody = budget(panggung.sutera, 2027, Permintaan(tambahan=(("kepala_seksi", 1),)))
    assert nobody.halangan is not None
    assert "kepala seksi" in nobody.halangan.pesan


def test_known_ends_are_filled_again_unless_told_otherwise(panggung: Cast) -> None:
    head = panggung.peserta[panggung.sutera.kode][0]
    MasaJabatan.objects.filter(peserta=head).update(berakhir=date(2027, 6, 15), alasan_berakhir="masa_jabatan")
    filled = budget(panggung.sutera, 2027, Permintaan())
    assert shares(filled)["desa"] == 12 * 200_198
    assert any("1 jabatan berakhir sebelum Desember 2027; dianggap diisi lagi" in one for one in filled.andaian)
    empty = budget(panggung.sutera, 2027, Permintaan(diisi_lagi=False))
    assert shares(empty)["desa"] == 12 * 200_198 - 6 * 72_799  # June is still owed: in office on the first


def test_a_village_plans_by_account(panggung: Cast) -> None:
    pagu(panggung.sutera, DUA)
    found = budget(panggung.sutera, 2026, Permintaan())
    assert [(one.kode, one.rencana, one.pagu) for one in found.rekening] == [
        ("5.1.3.01", 12 * 72_799, 900_000), ("5.1.3.02", 12 * (66_733 + 60_666), 1_200_000)]  # fmt: skip
    desa = found.porsi[0]
    assert (desa.dianggarkan, desa.pagu, found.porsi[1].pagu) == (True, 2_100_000, None)
    assert desa.landasan
    assert desa.landasan.kalimat == "Pagu habis pada bulan November 2026; kurang Rp 302.376."
    summary = budget(panggung.kayong_utara, 2026, Permintaan())
    assert [(one.kode, one.rencana, one.pagu) for one in summary.rekening] == [
        ("5.1.3.01", 3 * 12 * 72_799, 900_000), ("5.1.3.02", 3 * 12 * (66_733 + 60_666), 1_200_000)]  # fmt: skip
    assert [one.porsi.pagu for one in summary.desa] == [2_100_000, None, None]
    assert all(not one.dianggarkan for one in summary.porsi)


def test_assessed_months_take_the_place_of_the_plan(panggung: Cast) -> None:
    pagu(panggung.mamasa, {"": 12_000_000})
    assess_iuran(kabupaten=panggung.mamasa, bulan=panggung.bulan, by=panggung.dewi)
    deposit(panggung, jumlah=1_000_000)
    pemda = budget(panggung.mamasa, 2026, Permintaan(tambahan=(("kepala_urusan", 1),))).porsi[0]
    october = pemda.bulan[9]
    assert (october.ditetapkan, october.disetor, october.kebutuhan) == (1_193_733, 1_000_000, 1_193_733)
    assert october.rencana != 1_193_733
    plain = budget(panggung.mamasa, 2026, Permintaan()).porsi[0]
    assert plain.landasan
    assert plain.landasan.kalimat == "Pagu habis pada bulan November 2026; kurang Rp 2.324.796."
    assert (plain.perkiraan, plain.ditetapkan) == (11 * 1_193_733, 1_193_733)
    carried = budget(panggung.mamasa, 2027, Permintaan(Kenaikan("persen", 0))).porsi[0]
    assert carried.saldo_awal == 193_733


@pytest.mark.lambat
def test_each_account_shows_what_was_assessed_and_deposited(panggung: Cast) -> None:
    """KU Pasal 10: Sutera owes 72.799 for its head and 127.399 for the others; it deposits 150.000 of 200.198."""
    assess_iuran(kabupaten=panggung.kayong_utara, bulan=panggung.bulan, by=panggung.damar)
    deposit(panggung, kabupaten=panggung.kayong_utara, desa=panggung.sutera, penanggung="desa", jumlah=150_000,
            by=panggung.rina)  # fmt: skip
    head, others = budget(panggung.sutera, 2026, Permintaan()).rekening
    assert [(one.bulan, one.ditetapkan, one.disetor) for one in head.terjadi] == [(panggung.bulan, 72_799, 72_799)]
    assert [(one.bulan, one.ditetapkan, one.disetor) for one in others.terjadi] == [(panggung.bulan, 127_399, 77_201)]
    whole = budget(panggung.kayong_utara, 2026, Permintaan())
    assert [(one.ditetapkan, one.disetor) for one in whole.rekening] == [(3 * 72_799, 72_799), (3 * 127_399, 77_201)]
    shown = panggung.client("wahyu").get(f"{SUTERA}2026/").content.decode()
    assert [text for text in ("5.1.3.02 bulan demi bulan", "Rp\xa077.201") if text not in shown] == []
    answer = panggung.client("damar").get("/api/v1/kabupaten/61.11/anggaran/?tahun=2026").json()["rekening"]
    assert [(one["kode"], one["ditetapkan"], one["disetor"]) for one in answer] == [
        ("5.1.3.01", 3 * 72_799, 72_799), ("5.1.3.02", 3 * 127_399, 77_201)]  # fmt: skip
    book = load_workbook(io.BytesIO(panggung.client("wahyu").get(f"{SUTERA}2026/unduh/xlsx/").content))
    rows = [[cell.value for cell in row] for row in book["Rekening per bulan"].rows]
    assert ["5.1.3.02", "Jaminan Kesehatan Perangkat Desa", "Oktober 2026", 127_399, 127_399, 77_201] in rows
    assert budget(panggung.mamasa, 2026, Permintaan()).rekening == []


@pytest.mark.parametrize(
    ("paid", "due", "parts"),
    [
        (0, {"a": 5, "b": 7}, {"a": 0, "b": 0}), (6, {"a": 5, "b": 7}, {"a": 5, "b": 1}),
        (12, {"a": 5, "b": 7}, {"a": 5, "b": 7}), (15, {"a": 5, "b": 7}, {"a": 5, "b": 10}),
        (-4, {"a": 5, "b": 7}, {"a": 0, "b": -4}), (6, {"a": -3, "b": 7}, {"a": 0, "b": 6}),
    ],
)  # fmt: skip
def test_a_deposit_over_the_accounts_adds_up(paid: int, due: dict[str, int], parts: dict[str, int]) -> None:
    assert by_account(paid, due) == parts


def test_a_new_ceiling_is_a_new_version(panggung: Cast) -> None:
    pagu(panggung.mamasa, {"": 12_000_000})
    with pytest.raises(Kesalahan, match="sudah tercatat"):
        pagu(panggung.mamasa, {"": 12_000_000})
    pagu(panggung.mamasa, {"": 15_000_000}, sumber="Perubahan APBD", nomor_surat="9/2026")
    assert budget(panggung.mamasa, 2026, Permintaan()).porsi[0].pagu == 15_000_000
    assert list(PaguAnggaran.objects.values_list("versi", "jumlah")) == [(1, 12_000_000), (2, 15_000_000)]
    trail = AuditEvent.objects.filter(aksi="anggaran.pagu").latest("pk")
    assert (trail.rincian["sebelum"], trail.rincian["sesudah"]) == ({"": 12_000_000}, {"": 15_000_000})
    for change in ({"jumlah": 1}, {"tahun": 2030}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaguAnggaran.objects.update(**change)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"jumlah": {"x": 1}}, "Rekening tidak sesuai"), ({"jumlah": {"": -1}}, "negatif atau terlalu besar"),
        ({"jumlah": {"": 10**14}}, "terlalu besar"), ({"sumber": " "}, "belum diisi"),
        ({"nomor_surat": ""}, "belum diisi"), ({"tanggal": date(2026, 10, 6)}, "belum terjadi"),
        ({"tanggal": date(2020, 1, 1)}, "terlalu lama"), ({"tahun": 2029}, "di luar jangkauan"),
    ],
)  # fmt: skip
def test_a_ceiling_that_does_not_fit_is_refused(panggung: Cast, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Kesalahan, match=words):
        pagu(panggung.mamasa, changes.pop("jumlah", {"": 1}), **changes)
    assert PaguAnggaran.objects.count() == 0


def test_a_village_of_mamasa_has_no_ceiling_of_its_own(panggung: Cast) -> None:
    with pytest.raises(Kesalahan, match="tidak menanggung iuran"):
        pagu(panggung.rantebulahan, {"": 1})
    found = budget(panggung.rantebulahan, 2026, Permintaan())
    assert [(one.dianggarkan, one.disetor_di_sini) for one in found.porsi] == [(False, False), (False, False)]


# -- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.lambat
def test_dewi_plans_and_records_the_ceiling(panggung: Cast) -> None:
    browser = panggung.client("dewi")
    assert browser.get(MAMASA)["Location"] == f"{MAMASA}2026/"
    page = browser.get(f"{MAMASA}2026/").content.decode()
    wanted = ["Pagu 2026 belum dicatat", "Rp\xa014.324.796", "9 orang naik ke batas bawah", "Catat pagu 2026",
              "bukan belanja APBD", "+Rp\xa04.715.280"]  # fmt: skip
    assert [text for text in wanted if text not in page] == []
    form = {"jumlah_0": "12.000.000", "sumber": "APBD 2026", "nomor_surat": "1/2026", "tanggal": "02/01/2026"}
    assert "Isi jumlah rupiah." in browser.post(f"{MAMASA}2026/pagu/", form | {"jumlah_0": ""}).content.decode()
    assert browser.post(f"{MAMASA}2026/pagu/", form)["Location"] == f"{MAMASA}2026/"
    page = browser.get(f"{MAMASA}2026/").content.decode()
    assert "Pagu habis pada bulan November 2026; kurang Rp 2.324.796." in page
    assert "sudah tercatat" in browser.post(f"{MAMASA}2026/pagu/", form).content.decode()


@pytest.mark.lambat
def test_next_year_asks_for_the_assumption(panggung: Cast) -> None:
    browser = panggung.client("dewi")
    page = browser.get(f"{MAMASA}2027/").content.decode()
    assert ("Rencana belum dapat dihitung" in page, "Ketik kenaikan upah minimum" in page) == (True, True)
    page = browser.get(f"{MAMASA}2027/?upah_minimum=6,5&satuan=persen").content.decode()
    assert ("andaian yang diketik" in page, "Rp\xa015.255.972" in page) == (True, True)
    page = browser.get(f"{MAMASA}2027/?upah_minimum=banyak").content.decode()
    assert "Tulis persen antara 0 dan 100" in page
    assert browser.get(f"{MAMASA}2027/unduh/pdf/")["Location"] == f"{MAMASA}2027/"


@pytest.mark.lambat
def test_the_village_page_and_who_may_record(panggung: Cast) -> None:
    page = panggung.client("wahyu").get(f"{SUTERA}2026/").content.decode()
    wanted = ["5.1.3.01 Jaminan Kesehatan Kepala Desa", "Rp\xa0873.588", "Catat pagu 2026", "Pasal 10"]
    assert [text for text in wanted if text not in page] == []
    form = {"jumlah_0": "900.000", "jumlah_1": "1.200.000", "sumber": "APBDesa 2026", "nomor_surat": "2/2025",
            "tanggal": "30/12/2025"}  # fmt: skip
    statuses = {who: panggung.client(who).post(f"{SUTERA}2026/pagu/", form).status_code
                for who in ("beni", "hasan", "gusti", "dewi", "rina")}  # fmt: skip
    assert statuses == {"beni": 404, "hasan": 403, "gusti": 403, "dewi": 404, "rina": 302}
    assert PaguAnggaran.objects.count() == 2
    assert "kurang Rp 302.376" in panggung.client("damar").get("/kabupaten/61.11/anggaran/2026/").content.decode()


@pytest.mark.lambat
def test_workbook_and_paper_hold_the_same_sums(panggung: Cast) -> None:
    browser = panggung.client("damar")
    book = load_workbook(io.BytesIO(browser.get("/kabupaten/61.11/anggaran/2026/unduh/xlsx/").content))
    assert book.sheetnames == ["Per bulan", "Per rekening", "Rekening per bulan", "Per desa", "Andaian"]
    last = [cell.value for cell in list(book["Per bulan"].rows)[-1]]
    assert last[3] == 12 * 3 * (200_198 + 133_465)
    paper = browser.get(f"{SUTERA}2026/unduh/pdf/")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert paper.content == browser.get(f"{SUTERA}2026/unduh/pdf/").content
    assert browser.get(f"{SUTERA}2026/unduh/doc/").status_code == 404


def test_more_villages_cost_no_more_queries(panggung: Cast) -> None:
    browser = panggung.client("damar")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/kabupaten/61.11/anggaran/2026/")
    assert len(asked) < 40


@pytest.mark.parametrize("year", [1900, 2000, 2200])
def test_a_year_outside_the_portal_is_not_there(panggung: Cast, year: int) -> None:
    assert panggung.client("dewi").get(f"{MAMASA}{year}/").status_code == 404


# -- the API ---------------------------------------------------------------------------------------------------------


@pytest.mark.lambat
def test_the_api_answers_what_the_page_shows(panggung: Cast) -> None:
    found = panggung.client("dewi").get("/api/v1/kabupaten/76.03/anggaran/?tahun=2027&upah_minimum=6,5").json()
    assert [(one["penanggung"], one["rencana"]) for one in found["porsi"]] == [
        ("pemda", 15_255_972), ("peserta", 12 * 9 * 35_315)]  # fmt: skip
    missing = panggung.client("dewi").get("/api/v1/kabupaten/76.03/anggaran/?tahun=2027")
    assert (missing.status_code, "Ketik kenaikan" in missing.json()["saran"]) == (400, True)
    village = panggung.client("wahyu").get("/api/v1/desa/61.11.01.2001/anggaran/?tahun=2026").json()
    assert [one["rencana"] for one in village["rekening"]] == [873_588, 1_528_788]
    for query in ("tahun=x", "tahun=1999", "gaji=abc", "tambah_kepala_dusun=-1", "upah_minimum=1,5&satuan=rupiah"):
        assert panggung.client("dewi").get(f"/api/v1/kabupaten/76.03/anggaran/?{query}").status_code == 400, query


@pytest.mark.lambat
def test_a_ceiling_through_the_api(panggung: Cast) -> None:
    asked = {"desa": "61.11.01.2001", "tahun": 2026, "sumber": "APBDesa", "nomor_surat": "2/2025",
             "tanggal": "2025-12-30",
             "rekening": [{"rekening": kode, "jumlah": amount} for kode, amount in DUA.items()]}  # fmt: skip
    rina = panggung.client("rina")
    made = rina.post("/api/v1/pagu-anggaran/", asked, content_type="application/json")
    assert (made.status_code, [one["jumlah"] for one in made.json()]) == (201, [900_000, 1_200_000])
    again = rina.post("/api/v1/pagu-anggaran/", asked, content_type="application/json")
    assert (again.status_code, again.json()["detail"]) == (400, "Pagu ini sudah tercatat.")
    for who, status in (("beni", 404), ("hasan", 403), ("dewi", 404)):
        answer = panggung.client(who).post("/api/v1/pagu-anggaran/", asked, content_type="application/json")
        assert answer.status_code == status, who
    double = asked | {"rekening": [{"rekening": "", "jumlah": 1}] * 2}
    assert rina.post("/api/v1/pagu-anggaran/", double, content_type="application/json").status_code == 400
    assert panggung.client("wahyu").get("/api/v1/pagu-anggaran/?tahun=2026").json()["count"] == 2
    assert panggung.client("beni").get("/api/v1/pagu-anggaran/").json()["count"] == 0
