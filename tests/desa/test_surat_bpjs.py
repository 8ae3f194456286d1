"""The letter of the sekretaris desa to BPJS Kesehatan about the dismissed and the successor (KU Pasal 9)."""

import subprocess
from datetime import date
from typing import Any

import pytest
import time_machine

from desa.actions.surat_bpjs import write_letter
from desa.enums import AlasanBerakhir, Jabatan
from desa.models import AuditEvent, MasaJabatan, Peserta, SuratBpjs
from desa.pdf.surat_bpjs import letter_pdf
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number
from tests.cast import Cast

URL = "/desa/61.11.01.2001/surat-bpjs/"


@pytest.fixture(autouse=True)
def november() -> Any:
    with time_machine.travel("2026-11-25T02:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def dismissed(cast: Cast) -> MasaJabatan:
    """Sutera's head was dismissed on 2 November; the Kaur Keuangan follows as Pj."""
    head, _, finance = cast.peserta["61.11.01.2001"]
    head.masa_jabatan.update(berakhir=date(2026, 11, 2), alasan_berakhir=AlasanBerakhir.DIBERHENTIKAN)
    MasaJabatan.objects.create(
        peserta=finance, desa=cast.sutera, jabatan=Jabatan.KEPALA_DESA, sifat="pj", mulai=date(2026, 11, 3)
    )
    return head.masa_jabatan.get()


def fields(cast: Cast, dismissed: MasaJabatan, **other: Any) -> dict[str, Any]:
    follows = MasaJabatan.objects.get(desa=cast.sutera, sifat="pj")
    return {
        "desa": cast.sutera, "nomor": "400/17/ST/2026", "tanggal": date(2026, 11, 4), "berhenti": dismissed,
        "pengganti": follows, "by": cast.wahyu, **other,
    }  # fmt: skip


def words(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)  # Debian's
    return " ".join(done.stdout.decode().split())


@pytest.mark.lambat
def test_the_letter_names_both_the_article_and_the_handed_on_place(cast: Cast, dismissed: MasaJabatan) -> None:
    letter = write_letter(**fields(cast, dismissed, bekas_pbi=True, dialihkan_kepada="Ibu Rohana"))
    text = words(letter_pdf(letter, nik_lengkap=True))
    follower = cast.peserta["61.11.01.2001"][2]
    for said in (
        "Kepala BPJS Kesehatan Kantor Cabang Singkawang", "Pasal 9 ayat (2)", "400/17/ST/2026", dismissed.peserta.nik,
        follower.nama, follower.nik, "Diberhentikan", "Ibu Rohana", "Pasal 9 ayat (3)", "Sekretaris Desa Sutera",
    ):  # fmt: skip
        assert said in text
    masked = words(letter_pdf(letter))
    assert dismissed.peserta.nik not in masked
    assert mask_number(dismissed.peserta.nik) in masked
    before = letter_pdf(letter)
    Peserta.objects.filter(pk=dismissed.peserta_id).update(nama="Nama Baru")
    assert letter_pdf(SuratBpjs.objects.get()) == before  # frozen as it was written


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"tanggal": date(2026, 11, 26)}, "belum tiba"),
        ({"tanggal": date(2026, 11, 1)}, "lebih awal dari hari terakhir"),
        ({"dialihkan_kepada": "Ibu Rohana"}, "bukan bekas penerima"),
        ({"nomor": "  "}, "Nomor surat belum diisi"),
    ],
)
def test_a_letter_that_does_not_fit_is_refused(
    cast: Cast, dismissed: MasaJabatan, other: dict[str, Any], said: str
) -> None:
    with pytest.raises(Kesalahan, match=said):
        write_letter(**fields(cast, dismissed, **other))
    assert not SuratBpjs.objects.exists()


@pytest.mark.lambat
def test_the_secretary_writes_and_prints_it_on_the_page_and_through_the_api(cast: Cast, dismissed: MasaJabatan) -> None:
    client = cast.client("wahyu")
    assert "belum ada suratnya" in client.get("/desa/61.11.01.2001/kepesertaan-bpjs/").content.decode()
    sent = {"berhenti": dismissed.pk, "nomor": "17", "tanggal": "4/11/2026", "bekas_pbi": "on"}
    assert client.post(URL, sent).status_code == 302
    page = client.get(URL).content.decode()
    assert "Bekas penerima bantuan iuran" in page
    assert dismissed.peserta.nik not in page
    letter = SuratBpjs.objects.get()
    answer = client.post(f"/surat-bpjs/{letter.pk}/unduh/")
    assert answer["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(aksi="surat_bpjs.unduh_nik", desa=cast.sutera).count() == 1
    asked = {"desa": "61.11.01.2001", "berhenti": dismissed.pk, "nomor": "17", "tanggal": "2026-11-04"}
    again = client.post("/api/v1/surat-bpjs/", asked, content_type="application/json")
    assert again.status_code == 400
    assert "sudah dipakai" in again.json()["detail"]
    assert (
        client.post("/api/v1/surat-bpjs/", asked | {"nomor": "18"}, content_type="application/json").status_code == 201
    )


def test_mamasa_asks_for_no_letter(cast: Cast) -> None:
    assert "Tidak perlu surat" in cast.client("sari").get("/desa/76.03.01.2004/surat-bpjs/").content.decode()
