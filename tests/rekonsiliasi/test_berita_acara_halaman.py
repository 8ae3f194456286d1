"""The pages of the Berita Acara: who sees which button, and what strangers may learn."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from rekonsiliasi.enums import StatusBeritaAcara
from rekonsiliasi.models import BeritaAcara
from rekonsiliasi.pdf import paper_bytes
from tests.cast import Cast
from tests.jawaban import Jawaban

from .kertas import NOMOR, NOMOR_BPJS, compared, drafted, issued, sent


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=False) as traveller:
        yield traveller


def words(answer: Jawaban) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.replace("&nbsp;", " ").split())


def buttons(answer: Jawaban) -> list[str]:
    main = answer.content.decode().split("<main")[1]
    return [" ".join(label.split()) for label in re.findall(r'class="govuk-button(?:| [^"]*)"[^>]*>([^<]+)<', main)]


@pytest.mark.lambat
def test_dewi_drafts_and_sends_and_lina_issues(cast: Cast) -> None:
    compared(cast)
    dewi, budi, lina = cast.client("dewi"), cast.client("budi"), cast.client("lina")
    susun = reverse("berita_acara_susun", args=["76.03", "2026-10"])
    assert "nomor berikutnya, sekarang 001/BA-JKN/DPM-PEMDES/X/2026" in words(dewi.get(susun))
    answer = dewi.post(susun, {"nomor_dinas": NOMOR, "tanggal": "12/10/2026", "tempat": "Mamasa"})
    paper = BeritaAcara.objects.get()
    page = reverse("berita_acara", args=[paper.pk])
    assert answer["Location"] == page
    assert buttons(dewi.get(page)) == ["Unduh konsep PDF"]
    assert "Konsep Berita Acara Oktober 2026 menunggu rekan Anda" in words(dewi.get("/"))
    assert "Setujui konsep Berita Acara Oktober 2026" in words(budi.get("/"))
    assert buttons(budi.get(page)) == ["Setujui dan kirim ke BPJS Kesehatan", "Unduh konsep PDF"]
    assert buttons(lina.get(page)) == ["Unduh konsep PDF"]
    refused = dewi.post(reverse("berita_acara_setujui", args=[paper.pk]), follow=True)
    assert "Anda yang menyusun konsep" in words(refused)
    budi.post(reverse("berita_acara_setujui", args=[paper.pk]))
    assert buttons(dewi.get(page)) == ["Unduh konsep PDF", "Cetak daftar orang sebagai PDF"]
    assert buttons(lina.get(page)) == ["Setujui dan terbitkan", "Kembalikan dengan alasan", "Unduh konsep PDF"]
    lina.post(reverse("berita_acara_terbitkan", args=[paper.pk]), {"nomor_bpjs": NOMOR_BPJS})
    paper.refresh_from_db()
    assert paper.status == StatusBeritaAcara.TERBIT
    assert buttons(cast.client("ines").get(page)) == ["Unduh PDF"]
    download = dewi.get(reverse("berita_acara_unduh", args=[paper.pk]))
    assert (download.content, download["Content-Disposition"]) == (
        paper_bytes(paper), 'attachment; filename="berita-acara_mamasa_2026-10.pdf"',
    )  # fmt: skip


@pytest.mark.lambat
def test_a_refusal_stands_on_the_form(cast: Cast) -> None:
    compared(cast, decided=False)
    susun = reverse("berita_acara_susun", args=["76.03", "2026-10"])
    answer = cast.client("dewi").post(susun, {"nomor_dinas": NOMOR, "tanggal": "12/10/2026", "tempat": "Mamasa"})
    assert "4 selisih belum punya sebab dan pihak yang menindaklanjuti." in words(answer)
    assert not BeritaAcara.objects.exists()
    waiting = words(cast.client("dewi").get(reverse("berita_acara_daftar", args=["76.03"])))
    assert ("4 selisih belum bersebab" in waiting, "Susun Berita Acara" in waiting) == (True, False)


@pytest.mark.lambat
def test_lina_returns_it_with_a_reason_and_dewi_reads_it(cast: Cast) -> None:
    paper = sent(cast)
    lina = cast.client("lina")
    kembalikan = reverse("berita_acara_kembalikan", args=[paper.pk])
    assert "Tulis alasan dikembalikan." in words(lina.post(kembalikan, {"alasan": ""}))
    lina.post(kembalikan, {"alasan": "Jumlah Mambi keliru"})
    page = cast.client("dewi").get(reverse("berita_acara_susun", args=["76.03", "2026-10"]))
    assert "BPJS Kesehatan mengembalikannya: Jumlah Mambi keliru" in words(page)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dewi", [200, 200, 403, 403]), ("lina", [200, 403, 200, 200]), ("ines", [200, 403, 403, 403]),
        ("andi", [200, 403, 403, 403]), ("sari", [404] * 4), ("gusti", [404] * 4), ("damar", [404] * 4),
    ],
)  # fmt: skip
@pytest.mark.lambat
def test_who_may_do_what(cast: Cast, name: str, expected: list[int]) -> None:
    paper, client = sent(cast), cast.client(name)
    answers = [
        client.get(reverse("berita_acara", args=[paper.pk])),
        client.post(reverse("berita_acara_setujui", args=[paper.pk]), follow=True),
        client.post(reverse("berita_acara_terbitkan", args=[paper.pk]), {"nomor_bpjs": "9" * 61}),
        client.post(reverse("berita_acara_kembalikan", args=[paper.pk]), {}),
    ]
    assert [answer.status_code for answer in answers] == expected
    assert BeritaAcara.objects.get().status == StatusBeritaAcara.DISETUJUI_DPM


@pytest.mark.lambat
def test_the_list_shows_each_paper_and_what_waits(cast: Cast) -> None:
    address = reverse("berita_acara_daftar", args=["76.03"])
    dewi = cast.client("dewi")
    assert "Belum ada Berita Acara" in words(dewi.get(address))
    rekonsiliasi = compared(cast)
    assert buttons(dewi.get(address)) == ["Susun Berita Acara"]
    drafted(cast, rekonsiliasi)
    page = words(dewi.get(address))
    assert (NOMOR in page, "Konsep" in page) == (True, True)


@pytest.mark.lambat
def test_a_stranger_may_check_a_paper_and_learns_no_name(cast: Cast, client: Client) -> None:
    paper = issued(cast)
    page = words(client.get(reverse("berita_acara_periksa", args=[paper.kode])))
    every = (
        "Berita Acara ini asli, belum ditandatangani kedua pihak", NOMOR, NOMOR_BPJS, "Rp 1.492.164", paper.sidik,
        paper.pdf_sha256, "Kepala DPM-PEMDES Kab. Mamasa",
    )  # fmt: skip
    for told in every:
        assert told in page
    assert [name for name in ("Dewi", "Lina", "Orang Lama", "7603") if name in page] == []


@pytest.mark.lambat
def test_a_draft_and_an_unknown_code_say_so(cast: Cast, client: Client) -> None:
    paper = drafted(cast)
    assert "masih konsep" in words(client.get(reverse("berita_acara_periksa", args=[paper.kode])))
    answer = client.get(reverse("berita_acara_periksa", args=["tidak-ada"]))
    assert (answer.status_code, "Kode ini tidak dikenal" in words(answer)) == (404, True)


@pytest.mark.lambat
def test_a_file_is_compared_byte_for_byte(cast: Cast, client: Client) -> None:
    content = paper_bytes(issued(cast))
    address = reverse("periksa")
    for sent_bytes, told in ((content, "Berkas ini asli"), (content + b" ", "isinya sudah diubah")):
        answer = client.post(address, {"berkas": SimpleUploadedFile("ba.pdf", sent_bytes)})
        assert told in words(answer)
    assert "Pilih berkas." in words(client.post(address, {}))
    with override_settings(UKURAN_BERKAS_MAKS=100):
        answer = client.post(address, {"berkas": SimpleUploadedFile("ba.pdf", content)})
    assert "Berkas harus lebih kecil dari 5 MB." in words(answer)


@pytest.mark.lambat
def test_a_paper_of_before_corrections_stood_apart_shows_as_it_was_issued(cast: Cast) -> None:
    paper = drafted(cast)
    page = reverse("berita_acara", args=[paper.pk])
    shown = words(cast.client("dewi").get(page))
    assert ("Pembetulan bulan lalu" in shown, "Belum teralokasi" in shown) == (True, True)
    old = paper.isi | {"versi": 1}
    for row in (*old["angka"]["saldo"], *old["angka"]["iuran"], *old["angka"]["iuran"][0]["porsi"]):
        del row["koreksi"]
    BeritaAcara.objects.filter(pk=paper.pk).update(isi=old)
    shown = words(cast.client("dewi").get(page))
    assert "Iuran dan koreksi" in shown
    assert ("Pembetulan bulan lalu" in shown, "eralokasi" in shown) == (False, False)
