"""The columns of the roster workbook as import-export Resources, for the template and every roster export."""

from typing import Any

from import_export.fields import Field
from import_export.resources import DeclarativeMetaclass, Resource

from desa.rules.daftar_bentuk import shown
from desa.rules.kolom import KOLOM_KELUARGA, KOLOM_PERANGKAT, Jenis, Kolom


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


def _resource(name: str, kolom: tuple[Kolom, ...]) -> type[Resource]:
    fields: dict[str, Any] = {one.isian: IsianField(one) for one in kolom}
    made: type[Resource] = DeclarativeMetaclass(name, (Resource,), fields)
    return made


PerangkatResource = _resource("PerangkatResource", KOLOM_PERANGKAT)
KeluargaResource = _resource("KeluargaResource", KOLOM_KELUARGA)
