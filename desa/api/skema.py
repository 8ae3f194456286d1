"""How the API describes itself: every operation with its refusals, in one place."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import Direction

GALAT = {
    "type": "object",
    "properties": {
        "detail": {"type": "string", "description": "Apa yang terjadi"},
        "saran": {"type": "string", "description": "Apa yang dapat dilakukan sekarang"},
    },
    "required": ["detail"],
}
GALAT_ISIAN = {
    "type": "object",
    "additionalProperties": True,
    "description": "Satu atau lebih kalimat per isian; atau detail dan saran bila seluruh kiriman ditolak.",
}
EVERYWHERE = {
    "401": "Belum masuk, atau token tidak berlaku",
    "403": "Terlihat, tetapi bukan wewenang peran Anda",
    "404": "Tidak ada, atau tidak boleh Anda lihat",
    "405": "Cara ini tidak dilayani di alamat ini",
    "406": "Bentuk jawaban ini tidak tersedia",
    "415": "Bentuk isi kiriman tidak dikenal",
    "429": "Terlalu banyak permintaan",
}


class PortalSchema(AutoSchema):
    """drf-spectacular's own, with the errors that any operation may answer."""

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        answers: dict[str, Any] = super()._get_response_bodies(direction)
        answers.setdefault("400", self._error("GalatIsian", GALAT_ISIAN, "Isian perlu diperbaiki"))
        for code, description in EVERYWHERE.items():
            answers.setdefault(code, self._error("Galat", GALAT, description))
        if self.method in {"POST", "PUT", "PATCH"}:
            answers.setdefault("413", self._error("Galat", GALAT, "Kiriman terlalu besar"))
        return answers

    def _error(self, name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
        component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, schema=schema, object=name)
        self.registry.register_on_missing(component)
        return {"content": {"application/json": {"schema": component.ref}}, "description": description}

    def get_tags(self) -> list[str]:
        """The resource's name: the first word after /api/v1/."""
        return [self.path.removeprefix("/api/v1/").split("/")[0]]


@cache
def written() -> dict[str, Any]:
    """The whole description, for every user alike: it depends on the code alone, and takes most of a second."""
    found: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return found


class KeptSchemaGenerator(SchemaGenerator):
    """Hands out what this process wrote already."""

    def get_schema(self, request: Any = None, public: bool = False) -> dict[str, Any]:
        return written()
