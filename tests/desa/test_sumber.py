"""The Resources say what the files say: same titles, same values, and what is written can be read back."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desa.queries.daftar import difference, rows_for_template
from desa.queries.sumber import (
    DaftarLainResource,
    DaftarResource,
    JawabanBpjsResource,
    KeluargaResource,
    PerangkatResource,
    daftar_resource,
)
from desa.rules.daftar import read_daftar
from desa.rules.daftar_lain import read_other_list
from desa.rules.kolom import KOLOM_LAIN, Jenis
from desa.xlsx.sumber import table_resource
from desa.xlsx.tabel import KolomTabel, Tabel, write_tabel
from desa.xlsx.templat import write_templat
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from tests.cast import Cast
from tests.desa.berkas.libreoffice import family, people
from tests.desa.desa_uji import RULES
from tests.desa.test_kepesertaan_daur import TODAY


@pytest.mark.parametrize("resource", [PerangkatResource, KeluargaResource, DaftarLainResource, JawabanBpjsResource])
def test_a_resource_says_the_columns_of_its_list(resource: type[DaftarResource]) -> None:
    """Written with these titles and read by them: no column has a second description."""
    fields = resource().get_export_fields()
    assert [(one.column_name, one.attribute) for one in fields] == [(one.judul, one.isian) for one in resource.kolom()]


def test_what_the_roster_writes_is_read_by_the_same_resource() -> None:
    officials, families = people(), family()
    data = write_templat("Rantebulahan", officials, families)
    found = read_daftar(PerangkatResource.sheets(data), RULES)
    assert [row.nilai for row in found.perangkat] == [filled(PerangkatResource, row) for row in officials]
    assert [row.nilai for row in found.keluarga or []] == [filled(KeluargaResource, row) for row in families]


def filled(resource: type[DaftarResource], row: dict[str, Any]) -> dict[str, Any]:
    """The row as a file says it: a day that is missing is None, any other missing value an empty text."""
    return {one.isian: row.get(one.isian) or (EMPTY.get(one.jenis, "")) for one in resource.kolom()}


EMPTY: dict[Jenis, object] = {Jenis.TANGGAL: None, Jenis.YA_TIDAK: False}


def test_reading_follows_the_resource_and_nothing_else() -> None:
    """A title that a Resource learns is understood; one that it does not know is not."""
    strange = tuple(replace(one, alias=("nomor penduduk",)) if one.isian == "nik" else one for one in KOLOM_LAIN)
    data = write_tabel("PNS", [Tabel("PNS", (KolomTabel("Nomor Penduduk", Jenis.NIK),), [("6111011203759001",)])])
    learned = daftar_resource("Uji", strange)
    (found,) = read_other_list(learned.sheets(data), learned.kolom()).dipakai
    assert found.nik == "6111011203759001"
    with pytest.raises(Kesalahan, match="tidak memuat satu orang pun"):
        read_other_list(DaftarLainResource.sheets(data), DaftarLainResource.kolom())


def test_no_file_comes_in_beside_a_resource() -> None:
    """The guarded reader has one caller on this floor, and import-export's own reader none."""
    source = {path: path.read_text() for path in Path("desa").rglob("*.py")}
    assert {path.name for path, text in source.items() if "import ROSTER_ROWS, read_workbook" in text
            or "import read_workbook" in text} == {"sumber.py"}  # fmt: skip
    assert not [path for path, text in source.items() if "import_data(" in text or "import tablib" in text]


def test_an_export_carries_the_titles_of_its_resource() -> None:
    kolom = (KolomTabel("NIK", Jenis.NIK), KolomTabel("Iuran", Jenis.UANG), KolomTabel("Iuran", Jenis.UANG))
    workbook = openpyxl.load_workbook(io.BytesIO(write_tabel("Uji", [Tabel("Uji", kolom, [("1", 2, 3)])])))
    headers = [one.column_name for one in table_resource(kolom)().get_export_fields()]
    assert [list(row) for row in workbook["Uji"].values] == [headers, ["1", 2, 3]]


CHANGES = {
    "Penghasilan Tetap": 2_600_000, "Faskes Tingkat I": "Puskesmas Aralle", "Tempat Lahir": "Polewali",
    "Status Kawin": "Cerai mati", "Tanggal Lahir": date(1979, 4, 3), "PNS (Y/T)": "Y", "Nomor KK": "7603010101219099",
}  # fmt: skip


@pytest.mark.parametrize("title", CHANGES)
@pytest.mark.lambat
def test_one_changed_cell_is_exactly_one_change(cast: Cast, title: str) -> None:
    desa = cast.rantebulahan
    workbook = openpyxl.load_workbook(io.BytesIO(write_templat(desa.nama, *rows_for_template(desa, TODAY))))
    sheet = workbook["Perangkat"]
    place = [cell.value for cell in sheet[1]].index(title) + 1
    sheet.cell(2, place).value = CHANGES[title]
    target = io.BytesIO()
    workbook.save(target)
    hasil = difference(desa, target.getvalue(), hari=TODAY, bulan=Bulan.of(TODAY))
    assert (hasil.salah, hasil.baru, hasil.berakhir, len(hasil.berubah)) == ([], [], [], 1)
    assert hasil.berubah[0]["kolom"] == title.partition(" (")[0]
