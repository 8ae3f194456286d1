"""Every column that goes out of the portal, and those of the roster that come back, as import-export Resources.

No column is described twice: a Resource is made from the one table of columns that a file has (`KolomTabel` of an
export, `desa.rules.kolom` of the roster), and import-export's own reader of workbooks is never used.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from import_export.fields import Field
from import_export.resources import DeclarativeMetaclass, Resource

from desa.rules.daftar_bentuk import shown
from desa.rules.isian import read_cell
from desa.rules.kolom import KOLOM_KELUARGA, KOLOM_PERANGKAT, Jenis, Kolom
from desa.rules.lembar import Sel
from desa.xlsx.kolom_tabel import KolomTabel

PASAL = "3 ayat (2)"  # MM's list of posts, for a cell that is read outside a village's own file


class IsianField(Field):
    """A field of a row (a dict), written as the importer reads it: labels, Y or T, real dates, whole rupiah."""

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(attribute=kolom.isian, column_name=kolom.judul)
        self.kolom = kolom

    def export(self, instance: Any, **_kwargs: Any) -> Any:
        value = instance[self.kolom.isian]
        if self.kolom.jenis in {Jenis.PILIHAN, Jenis.YA_TIDAK, Jenis.JABATAN}:
            return shown(self.kolom.isian, value)
        return "" if value is None else value

    def clean(self, row: Any, **_kwargs: Any) -> Any:
        """The value of a cell by the importer's own rule. Raises ValueError with its sentence."""
        found = read_cell(self.kolom, Sel("", row[self.column_name]), PASAL)
        if found.galat:
            raise ValueError(f"{found.galat} {found.saran}".strip())
        return found.nilai


class TabelField(Field):
    """A field of a row (a sequence) of an export: the value stands at its place."""

    def __init__(self, place: int, kolom: KolomTabel) -> None:
        super().__init__(attribute=str(place), column_name=kolom.judul)
        self.place, self.kolom = place, kolom

    def export(self, instance: Sequence[Any], **_kwargs: Any) -> Any:
        return instance[self.place]


def roster_resource(name: str, kolom: tuple[Kolom, ...]) -> type[Resource]:
    """The Resource of a sheet of the roster workbook."""
    fields: dict[str, Any] = {one.isian: IsianField(one) for one in kolom}
    made: type[Resource] = DeclarativeMetaclass(name, (Resource,), fields)
    return made


@cache
def table_resource(kolom: tuple[KolomTabel, ...]) -> type[Resource]:
    """The Resource of an export's sheet; two columns may carry one title."""
    fields: dict[str, Any] = {f"kolom_{place}": TabelField(place, one) for place, one in enumerate(kolom)}
    made: type[Resource] = DeclarativeMetaclass("TabelResource", (Resource,), fields)
    return made


PerangkatResource = roster_resource("PerangkatResource", KOLOM_PERANGKAT)
KeluargaResource = roster_resource("KeluargaResource", KOLOM_KELUARGA)
