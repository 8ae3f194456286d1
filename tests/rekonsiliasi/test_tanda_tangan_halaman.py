"""Signing at the doors: pages, API, the password once more, and what a stranger may ask."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from desa.models import AuditEvent
from rekonsiliasi.enums import Pihak
from rekonsiliasi.models import BerkasTertanda
from rekonsiliasi.pdf import paper_bytes
from rekonsiliasi.pdf.tanda_tangan import signed_bytes
from tests.cast import Cast
from tests.kept import kept

from .penanda import SANDI, SANDI_AKUN, Meja, signed_elsewhere, signing_table
from .test_pindaian import photo

DINAS, BPJS = Pihak.DINAS, Pihak.BPJS


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    cache.clear()
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=False) as traveller:
        yield traveller


@kept
def meja(cast: Cast) -> Meja:
    return signing_table(cast)


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def file(content: bytes, name: str = "berkas.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.lambat
def test_rosa_signs_on_two_pages_and_everybody_reads_it(meja: Meja, october: time_machine.Traveller) -> None:
    """From the link: the paper, "Tanda tangani", file and passwords, done; the password is not asked for again."""
    rosa, address = browser(meja.rosa), reverse("berita_acara", args=[meja.paper.pk])
    start = rosa.get("/").context["langkah"]
    assert [(one["judul"], one["url"]) for one in start] == [("Tanda tangani Berita Acara Oktober 2026", address)]
    page = rosa.get(address)
    assert "Menunggu tanda tangan Hendra untuk DPM-Pemdes dan Rosa untuk BPJS Kesehatan." in text(page)
    form = reverse("berita_acara_tandatangani", args=[meja.paper.pk])
    assert form in page.content.decode()
    told = {"sertifikat": file(meja.p12(BPJS), "rosa.p12"), "sandi_sertifikat": SANDI, "sandi": "bukan-sandinya"}
    old = rosa.session.session_key
    assert "Sandi akun Anda salah" in text(rosa.post(form, told))
    told |= {"sertifikat": file(meja.p12(BPJS), "rosa.p12"), "sandi": SANDI_AKUN, "sandi_sertifikat": "salah"}
    assert "Sandi sertifikat salah" in text(rosa.post(form, told))
    assert (rosa.session.session_key != old, 'name="sandi"' in rosa.get(form).content.decode()) == (True, False)
    again = {"sertifikat": file(meja.p12(BPJS), "rosa.p12"), "sandi_sertifikat": SANDI}
    assert "menunggu tanda tangan pihak lain" in text(rosa.post(form, again, follow=True))
    assert not any("Tanda tangani" in one["judul"] for one in rosa.get("/").context["langkah"])
    october.shift(301)
    assert "BPJS Kesehatan sudah menandatangani" in text(rosa.get(form))
    hendra = browser(meja.hendra)
    own = {"sertifikat": file(meja.p12(DINAS), "h.p12"), "sandi_sertifikat": SANDI, "sandi": SANDI_AKUN}
    done = hendra.post(form, own, follow=True)
    assert "Berita Acara ini final" in text(done)
    assert "Utuh, tetapi penerbit sertifikat tidak dikenal portal ini: Penerbit Uji" in text(done)
    row = BerkasTertanda.objects.get(nomor=2)
    taken = browser(meja.cast.ines).get(reverse("berita_acara_tertanda", args=[meja.paper.pk, 2]))
    assert (taken.content, taken["Content-Disposition"]) == (
        signed_bytes(row), 'attachment; filename="berita-acara_mamasa_2026-10_elektronik-2.pdf"',
    )  # fmt: skip
    assert AuditEvent.objects.filter(aksi="akun.pastikan").count() == 2
    stored = str(list(AuditEvent.objects.values())) + str(list(BerkasTertanda.objects.values()))
    assert (SANDI in stored, SANDI_AKUN in stored) == (False, False)


@pytest.mark.lambat
def test_whoever_does_not_sign_is_told_who_does(meja: Meja) -> None:
    form = reverse("berita_acara_tandatangani", args=[meja.paper.pk])
    page = text(browser(meja.cast.budi).get(form))
    assert "Yang menandatangani untuk DPM-Pemdes adalah Hendra, dengan akunnya sendiri." in page
    assert "Tanda tangan basah di kertas" in page
    assert browser(meja.cast.ines).get(form).status_code == 403


@pytest.mark.lambat
def test_a_wrong_password_counts_until_the_user_waits(meja: Meja) -> None:
    rosa, form = browser(meja.rosa), reverse("berita_acara_tandatangani", args=[meja.paper.pk])
    told = {"sandi_sertifikat": SANDI, "sandi": "salah"}
    codes = [rosa.post(form, told | {"sertifikat": file(b"0", "x.p12")}).status_code for _ in range(6)]
    assert (codes[0], codes[-1]) == (200, 429)


@pytest.mark.lambat
def test_the_scan_goes_through_its_two_pages(meja: Meja) -> None:
    budi, lina = browser(meja.cast.budi), browser(meja.rosa)
    bring, confirm = (reverse(f"berita_acara_pindaian{end}", args=[meja.paper.pk]) for end in ("", "_pastikan"))
    assert "tiga rangkap" in text(budi.get(bring))
    assert "bukan PDF, JPG atau PNG" in text(budi.post(bring, {"berkas": file(b"halo")}))
    assert "Sekarang kedua pihak memastikannya" in text(
        budi.post(bring, {"berkas": file(photo(), "p.jpg")}, follow=True)
    )
    assert meja.paper.sidik[:8] not in budi.get(confirm).content.decode(), "read it on the scan, not on the page"
    assert "Tulis apa yang keliru" in text(lina.post(confirm, {"alasan": " "}))
    assert "menunggu tanda tangan lagi" in text(lina.post(confirm, {"alasan": "Halaman 2 tidak ada"}, follow=True))
    assert "Halaman 2 tidak ada" in text(budi.get(bring))
    budi.post(bring, {"berkas": file(photo(), "p.jpg")})
    meja.cast.budi.set_password(SANDI_AKUN)
    meja.cast.budi.save()
    budi = browser(meja.cast.budi)
    typed = {"ketikan": meja.paper.sidik[:8], "sandi": SANDI_AKUN}
    assert "Sekarang pihak lain memastikannya" in text(budi.post(confirm, typed, follow=True))
    assert "Bagian Anda sudah selesai" in text(budi.get(confirm))
    assert "Berita Acara ini final" in text(lina.post(confirm, typed, follow=True))


@pytest.mark.lambat
def test_a_program_signs_with_the_same_rules(meja: Meja, tmp_path: Path, settings: Settings) -> None:
    settings.AKAR_TANDA_TANGAN = meja.trusted(tmp_path / "akar")
    root = f"/api/v1/berita-acara/{meja.paper.pk}"
    hendra, rosa = browser(meja.hendra), browser(meja.rosa)
    wrong = rosa.post(
        f"{root}/tandatangani/", {"sertifikat": file(b"0", "x.p12"), "sandi_sertifikat": "x", "sandi": "salah"}
    )
    assert (wrong.status_code, wrong.json()["detail"]) == (
        400,
        "Sandi akun Anda salah, jadi belum ada yang dikerjakan.",
    )
    told = {"sertifikat": file(meja.p12(BPJS), "r.p12"), "sandi_sertifikat": SANDI, "sandi": SANDI_AKUN}
    signed = rosa.post(f"{root}/tandatangani/", told).json()["berkas_tertanda"]
    assert [(one["cara"], one["tanda"][0]["kepastian"]) for one in signed] == [("elektronik", "tepercaya")]
    base = hendra.get(f"{root}/tertanda/").content
    done = hendra.post(
        f"{root}/unggah-tertanda/", {"berkas": file(signed_elsewhere(base, meja.p12(DINAS))), "sandi": SANDI_AKUN}
    )
    assert (done.status_code, done.json()["status"], len(done.json()["berkas_tertanda"])) == (200, "final", 2)
    assert hendra.get(f"{root}/tertanda/?versi=1").content == base
    assert hendra.get(f"{root}/tertanda/?versi=9").status_code == 400
    refused = rosa.post(f"{root}/pindaian/", {"berkas": file(photo(), "p.jpg")})
    assert (refused.status_code, "sudah final" in refused.json()["detail"]) == (400, True)
    assert browser(meja.cast.ines).post(f"{root}/pindaian/", {}).status_code == 403


@pytest.mark.lambat
def test_strangers_learn_state_totals_and_certainty_but_no_name(meja: Meja) -> None:
    stranger, address = Client(), reverse("berita_acara_periksa", args=[meja.paper.kode])
    assert "Berita Acara ini asli, belum ditandatangani kedua pihak" in text(stranger.get(address))
    meja.sign(DINAS)
    last = meja.sign(BPJS)
    page = stranger.get(address).content.decode()
    assert "Berita Acara ini asli dan sudah ditandatangani" in page
    assert "Penerbit Uji" in page
    assert (
        "sha256sum berita-acara_mamasa_2026-10.pdf" in page,
        meja.paper.pdf_sha256 in page,
        last.sha256 in page,
    ) == (True,) * 3
    assert [name for name in ("Hendra", "HENDRA", "Rosa", "ROSA", "19700101") if name in page] == []
    told = stranger.get(f"/api/v1/periksa/{meja.paper.kode}/")
    assert (told.json()["status"], told.json()["tanda_tangan"][0]["cara"]) == ("final", "elektronik")
    assert [name for name in ("Hendra", "HENDRA", "Rosa", "ROSA") if name in told.content.decode()] == []
    assert stranger.get("/api/v1/periksa/tidak-ada-kode-ini/").status_code == 404


@pytest.mark.lambat
def test_a_stranger_brings_a_file_and_is_told_what_it_is(meja: Meja) -> None:
    stranger, form = Client(), reverse("periksa")
    first = signed_bytes(meja.sign(DINAS))
    assert "Berkas ini asli dan bertanda tangan elektronik" in text(stranger.post(form, {"berkas": file(first)}))
    place = paper_bytes(meja.paper).index(b"stream") + 200
    changed = first[:place] + bytes([first[place] ^ 1]) + first[place + 1 :]
    page = text(stranger.post(form, {"berkas": file(changed)}))
    assert "isinya sudah diubah" in page
    assert "tidak cocok lagi" in page
    assert "rusak" in text(stranger.post(form, {"berkas": file(b"%PDF-1.4 rusak")}))
    told = stranger.post("/api/v1/periksa/", {"berkas": file(first)}).json()
    assert (told["hasil"], told["asli"], told["kode"], told["tanda"][0]["kepastian"]) == (
        "tertanda", True, meja.paper.kode, "tak_dikenal",
    )  # fmt: skip
    answers = [stranger.post(form, {"berkas": file(b"halo")}) for _ in range(25)]
    assert (answers[-1].status_code, int(answers[-1]["Retry-After"]) > 0) == (429, True)
    assert "Tunggu sebentar" in text(answers[-1])
