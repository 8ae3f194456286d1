"""What a regency decides about its paper: its words by two people, its logo, its size."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from desa.models import Peraturan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.kertas import decide_wording, propose_wording, save_layout, withdraw_wording
from rekonsiliasi.models import NaskahKertas, Penandatangan, SeriNomor, TataKertas
from rekonsiliasi.parameters.berita_acara import PENUTUP, binding_closing, starting_words
from rekonsiliasi.pdf import paper_bytes, render, small_png
from rekonsiliasi.pdf.logo import SMALL_ENOUGH
from rekonsiliasi.queries.berita_acara import sealed
from rekonsiliasi.rules.naskah import fill, wording_faults
from tests.cast import Cast

from .kertas import compared, drafted, issued, text_of

WORDS = starting_words(())


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=False) as traveller:
        yield traveller


def faults(naskah: dict[str, str], mengikat: tuple[str, ...] = ()) -> str:
    return " ".join(wording_faults(naskah, nama="Mamasa", mengikat=mengikat))


def test_the_portals_own_words_are_a_good_beginning_everywhere() -> None:
    assert faults(WORDS, binding_closing("Mamasa", ())) == ""
    assert binding_closing("Kayong Utara", ()) == ()


@pytest.mark.parametrize(
    ("bagian", "text", "told"),
    [
        ("pembuka", "Hari {hari}", "tanda {tanggal} belum ada"), ("pengantar", "", "masih kosong"),
        ("pengantar", "{dasar} {periode} {nik}", "tanda {nik} tidak dikenal"), ("judul", "{", "tidak berpasangan"),
        ("judul", "{kabupaten.nama}", "tidak dikenal"), ("judul", "x" * 201, "paling banyak 200"),
        ("judul", "a\x07b", "tidak dapat dicetak"),
        ("penutup", "{kabupaten} {bulan_tagihan} {tahun_tagihan}", "huruf demi huruf: “Terhadap hasil"),
        ("penutup", WORDS["penutup"].replace("diatas", "di atas"), "huruf demi huruf: “Terhadap hasil"),
        ("penutup", WORDS["penutup"].replace("rangkap 3 (tiga)", "rangkap 2"), "huruf demi huruf: “Demikian"),
    ],
)  # fmt: skip
def test_what_words_are_refused(bagian: str, text: str, told: str) -> None:
    assert told in faults(WORDS | {bagian: text}, PENUTUP)


def test_words_are_filled_once_and_never_run() -> None:
    assert fill("{a} {b} {{ x }} {% y %}", {"a": "{b}", "b": "2"}) == "{b} 2 {{ x }} {% y %}"


def propose(cast: Cast, **other: str) -> NaskahKertas:
    words = WORDS | {"pembuka": WORDS["pembuka"].replace("Pada hari ini", "Hari ini <b>{{ isi }}</b>")} | other
    return propose_wording(kabupaten=cast.mamasa, naskah=words, bulan=cast.bulan, by=cast.dewi)


@pytest.mark.lambat
def test_words_need_two_people_and_a_paper_keeps_those_it_froze(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(Kesalahan, match="tidak berpasangan"):
        propose(cast)
    row = propose(cast, pembuka=WORDS["pembuka"].replace("Pada hari ini", "Hari ini <b>sungguh</b>"))
    with pytest.raises(Kesalahan, match="masih menunggu"):
        propose(cast, pembuka=WORDS["pembuka"])
    decide: dict[str, Any] = {"naskah": row, "bulan": cast.bulan}
    with pytest.raises(Kesalahan, match="Anda sendiri"):
        decide_wording(**decide, setuju=True, alasan="", by=cast.dewi)
    with pytest.raises(Kesalahan, match="diatur oleh DPM-Pemdes"):
        decide_wording(**decide, setuju=True, alasan="", by=cast.lina)
    work = compared(cast)
    assert drafted(cast, work).isi["naskah"]["versi_naskah"] == 0
    decide_wording(**decide, setuju=True, alasan="", by=cast.budi)
    paper = drafted(cast, work)
    text = text_of(paper_bytes(paper), tmp_path)
    assert "Hari ini <b>sungguh</b>, Senin tanggal dua belas bulan Oktober" in text
    for sentence in (*paper.isi["naskah"]["penutup"], "versi 1. Kalimat penutup dan tanda tangan sesuai lampiran"):
        assert sentence in text
    assert paper.isi["naskah"]["penutup"][0] == PENUTUP[0].replace("bulan ....", "bulan November").replace(
        "tahun ....", "tahun 2026"
    )
    back = propose_wording(kabupaten=cast.mamasa, naskah={}, bulan=cast.bulan, by=cast.budi)
    with pytest.raises(Kesalahan, match="Alasan belum ditulis"):
        decide_wording(naskah=back, bulan=cast.bulan, setuju=False, alasan=" ", by=cast.dewi)
    decide_wording(naskah=back, bulan=cast.bulan, setuju=True, alasan="", by=cast.dewi)
    assert (paper.isi["naskah"]["versi_naskah"], drafted(cast, work).isi["naskah"]["versi_naskah"]) == (1, 0)


@pytest.mark.lambat
def test_a_proposal_is_withdrawn_by_its_author_and_a_regulation_with_its_own_closing_binds(cast: Cast) -> None:
    rule = Peraturan.objects.get(kode="kayong-utara-39-2018")
    rule.isi = rule.isi | {"rekonsiliasi": {"penutup": ["Lunas bulan .... tahun .... oleh Kabupaten Kayong Utara."]}}
    rule.save()
    words = WORDS | {"penutup": "Lunas bulan {bulan_tagihan} tahun {tahun_tagihan} oleh {kabupaten}"}
    ask: dict[str, Any] = {"kabupaten": cast.kayong_utara, "bulan": cast.bulan, "by": cast.damar}
    with pytest.raises(Kesalahan, match="huruf demi huruf"):
        propose_wording(naskah=words, **ask)
    row = propose_wording(naskah=words | {"penutup": words["penutup"] + "."}, **ask)
    with pytest.raises(Kesalahan, match="Hanya pengusulnya"):
        withdraw_wording(naskah=row, by=cast.eko)
    assert withdraw_wording(naskah=row, by=cast.damar).status == "ditarik"


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGBA") -> bytes:
    out = io.BytesIO()
    made = Image.effect_mandelbrot(size, (-2, -1.5, 1, 1.5), 60).convert(mode)
    made.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("size", "kind", "mode"), [((900, 1200), "PNG", "RGBA"), ((400, 300), "JPEG", "L")])
@pytest.mark.lambat
def test_any_picture_becomes_a_small_one_of_our_own(size: tuple[int, int], kind: str, mode: str) -> None:
    made = small_png(picture(size, kind, mode))
    with Image.open(io.BytesIO(made)) as found:
        assert (found.format, max(found.size) <= 320, found.info) == ("PNG", True, {})
    assert len(made) <= SMALL_ENOUGH
    assert made == small_png(picture(size, kind, mode))


@pytest.mark.parametrize(
    ("berkas", "told"),
    [
        (b"", "bukan gambar PNG atau JPEG"), (picture((80, 80))[:60], "bukan gambar"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "bukan gambar"),
        (picture((20, 80)), "20 x 80 titik"), (picture((80, 80), "GIF", "L"), "bukan gambar"),
        (b"\x89PNG" + b"0" * 2_100_000, "lebih besar dari 2 MB"),
    ],
)  # fmt: skip
def test_what_is_no_logo_is_refused(berkas: bytes, told: str) -> None:
    with pytest.raises(Kesalahan, match=told):
        small_png(berkas)


def sides(content: bytes) -> list[int]:
    """Width and height of every page alike, in millimetres."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = {tuple(round(float(side) * 25.4 / 72) for side in list(page.mediabox)[2:]) for page in pdf.pages}
    assert len(found) == 1
    return list(found.pop())


@pytest.mark.lambat
def test_logo_and_size_are_frozen_on_the_paper(cast: Cast) -> None:
    save_layout(kabupaten=cast.mamasa, ukuran="f4", logo=small_png(picture((300, 300))), by=cast.dewi)
    paper = issued(cast)
    assert (paper.isi["kertas"]["ukuran"], len(paper.isi["kertas"]["logo"])) == ("f4", 64)
    save_layout(kabupaten=cast.mamasa, ukuran="a4", logo=b"", by=cast.dewi)
    assert render(paper.isi, False) == paper_bytes(paper)
    plain = render(sealed(paper.isi | {"kertas": {"ukuran": "a4", "logo": ""}}), False)
    assert [sides(one) for one in (paper_bytes(paper), plain)] == [[215, 330], [210, 297]]
    assert (b"/Image" in render(paper.isi, False), len(paper_bytes(paper)) <= 150 * 1024) == (True, True)


@pytest.mark.lambat
def test_the_pages_of_the_paper(cast: Cast) -> None:
    dewi, budi, lina, ines = (cast.client(name) for name in ("dewi", "budi", "lina", "ines"))
    page = "/kabupaten/76.03/kertas/"
    assert "Hendra" in dewi.get(page).content.decode()
    assert "Ubah" not in ines.get(page).content.decode()
    new = {"nama": "Maya", "nip": "1", "jabatan": "Kepala Dinas", "mulai": "1/11/2026", "sebutan": "Plt."}
    refused = dewi.post(f"{page}penanda-tangan/dinas/", new)
    assert "hari terakhirnya belum diisi" in refused.content.decode()
    dewi.post(f"{page}penanda-tangan/dinas/", new | {"sampai": "30/11/2026"})
    stand_in = Penandatangan.objects.get(nama="Maya")
    assert "Plt. Kepala Dinas" in dewi.get(page).content.decode()
    dewi.post(f"{page}penanda-tangan/{stand_in.pk}/", new | {"sampai": "31/12/2026", "user": cast.budi.pk})
    stand_in.refresh_from_db()
    assert (stand_in.sampai.isoformat() if stand_in.sampai else "", stand_in.user) == ("2026-12-31", cast.budi)
    lina.post(f"{page}nomor/bpjs/", {"pola": "{urut}/PLW/{tahun}"})
    assert SeriNomor.objects.get().pola == "{urut}/PLW/{tahun}"
    assert "tepat satu tanda {urut}" in lina.post(f"{page}nomor/bpjs/", {"pola": "{tahun}"}).content.decode()
    logo = SimpleUploadedFile("lambang.png", picture((120, 120)))
    dewi.post(f"{page}tata/", {"ukuran": "f4", "logo": logo})
    assert (TataKertas.objects.get().ukuran, dewi.get(f"{page}logo/")["Content-Type"]) == ("f4", "image/png")
    wrong = dewi.post(f"{page}tata/", {"ukuran": "a4", "logo": SimpleUploadedFile("x.png", b"MZ")})
    assert "bukan gambar PNG atau JPEG" in wrong.content.decode()
    assert "belum ada" in dewi.post(f"{page}naskah/", WORDS | {"penutup": "Selesai."}).content.decode()
    dewi.post(f"{page}naskah/", WORDS)
    row = NaskahKertas.objects.get()
    address = f"{page}naskah/{row.pk}/"
    assert "Tarik usul" in dewi.get(address).content.decode()
    assert "Tulis alasan menolak." in budi.post(f"{address}putuskan/", {}).content.decode()
    budi.post(f"{address}putuskan/", {"setuju": "1"})
    row.refresh_from_db()
    assert (row.status, row.diputus_oleh) == ("berlaku", cast.budi)
    assert "Belum ada Berita Acara" in dewi.get(f"{address}pratinjau/", follow=True).content.decode()
