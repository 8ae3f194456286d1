"""How a kept proof is sent back: as it came, to be saved, never shown inside the portal."""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}


def file_answer(file: FieldFile, name: str) -> FileResponse:
    """A kept file as it was sent, to be saved and never shown inside the portal. Raises Http404 when there is none."""
    if not file:
        raise Http404
    kind = TYPES[PurePath(file.path).suffix]
    answer = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
