"""Every list that comes in as a file, as an import-export Resource: its fields are its columns, in and out.

A Resource is made from the one table of columns that a list has (`desa.rules.kolom`). A file comes in by `sheets`,
which sits on the guarded reader, and is judged by the rules with the Resource's own columns; import-export's reader
of workbooks is never used. What goes out is written by `export` of the same fields (`desa.xlsx.templat`).
"""

from typing import Any, ClassVar

from import_export.fields import Field
from import_export.resources import DeclarativeMetaclass, Resource

from desa.queries.berkas import ROSTER_ROWS, read_workbook
from desa.rules.baris import UNDUH
from desa.rules.daftar_bentuk import shown
from desa.rules.kolom import KOLOM_JAWABAN, KOLOM_KELUARGA, KOLOM_LAIN, KOLOM_PERANGKAT, Jenis, Kolom, KolomDaftar
from desa.rules.lembar import Lembar

LONG_ROWS = 20_000
DARI_BPJS = "Gunakan berkas asli dari BPJS Kesehatan."
DARI_PENGELOLA = "Minta daftarnya sebagai XLSX atau CSV."


class IsianField(Field):
    """A column of a list, written as it is read: labels, Y or T, real dates, whole rupiah."""

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(attribute=kolom.isian, column_name=kolom.judul)
        self.kolom = kolom

    def export(self, instance: Any, **_kwargs: Any) -> Any:
        value = instance[self.kolom.isian]
        if self.kolom.jenis in {Jenis.PILIHAN, Jenis.YA_TIDAK, Jenis.JABATAN}:
            return shown(self.kolom.isian, value)
        return "" if value is None else value


class DaftarResource(Resource):
    """A list in a file: how it comes in, and by which columns."""

    batas_baris: ClassVar[int] = ROSTER_ROWS
    asal: ClassVar[str] = UNDUH  # where a right file comes from

    @classmethod
    def kolom(cls) -> tuple[Kolom, ...]:
        """The columns, as the fields say them."""
        return tuple(one.kolom for one in cls.fields.values())

    @classmethod
    def sheets(cls, isi: bytes) -> list[Lembar]:
        """What a file holds. Raises Kesalahan with one sentence when it cannot be read."""
        return read_workbook(isi, cls.batas_baris, cls.asal)


def daftar_resource(
    name: str, kolom: tuple[Kolom, ...], batas_baris: int = ROSTER_ROWS, asal: str = UNDUH
) -> type[DaftarResource]:
    """The Resource of a list that has this table of columns."""
    parts: dict[str, Any] = {one.isian: IsianField(one) for one in kolom} | {"batas_baris": batas_baris, "asal": asal}
    made: type[DaftarResource] = DeclarativeMetaclass(name, (DaftarResource,), parts)
    return made


PerangkatResource = daftar_resource("PerangkatResource", KOLOM_PERANGKAT)
KeluargaResource = daftar_resource("KeluargaResource", KOLOM_KELUARGA)
DaftarLainResource = daftar_resource("DaftarLainResource", KOLOM_LAIN, LONG_ROWS, DARI_PENGELOLA)
JawabanBpjsResource = daftar_resource("JawabanBpjsResource", KOLOM_JAWABAN, LONG_ROWS, DARI_BPJS)


def roster_columns() -> KolomDaftar:
    """The columns by which a roster file is read."""
    return KolomDaftar(PerangkatResource.kolom(), KeluargaResource.kolom())
