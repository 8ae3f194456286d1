"""What the pages of records with a letter share: recording one, cancelling one, and the letter itself."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desa.access import Izin, may
from desa.models import Desa, Kabupaten
from desa.models.catatan import Bersurat
from iuran.forms.surat import BatalForm
from jaminan.kesalahan import Kesalahan

TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}


def file_answer(file: FieldFile, name: str) -> FileResponse:
    """A kept file as it was sent, to be saved and never shown inside the portal. Raises Http404 when there is none."""
    if not file:
        raise Http404
    kind = TYPES[PurePath(file.path).suffix]
    answer = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def require_on_post(request: HttpRequest, izin: Izin, place: Desa | Kabupaten) -> bool:
    """Whether the user may record here; a POST of somebody who may not is PermissionDenied."""
    allowed = may(request.user, izin, place)
    if request.method == "POST" and not allowed:
        raise PermissionDenied
    return allowed


def recorded(request: HttpRequest, form: Form, act: Callable[..., Any], said: str) -> bool:
    """Runs the action with what the form says; a refusal stays on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Kesalahan as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, said)
    return True


def cancel_page(
    request: HttpRequest, row: Bersurat, place: Desa | Kabupaten, izin: Izin, act: Callable[..., Any], back: str
) -> HttpResponse:
    """Asks why, then cancels a record."""
    if not may(request.user, izin, place):
        raise PermissionDenied
    form = BatalForm(request.POST or None)
    if recorded(request, form, act, f"Catatan {row.nomor_surat} dibatalkan."):
        return redirect(back)
    context = {"catatan": row, "form": form, "kembali": back, "nama": row._meta.verbose_name}
    return render(request, "iuran/surat_batal.html", context)
