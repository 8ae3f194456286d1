"""Sends a kept file as it came, to be saved and never shown inside the portal."""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}


def file_answer(kept: FieldFile, name: str) -> FileResponse:
    """The file under the name that its sender gave it; Http404 when there is none."""
    if not kept:
        raise Http404
    answer = FileResponse(
        kept.open("rb"), as_attachment=True, filename=name, content_type=TYPES[PurePath(kept.name or "").suffix]
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
