"""The paper itself: what a reader, a screen reader and a stranger with a checksum find in it."""

import io
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core.management import CommandError, call_command

from desa.templatetags.kertas import angka
from iuran.models import Setoran
from rekonsiliasi.pdf import paper_bytes, render
from rekonsiliasi.queries.berita_acara import sealed
from tests.cast import Cast

from .kertas import NOMOR, NOMOR_BPJS, compared, drafted, issued, text_of


@pytest.fixture(autouse=True)
def october() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-10-12 10:00 +08:00", tick=False) as traveller:
        yield traveller


def leaves(value: Any) -> Iterator[str | int]:
    """Every word and figure in a nested value, keys left out."""
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        if value is not None and value != "":
            yield value
        return
    for item in value:
        yield from leaves(item)


@pytest.mark.lambat
def test_the_paper_holds_every_figure_and_word(cast: Cast, tmp_path: Path) -> None:
    paper = issued(cast)
    text = text_of(paper_bytes(paper), tmp_path)
    figures = {angka(one) for one in leaves(paper.isi["angka"]) if isinstance(one, int)}
    assert [figure for figure in sorted(figures) if figure not in text] == []
    # A cell breaks its words over lines, so names are looked up word by word.
    words = {word for one in leaves(paper.isi["angka"]["selisih"]) if isinstance(one, str) for word in one.split()}
    assert [word for word in sorted(words) if word.strip(",").lower() not in text.lower()] == []
    for sentence in (*paper.isi["naskah"]["penutup"], paper.isi["naskah"]["catatan_periode"], NOMOR, NOMOR_BPJS,
                     paper.sidik, paper.kode, "Dibuat rangkap 3 (tiga)", "Mamasa, 12 Oktober 2026"):  # fmt: skip
        assert sentence in text


@pytest.mark.sekali
@pytest.mark.lambat
def test_money_for_no_month_yet_is_on_the_paper_only_where_it_was_frozen(cast: Cast, tmp_path: Path) -> None:
    work = compared(cast)
    Setoran.objects.create(
        kabupaten=cast.mamasa, penanggung="peserta", tanggal=date(2026, 10, 12), jumlah=54_321, referensi="SP2D-X"
    )
    isi = drafted(cast, work).isi
    isi |= {"penerbitan": isi["penerbitan"] | {"alamat": "https://portal.test/x"}}
    text = text_of(render(isi, False), tmp_path)
    assert "298.431 0 297.431 1.000 54.321" in text
    assert ("Belum teralokasi" in text, isi["naskah"]["catatan_belum_teralokasi"] in text) == (True, True)
    assert "teralokasi" not in text_of(render(isi | {"versi": 2}, False), tmp_path)


@pytest.mark.sekali
@pytest.mark.lambat
def test_left_signs_bpjs_right_the_dinas(cast: Cast, tmp_path: Path) -> None:
    text = text_of(paper_bytes(issued(cast)), tmp_path)
    assert "Kepala BPJS Kesehatan Kepala DPM-PEMDES Kantor Cabang Polewali Kab. Mamasa" in text
    assert "Rosa Hendra" in text


@pytest.mark.sekali
@pytest.mark.lambat
def test_only_a_draft_says_konsep_and_only_an_issued_paper_has_a_code(cast: Cast, tmp_path: Path) -> None:
    draft, final = paper_bytes(drafted(cast)), paper_bytes(issued_again(cast))
    assert ("KONSEP" in text_of(draft, tmp_path), "KONSEP" in text_of(final, tmp_path)) == (True, False)
    assert ("/periksa/" in text_of(draft, tmp_path), "/periksa/" in text_of(final, tmp_path)) == (False, True)
    told = "(bila terbit sekarang)"
    assert (told in text_of(draft, tmp_path), told in text_of(final, tmp_path)) == (True, False)


def issued_again(cast: Cast) -> Any:
    """The same month, issued after its draft was looked at."""
    from rekonsiliasi.actions.berita_acara import agree_dinas
    from rekonsiliasi.models import BeritaAcara
    from rekonsiliasi.pdf import issue

    paper = BeritaAcara.objects.get()
    agree_dinas(berita_acara=paper, by=cast.budi)
    return issue(berita_acara=BeritaAcara.objects.get(), nomor_bpjs=NOMOR_BPJS, by=cast.lina)


@pytest.mark.lambat
def test_the_same_content_is_the_same_bytes_on_another_day(cast: Cast) -> None:
    paper = issued(cast)
    with time_machine.travel("2031-01-01 00:00 +00:00", tick=False):
        assert render(paper.isi, False) == paper_bytes(paper)


@pytest.mark.sekali
@pytest.mark.lambat
def test_the_paper_is_tagged_indonesian_and_carries_its_fonts(cast: Cast) -> None:
    with pikepdf.open(io.BytesIO(paper_bytes(issued(cast)))) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("id", True)
        fonts = {str(font.BaseFont).split("+")[-1]: font for page in pdf.pages for font in page.Resources.Font.values()}
        assert sorted(fonts) == ["Angka", "Angka-Bold", "Kertas", "Kertas-Bold"]
        embedded = [font.DescendantFonts[0].FontDescriptor for font in fonts.values()]
        assert all("/FontFile2" in one or "/FontFile3" in one for one in embedded)
        assert (len(pdf.attachments), "/EmbeddedFiles" in pdf.Root.get("/Names", {})) == (0, False)
        cells = [element for element in pdf.objects if is_tag(element, "/TD")]
        assert [cell for cell in cells if not list(cell.A.get("/Headers", []))] == []


def is_tag(element: Any, tag: str) -> bool:
    return isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/StructElem" and tag == element.S


HOSTILE = (
    '<img src="http://127.0.0.1:{port}/x"><link rel="attachment" href="file:///etc/passwd">'
    '<link rel="stylesheet" href="http://127.0.0.1:{port}/s"><style>@import "http://127.0.0.1:{port}/y"; '
    'body{{background:url(http://127.0.0.1:{port}/z)}}</style><object data="http://127.0.0.1:{port}/o"></object>'
    '<svg><image href="http://127.0.0.1:{port}/v"/></svg><img src="data:image/png;base64,AAAA">'
    '<a href="http://127.0.0.1:{port}/a">a</a>'
)


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who knocked at it."""
    asked: list[str] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def wait() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                asked.append(str(address))
                connection.close()

        thread = threading.Thread(target=wait)
        thread.start()
        try:
            yield int(server.getsockname()[1]), asked
        finally:
            stop.set()
            thread.join()


def with_word_everywhere(value: Any, word: str) -> Any:
    """The same content with a word before every text of it that is no number."""
    if isinstance(value, dict):
        return {key: one if key in {"kertas", "nip"} else with_word_everywhere(one, word) for key, one in value.items()}
    if isinstance(value, list):
        return [with_word_everywhere(one, word) for one in value]
    return f"{word} {value}" if isinstance(value, str) and not value.isdigit() else value


@pytest.mark.sekali
@pytest.mark.lambat
def test_names_and_words_are_only_text_and_nothing_is_fetched(cast: Cast, tmp_path: Path) -> None:
    isi = deepcopy(drafted(cast).isi)
    with listener() as (port, asked):
        word = HOSTILE.format(port=port)
        for part in ("naskah", "pihak_kesatu"):
            isi[part] = with_word_everywhere(isi[part], word)
        isi["angka"]["selisih"]["orang"][0]["nama"] = word
        isi["angka"]["tempat"][0]["desa"][0]["nama"] = word
        content = render(sealed(isi), True)
    assert asked == []
    path = tmp_path / "jahat.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdfdetach", "-list", path], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("0 embedded files")
    with pikepdf.open(path) as pdf:
        assert (len(pdf.attachments), [page.get("/Annots") for page in pdf.pages if "/Annots" in page]) == (0, [])
    assert '<img src="http://127.0.0.1:' in text_of(content, tmp_path)


def spread(isi: dict[str, Any], villages: int, differences: int) -> dict[str, Any]:
    """The content with so many villages of long names in nineteen kecamatan, and so many differences."""
    isi = deepcopy(isi)
    place, line = isi["angka"]["tempat"][0], isi["angka"]["selisih"]["orang"][0]
    village = place["desa"][0] | {"nama": "Nama Desa Terpanjang Sulawesi Barat"}
    sizes = [villages // 19 + (number < villages % 19) for number in range(min(19, villages))]
    isi["angka"]["tempat"] = [place | {"desa": [village] * size} for size in sizes]
    isi["angka"]["selisih"]["orang"] = [line] * differences
    return sealed(isi)


@pytest.mark.sekali
@pytest.mark.lambat
@pytest.mark.parametrize(("villages", "differences"), [(0, 0), (1, 1), (168, 40), (211, 12)])
def test_a_paper_of_any_size_stays_light_and_whole(cast: Cast, tmp_path: Path, villages: int, differences: int) -> None:
    isi = spread(drafted(cast).isi, villages, differences)
    started = time.process_time()
    content = render(isi, True)
    assert time.process_time() - started < 10, "3 s on a quiet machine; three times that under the test runner"
    assert len(content) <= 150 * 1024
    path = tmp_path / "kertas.pdf"
    path.write_bytes(content)
    with pikepdf.open(path) as pdf:
        assert (pdf.check_pdf_syntax(), len(pdf.attachments)) == ([], 0)
        count = len(pdf.pages)
    sheets = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = sheets.split("\f")[:-1]
    assert [f"Halaman {number} dari {count}" in page for number, page in enumerate(pages, start=1)] == [True] * count
    annex = [page for page in pages if "Nama Desa Terpanjang" in page]
    assert [page for page in annex if "Kebutuhan iuran" not in page] == []
    assert sum(page.count("Nama Desa Terpanjang") for page in annex) == villages


@pytest.mark.sekali
@pytest.mark.lambat
def test_a_month_without_difference_says_so(cast: Cast, tmp_path: Path) -> None:
    isi = deepcopy(drafted(cast).isi)
    isi["angka"]["selisih"] |= {"orang": [], "uang": [], "ringkas_orang": [], "ringkas_uang": [], "jumlah": 0}
    text = text_of(render(sealed(isi), True), tmp_path)
    assert "Tidak ada selisih kebutuhan dengan tagihan." in text
    assert "Tidak ada selisih kebutuhan dengan setoran." in text


@pytest.mark.lambat
def test_the_command_writes_a_draft_then_the_issued_bytes(cast: Cast, tmp_path: Path, capsys: Any) -> None:
    options = {"kabupaten": "76.03", "bulan": "2026-10", "keluaran": tmp_path / "ba.pdf"}
    with pytest.raises(CommandError, match="Belum ada rekonsiliasi Oktober 2026 untuk Kabupaten Mamasa"):
        call_command("berita_acara", **options)
    compared(cast, decided=False)
    call_command("berita_acara", **options)
    words = text_of((tmp_path / "ba.pdf").read_bytes(), tmp_path)
    assert "KONSEP" in words
    assert "berita acara nomor ....," in words


@pytest.mark.lambat
def test_the_command_gives_the_issued_bytes(cast: Cast, tmp_path: Path) -> None:
    paper = issued(cast)
    call_command("berita_acara", kabupaten="76.03", bulan="2026-10", keluaran=tmp_path / "ba.pdf", verbosity=0)
    assert (tmp_path / "ba.pdf").read_bytes() == paper_bytes(paper)
