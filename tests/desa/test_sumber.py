"""The Resources say what the files say: same titles, same values, and what is written can be read back."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from desa.queries.daftar import difference, rows_for_template
from desa.rules.kolom import KOLOM_KELUARGA, KOLOM_PERANGKAT, Jenis, Kolom
from desa.xlsx.sumber import KeluargaResource, PerangkatResource, table_resource
from desa.xlsx.tabel import KolomTabel, Tabel, write_tabel
from desa.xlsx.templat import write_templat
from jaminan.bulan import Bulan
from tests.cast import Cast
from tests.desa.berkas.libreoffice import family, people
from tests.desa.test_kepesertaan_daur import TODAY


@pytest.mark.parametrize(("resource", "kolom", "rows"), [
    (PerangkatResource(), KOLOM_PERANGKAT, people()), (KeluargaResource(), KOLOM_KELUARGA, family()),
])  # fmt: skip
def test_a_roster_row_goes_out_and_comes_back(
    resource: Any, kolom: tuple[Kolom, ...], rows: list[dict[str, Any]]
) -> None:
    fields = resource.get_export_fields()
    assert [one.column_name for one in fields] == [one.judul for one in kolom]
    for row in rows:
        written = {one.column_name: one.export(row) for one in fields}
        back = {one.attribute: one.clean(written) for one in fields if written[one.column_name] != ""}
        assert back == {name: value for name, value in row.items() if value not in (None, "")}


def test_a_refused_cell_raises_the_importers_sentence() -> None:
    (nik,) = (one for one in PerangkatResource().get_export_fields() if one.attribute == "nik")
    with pytest.raises(ValueError, match="angka terakhir mungkin hilang"):
        nik.clean({"NIK": 7603010101909001})


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
def test_one_changed_cell_is_exactly_one_change(cast: Cast, title: str) -> None:
    desa = cast.rantebulahan
    workbook = openpyxl.load_workbook(io.BytesIO(write_templat(desa.nama, *rows_for_template(desa, TODAY))))
    sheet = workbook["Perangkat"]
    place = [cell.value for cell in sheet[1]].index(title) + 1
    sheet.cell(2, place).value = CHANGES[title]
    target = io.BytesIO()
    workbook.save(target)
    hasil = difference(desa, target.getvalue(), "daftar.xlsx", hari=TODAY, bulan=Bulan.of(TODAY))
    assert (hasil.salah, hasil.baru, hasil.berakhir, len(hasil.berubah)) == ([], [], [], 1)
    assert hasil.berubah[0]["kolom"] == title.partition(" (")[0]
