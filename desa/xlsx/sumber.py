"""Every sheet that goes out of the portal, as an import-export Resource made from its table of columns.

Lists that come back have their Resource in `desa.queries.sumber`.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from import_export.fields import Field
from import_export.resources import DeclarativeMetaclass, Resource

from desa.xlsx.kolom_tabel import KolomTabel


class TabelField(Field):
    """A field of a row (a sequence) of an export: the value stands at its place."""

    def __init__(self, place: int, kolom: KolomTabel) -> None:
        super().__init__(attribute=str(place), column_name=kolom.judul)
        self.place, self.kolom = place, kolom

    def export(self, instance: Sequence[Any], **_kwargs: Any) -> Any:
        return instance[self.place]


@cache
def table_resource(kolom: tuple[KolomTabel, ...]) -> type[Resource]:
    """The Resource of an export's sheet; two columns may carry one title."""
    fields: dict[str, Any] = {f"kolom_{place}": TabelField(place, one) for place, one in enumerate(kolom)}
    made: type[Resource] = DeclarativeMetaclass("TabelResource", (Resource,), fields)
    return made
