"""What every paper and every table sheet promises, whatever stands in the names on it."""

import ast
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from django.template import engines

from desa.pdf import cetak, kertas
from desa.rules.kolom import Jenis
from desa.xlsx.tabel import KolomTabel, Tabel, write_tabel
from tests.house import SOURCE, place, python_files, syntax
from tests.rekonsiliasi.kertas import text_of

HOSTILE = (
    '<img src="http://127.0.0.1:9/x"><link rel="attachment" href="file:///etc/passwd">',
    '=HYPERLINK("http://127.0.0.1:9/x";"klik")',
    "@SUM(1)",
    "http://127.0.0.1:9/x",
    "{{ '{{ 7|add:7 }}' }}",
)
PAGE = (
    '<html lang="id"><head><title>{{ judul }}</title></head><body>'
    "{% for one in nama %}<p>{{ one }}</p>{% endfor %}</body></html>"
)


def test_only_what_draws_a_paper_loads_weasyprint() -> None:
    """It takes half a second, which every command, worker and test would pay for pages that draw nothing."""
    heavy = ("weasyprint", "penulis")
    found = {
        place(path)
        for path in python_files(*SOURCE)
        for node in syntax(path).body
        if isinstance(node, ast.Import | ast.ImportFrom) and any(one in ast.unparse(node) for one in heavy)
    }
    assert found == {"desa/pdf/penulis.py"}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper of one page instead of a template file."""
    drawn = engines["django"].from_string(PAGE)
    monkeypatch.setattr(kertas, "render_to_string", lambda _name, context: drawn.render(context))


@pytest.mark.lambat
def test_a_paper_is_the_same_bytes_twice_and_opens_no_address(
    page: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda _self, address: asked.append(address))
    context: dict[str, Any] = {"judul": "Lembar", "nama": HOSTILE}
    content = cetak("lembar.html", context)
    assert content == cetak("lembar.html", context)
    text = text_of(content, tmp_path)
    assert [one for one in HOSTILE if one not in text] == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert (asked, len(pdf.attachments), "/StructTreeRoot" in pdf.Root) == ([], 0, True)


TABEL = Tabel(
    "Daftar",
    (KolomTabel("NIK", lebar=20), KolomTabel("Nama"), KolomTabel("Mulai", Jenis.TANGGAL),
     KolomTabel("Jumlah", Jenis.UANG, jumlah=True)),
    [("7603012004919999", name, date(2026, 10, 1), 132_637) for name in HOSTILE],
    kepala=("Daftar di balik tagihan", "=1+1"),
    beku=2,
)  # fmt: skip


def test_a_sheet_keeps_text_as_text_days_as_days_and_adds_up() -> None:
    content = write_tabel("Daftar", [TABEL, Tabel("Kosong", (KolomTabel("NIK"),), [])])
    assert content == write_tabel("Daftar", [TABEL, Tabel("Kosong", (KolomTabel("NIK"),), [])])
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Daftar"]
    assert (book.sheetnames, sheet.freeze_panes, sheet["A2"].value, sheet["A4"].value) == (
        ["Daftar", "Kosong"], "C5", "=1+1", "NIK",
    )  # fmt: skip
    cells = {cell.data_type for row in sheet.iter_rows(max_col=2) for cell in row if cell.value is not None}
    assert (cells, [row[1].value for row in sheet.iter_rows(min_row=5, max_row=9)]) == ({"s"}, list(HOSTILE))
    assert (sheet["A5"].value, sheet["A5"].number_format) == ("7603012004919999", "@")
    assert (sheet["C5"].value.date(), sheet["C5"].number_format) == (date(2026, 10, 1), "dd/mm/yyyy")
    assert (sheet["D5"].value, sheet["D5"].number_format) == (132_637, "#,##0")
    assert (sheet["A10"].value, sheet["D10"].value) == ("Jumlah", 5 * 132_637)
    assert sheet["A5"].hyperlink is None
