"""The guarded reader: every bad file gets its sentence, every good one is read whole."""

import random
import resource
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest

from desa.xlsx.anak import answer_for
from desa.xlsx.pembaca import Baris, Lembar, Sel, read_workbook
from jaminan.kesalahan import Kesalahan
from tests.desa import berkas

NIK = "7603010101909001"


def test_defusedxml_guards_openpyxl() -> None:
    assert openpyxl.DEFUSEDXML is True


def spent() -> float:
    """Seconds of the processor that child processes took so far, however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(("make", "_nama", "pesan"), berkas.BURUK.values(), ids=berkas.BURUK)
def test_a_bad_file_gets_its_own_sentence(make: Callable[[], bytes], _nama: str, pesan: str) -> None:
    assert answer_for(make())["galat"][0] == pesan


HOSTILE = ("bom_sel", "sel_terjauh", "entitas", "acak", "xls_rusak", "ods_berulang")


@pytest.mark.lambat
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name: str) -> None:
    make, nama, pesan = berkas.BURUK[name]
    before = spent()
    with pytest.raises(Kesalahan) as refused:
        read_workbook(make(), nama)
    assert refused.value.pesan == pesan
    assert spent() - before < 5


def test_more_than_five_megabytes_start_no_child() -> None:
    with pytest.raises(Kesalahan) as refused:
        read_workbook(b"x" * (5 * 1024 * 1024 + 1))
    assert refused.value.pesan == "Berkas harus lebih kecil dari 5 MB."


def test_a_workbook_is_read_with_its_types_and_only_its_filled_cells() -> None:
    day = date(2026, 1, 31)
    rows: list[list[object]] = [
        ["NIK", None, "Tanggal"],
        [NIK, 2500000, day],
        [],
        [True, 7.5e15, datetime(2026, 1, 1, 8, 30)],
    ]
    assert read_workbook(berkas.buku(rows), "daftar.xlsx") == [
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


def test_a_lying_dimension_hides_nobody() -> None:
    (sheet,) = read_workbook(berkas.dimensi_bohong(), "daftar.xlsx")
    assert [row.sel[0].nilai for row in sheet.baris] == [f"orang {n}" for n in range(1, 52)]


def test_a_formatted_corner_is_no_content() -> None:
    (sheet,) = read_workbook(berkas.format_terjauh(), "daftar.xlsx")
    assert sheet.baris == [Baris(1, [Sel("A", "NIK")])]


def test_rows_out_of_order_are_refused_rather_than_lost() -> None:
    rows = f'<row r="5">{berkas.teks_sel("A5", "satu")}</row><row r="3">{berkas.teks_sel("A3", "dua")}</row>'
    with pytest.raises(Kesalahan) as refused:
        read_workbook(berkas.lembar_xml(f"<sheetData>{rows}</sheetData>"), "daftar.xlsx")
    assert refused.value.pesan == "Lembar Perangkat tidak terbaca utuh: 1 dari 2 baris."


def test_a_formula_is_marked_and_never_computed() -> None:
    (sheet,) = read_workbook(berkas.rumus(), "daftar.xlsx")
    assert sheet.baris[1].sel[0] == Sel("A", "=1+1", rumus=True)


def test_a_hidden_row_is_kept_and_a_hidden_sheet_only_named() -> None:
    assert read_workbook(berkas.lembar_sembunyi(), "daftar.xlsx") == [
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


def test_excels_own_first_line_names_the_separator() -> None:
    (sheet,) = read_workbook(b'sep=;\r\nNIK;Nama\r\n1;"a;b\nc"\r\n', "daftar.csv")
    assert sheet.baris == [Baris(2, [Sel("A", "NIK"), Sel("B", "Nama")]), Baris(3, [Sel("A", "1"), Sel("B", "a;b\nc")])]


def test_the_content_decides_not_the_name() -> None:
    (sheet,) = read_workbook(berkas.kecil(), "daftar.csv")
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
