"""The guarded reader: every bad file gets its sentence, every good one is read whole."""

import io
import random
import resource
import struct
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest

from desa.queries.berkas import read_workbook
from desa.rules.lembar import Baris, Lembar, Sel
from desa.xlsx.anak import answer_for
from desa.xlsx.batas import column_letter
from desa.xlsx.lama import walk_sheet
from jaminan.kesalahan import Kesalahan
from tests.bench.unggah import MEGABYTES, SECONDS, child, large
from tests.desa import berkas

pytestmark = pytest.mark.anak

NIK = "7603010101909001"


def test_defusedxml_guards_openpyxl() -> None:
    assert openpyxl.DEFUSEDXML is True


def spent() -> float:
    """Seconds of the processor that child processes took so far, however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(("make", "_nama", "pesan"), berkas.BURUK.values(), ids=berkas.BURUK)
@pytest.mark.lambat
def test_a_bad_file_gets_its_own_sentence(make: Callable[[], bytes], _nama: str, pesan: str) -> None:
    assert answer_for(make())["galat"][0] == pesan


def test_a_csv_whose_first_title_is_id_is_no_sylk() -> None:
    (sheet,) = answer_for(b"ID;Pegawai\r\n1;Andi\r\n")["lembar"]
    assert sheet["jumlah"] == 2


HOSTILE = ("bom_sel", "sel_terjauh", "entitas", "acak", "xls_rusak", "ods_berulang")


@pytest.mark.lambat
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name: str) -> None:
    make, _nama, pesan = berkas.BURUK[name]
    before = spent()
    with pytest.raises(Kesalahan) as refused:
        read_workbook(make())
    assert refused.value.pesan == pesan
    assert spent() - before < 5


@pytest.mark.anak
@pytest.mark.lambat
@pytest.mark.parametrize("isi", [berkas.BURUK["bom_sel"][0](), next(large())[1]], ids=["bomb", "full roster"])
def test_the_child_stays_far_below_its_limit(isi: bytes) -> None:
    """The short form of `python -m tests.bench.unggah memori`."""
    cost = child(isi)
    assert (cost.megabyte <= MEGABYTES, cost.detik <= SECONDS) == (True, True), cost


def test_more_than_five_megabytes_start_no_child() -> None:
    with pytest.raises(Kesalahan) as refused:
        read_workbook(b"x" * (5 * 1024 * 1024 + 1))
    assert refused.value.pesan == "Berkas harus lebih kecil dari 5 MB."


@pytest.mark.lambat
def test_a_workbook_is_read_with_its_types_and_only_its_filled_cells() -> None:
    day = date(2026, 1, 31)
    rows: list[list[object]] = [
        ["NIK", None, "Tanggal"],
        [NIK, 2500000, day],
        [],
        [True, 7.5e15, datetime(2026, 1, 1, 8, 30)],
    ]
    assert read_workbook(berkas.buku(rows)) == [
        Lembar(
            "Perangkat",
            False,
            [
                Baris(1, [Sel("A", "NIK"), Sel("C", "Tanggal")]),
                Baris(2, [Sel("A", NIK), Sel("B", 2500000), Sel("C", day)]),
                Baris(4, [Sel("A", True), Sel("B", 7500000000000000), Sel("C", datetime(2026, 1, 1, 8, 30))]),
            ],
            3,
        )
    ]


@pytest.mark.lambat
def test_a_lying_dimension_hides_nobody() -> None:
    (sheet,) = read_workbook(berkas.dimensi_bohong())
    assert [row.sel[0].nilai for row in sheet.baris] == [f"orang {n}" for n in range(1, 52)]


@pytest.mark.lambat
def test_a_formatted_corner_is_no_content() -> None:
    (sheet,) = read_workbook(berkas.format_terjauh())
    assert sheet.baris == [Baris(1, [Sel("A", "NIK")])]


@pytest.mark.lambat
def test_rows_out_of_order_are_refused_rather_than_lost() -> None:
    rows = f'<row r="5">{berkas.teks_sel("A5", "satu")}</row><row r="3">{berkas.teks_sel("A3", "dua")}</row>'
    with pytest.raises(Kesalahan) as refused:
        read_workbook(berkas.lembar_xml(f"<sheetData>{rows}</sheetData>"))
    assert refused.value.pesan == "Lembar Perangkat tidak terbaca utuh: 1 dari 2 baris."


@pytest.mark.lambat
def test_a_formula_is_marked_and_never_computed() -> None:
    (sheet,) = read_workbook(berkas.rumus())
    assert sheet.baris[1].sel[0] == Sel("A", "=1+1", rumus=True)


@pytest.mark.lambat
def test_a_hidden_row_is_kept_and_a_hidden_sheet_only_named() -> None:
    assert read_workbook(berkas.lembar_sembunyi()) == [
        Lembar("Perangkat", False, [Baris(1, [Sel("A", "NIK")]), Baris(2, [Sel("A", "tersembunyi")], True)], 2),
        Lembar("Rahasia", True, [], 0),
    ]


@pytest.mark.lambat
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_whatever_its_separator_and_encoding(separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(row) for row in [["NIK", "Nama"], ["", ""], [NIK, "Nur’aini"]])
    assert answer_for(text.encode(encoding)) == {
        "lembar": [
            {
                "nama": "CSV",
                "tersembunyi": False,
                "jumlah": 2,
                "baris": [
                    {"nomor": 1, "tersembunyi": False, "sel": [("A", "NIK", False), ("B", "Nama", False)]},
                    {"nomor": 3, "tersembunyi": False, "sel": [("A", NIK, False), ("B", "Nur’aini", False)]},
                ],
            }
        ]
    }


@pytest.mark.lambat
def test_excels_own_first_line_names_the_separator() -> None:
    (sheet,) = read_workbook(b'sep=;\r\nNIK;Nama\r\n1;"a;b\nc"\r\n')
    assert sheet.baris == [Baris(2, [Sel("A", "NIK"), Sel("B", "Nama")]), Baris(3, [Sel("A", "1"), Sel("B", "a;b\nc")])]


@pytest.mark.lambat
def test_the_content_decides_not_the_name() -> None:
    (sheet,) = read_workbook(berkas.kecil())
    assert sheet.baris[1].sel[0] == Sel("A", NIK)


@pytest.mark.lambat
def test_a_damaged_file_never_becomes_an_error_of_the_portal() -> None:
    chance, good = random.Random(20261001), berkas.kecil()
    for _ in range(300):
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        answer = answer_for(bytes(data[: chance.randint(1, len(data))]))
        assert set(answer) <= {"lembar", "galat"}


def colinfo(first: int, last: int, options: int) -> bytes:
    """One COLINFO record of an old XLS."""
    return struct.pack("<HHHHHHHH", 0x7D, 12, first, last, 0, 0, options, 0)


@pytest.mark.lambat
def test_hidden_columns_are_named_in_every_kind() -> None:
    """An XLSX by its <cols>, an ODS by its table columns, an XLS by its COLINFO records."""
    workbook = openpyxl.load_workbook(io.BytesIO(berkas.buku([["NIK", "Nama", "Jabatan"]])))
    assert workbook.active is not None
    workbook.active.column_dimensions["B"].hidden = True
    target = io.BytesIO()
    workbook.save(target)
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="16000"/>'
    )
    open_document = berkas.ods(columns + berkas.ods_baris(berkas.ods_sel("NIK")))
    (excel,), (odf,) = read_workbook(target.getvalue()), read_workbook(open_document)
    assert excel.kolom_tersembunyi == {"B"}
    assert odf.kolom_tersembunyi == {column_letter(number) for number in range(3, 61)}
    begin, end = struct.pack("<HHHH", 0x809, 4, 0x600, 0x10), struct.pack("<HH", 0x0A, 0)
    assert walk_sheet(begin + colinfo(1, 2, 0) + colinfo(3, 4, 1) + end, 0, "Perangkat").columns == ["D", "E"]
