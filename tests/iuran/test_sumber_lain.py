"""Where ADD is short another transfer income of APBDesa may pay the 1 %, and Dana Desa never (MM Pasal 11)."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from desa.models import AuditEvent
from iuran.actions.penetapan import assess_iuran, close_month
from iuran.actions.sumber_lain import cancel_sumber_lain, record_sumber_lain
from iuran.models import SumberLain
from iuran.queries.sumber_lain import month_of_village
from iuran.rules.sumber_lain import names_add, names_dana_desa
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cases import law_cases
from tests.cast import Cast
from tests.iuran.conftest import PDF
from tests.kept import kept

OKTOBER, NOVEMBER = Bulan(2026, 10), Bulan(2026, 11)
SHARE = 3 * 33_159
PAGE = "/desa/76.03.01.2004/sumber-lain/"
TYPED = {"bulan_mulai": "2026-10", "bulan_sampai": "2026-10", "sumber": "bagi_hasil", "uraian": "Bagi hasil pajak 2026",
         "jumlah": "Rp 50.000", "nomor_surat": "Perdes 3/2026"}  # fmt: skip


@pytest.mark.parametrize("case", law_cases("sumber_lain"))
def test_what_counts_as_dana_desa(case: dict[str, Any]) -> None:
    found = names_dana_desa(case["uraian"])
    assert (found or names_add(case["uraian"])) == (not case["boleh"])
    assert found == case.get("dana_desa", found)


@given(
    st.sampled_from(["Dana Desa", "DANA DESA", "dana-desa", "dana_desa", "DD", "DDS", "danadesa"]), st.text("abc 123,.")
)
@pytest.mark.lambat
def test_dana_desa_is_found_in_any_sentence(name: str, words: str) -> None:
    assert names_dana_desa(f"{words} {name} {words}")


@kept
def assessed(panggung: Cast) -> Cast:
    for month in (OKTOBER, NOVEMBER):
        assess_iuran(kabupaten=panggung.mamasa, bulan=month, by=panggung.dewi)
    return panggung


def name(cast: Cast, **changes: Any) -> SumberLain:
    """Sari's record that Rp 50.000 of October come from shared taxes, changed as told."""
    fields: dict[str, Any] = {
        "desa": cast.rantebulahan, "bulan_mulai": OKTOBER, "bulan_sampai": OKTOBER, "sumber": "bagi_hasil",
        "uraian": "Bagi hasil pajak 2026", "jumlah": 50_000, "nomor_surat": "Perdes 3/2026", "by": cast.sari,
    }  # fmt: skip
    return record_sumber_lain(**(fields | changes))


@pytest.mark.lambat
def test_a_source_is_named_for_given_months_and_leaves_the_rest_to_add(assessed: Cast) -> None:
    kept = name(assessed, bulan_sampai=NOVEMBER, surat=PDF)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.aksi, event.objek_id, event.desa) == ("sumberlain.catat", kept.pk, assessed.rantebulahan)
    assert kept.penanggung == "peserta"
    for month in (OKTOBER, NOVEMBER):
        found = month_of_village(assessed.rantebulahan, month, "peserta")
        assert (found.jumlah, found.dari_lain, found.dari_add) == (SHARE, 50_000, SHARE - 50_000)
    for path in ("/desa/76.03.01.2004/iuran/2026-10/", "/kabupaten/76.03/setoran/2026-10/"):
        assert "Dari sumber lain APBDesa: Rp" in assessed.client("dewi").get(path).content.decode(), path


@pytest.mark.parametrize("changes", [{"uraian": "Dana Desa tahap II"}, {"sumber": "dana_desa"}])
@pytest.mark.lambat
def test_dana_desa_is_refused_with_the_article(assessed: Cast, changes: dict[str, Any]) -> None:
    with pytest.raises(Kesalahan, match=r"Pasal 11 ayat \(1\).*sumber lain dalam APBDesa selain dana desa") as refused:
        name(assessed, **changes)
    assert "Dana Desa tidak boleh dipakai" in str(refused.value)
    assert SumberLain.objects.count() == 0


@pytest.mark.lambat
def test_never_more_than_the_share_that_is_due(assessed: Cast) -> None:
    name(assessed)
    with pytest.raises(Kesalahan, match=r"hanya Rp 99\.477; dari sumber lain sudah disebut Rp 50\.000"):
        name(assessed, jumlah=SHARE - 50_000 + 1)
    with pytest.raises(Kesalahan, match="pada Oktober 2026 hanya"):
        name(assessed, bulan_sampai=NOVEMBER, jumlah=SHARE)
    name(assessed, jumlah=SHARE - 50_000)
    assert month_of_village(assessed.rantebulahan, OKTOBER, "peserta").dari_add == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"jumlah": 0}, "lebih dari nol"),
        ({"jumlah": True}, "lebih dari nol"),
        ({"sumber": "pinjaman"}, "Sumber pinjaman tidak dikenal"),
        ({"uraian": " "}, "Nama pendapatan belum diisi"),
        ({"uraian": "ADD tambahan"}, "ADD adalah sumber yang tidak cukup"),
        ({"nomor_surat": ""}, "Nomor surat belum diisi"),
        ({"bulan_mulai": Bulan(2026, 9), "bulan_sampai": Bulan(2026, 9)}, "belum ditetapkan"),
    ],
)
@pytest.mark.lambat
def test_what_is_wrong_is_refused(assessed: Cast, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Kesalahan, match=why):
        name(assessed, **changes)
    assert SumberLain.objects.count() == 0


@pytest.mark.lambat
def test_a_signed_month_keeps_its_sources(assessed: Cast) -> None:
    kept = name(assessed)
    close_month(kabupaten=assessed.mamasa, bulan=OKTOBER, by=assessed.dewi)
    for refused in (lambda: name(assessed), lambda: cancel_sumber_lain(sumber=kept, alasan="salah", by=assessed.sari)):
        with pytest.raises(Kesalahan, match="sudah ditutup dengan Berita Acara"):
            refused()


@pytest.mark.lambat
def test_kayong_utara_has_no_such_article(assessed: Cast) -> None:
    assess_iuran(kabupaten=assessed.kayong_utara, bulan=OKTOBER, by=assessed.damar)
    with pytest.raises(Kesalahan, match="tidak mengatur sumber lain"):
        name(assessed, desa=assessed.sutera)
    assert "Tidak diatur" in assessed.client("rina").get("/desa/61.11.01.2001/sumber-lain/").content.decode()


@pytest.mark.lambat
def test_the_village_or_the_treasurer_records_it_on_the_screen(assessed: Cast) -> None:
    browser = assessed.client("sari")
    page = browser.get(PAGE).content.decode()
    assert ("Seluruh porsi dari ADD" in page, "selain dana desa" in page) == (True, True)
    page = browser.post(PAGE, TYPED | {"uraian": "sisa DD 2025"}).content.decode()
    assert ("Dana Desa tidak boleh dipakai" in page, "sisa DD 2025" in page) == (True, True)
    assert browser.post(PAGE, TYPED | {"surat": SimpleUploadedFile(*PDF)}).status_code == 302
    assert assessed.client("andi").post(PAGE, TYPED | {"jumlah": "49.477"}).status_code == 302
    assert [assessed.client(who).post(PAGE, TYPED).status_code for who in ("dewi", "yusuf", "ines")] == [403, 404, 403]
    kept = SumberLain.objects.earliest("pk")
    answer = assessed.client("ines").get(f"/sumber-lain/{kept.pk}/surat/")
    assert answer.getvalue() == PDF[1]
    answer.close()
    assert assessed.client("yusuf").get(f"/sumber-lain/{kept.pk}/surat/").status_code == 404
    assert browser.post(f"/sumber-lain/{kept.pk}/batal/", {"alasan": "salah"})["Location"] == PAGE
    assert month_of_village(assessed.rantebulahan, OKTOBER, "peserta").dari_lain == 49_477


@pytest.mark.lambat
def test_the_api_records_and_refuses(assessed: Cast) -> None:
    door = APIClient()
    door.force_authenticate(assessed.sari)
    body = {"desa": "76.03.01.2004", "bulan_mulai": "2026-10", "bulan_sampai": "2026-10", "sumber": "bantuan_provinsi",
            "uraian": "Bantuan keuangan provinsi", "jumlah": 50_000, "nomor_surat": "Perdes 3/2026"}  # fmt: skip
    kept = door.post("/api/v1/sumber-lain/", body, format="json").json()
    assert (kept["desa"], kept["sumber"], kept["jumlah"], kept["penanggung"]) == (
        "76.03.01.2004", "bantuan_provinsi", 50_000, "peserta")  # fmt: skip
    answer = door.post("/api/v1/sumber-lain/", body | {"sumber": "dana_desa"}, format="json")
    assert (answer.status_code, "Pasal 11 ayat (1)" in answer.json()["detail"]) == (400, True)
    undone = door.post(f"/api/v1/sumber-lain/{kept['id']}/batalkan/", {"alasan": "salah"}, format="json").json()
    assert undone["membatalkan"] == kept["id"]
    assert date.fromisoformat(f"{undone['bulan_mulai']}-01") == OKTOBER.first_day
