"""A signed version on its way out: to be saved, named by its paper and the way it was signed."""

from django.http import HttpResponse

from rekonsiliasi.models import BerkasTertanda

from .berkas import file_name

KINDS = {".pdf": "application/pdf", ".jpg": "image/jpeg"}


def signed_name(row: BerkasTertanda) -> str:
    """ "berita-acara_mamasa_2026-10_elektronik-2.pdf"."""
    stem, _, _ = file_name(row.berita_acara).rpartition(".")
    return f"{stem}_{row.cara}-{row.nomor}{_ending(row)}"


def attachment_of(row: BerkasTertanda, content: bytes) -> HttpResponse:
    """The answer that makes a browser save the bytes, whatever they are."""
    return HttpResponse(
        content,
        content_type=KINDS[_ending(row)],
        headers={
            "Content-Disposition": f'attachment; filename="{signed_name(row)}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _ending(row: BerkasTertanda) -> str:
    return ".jpg" if str(row.berkas.name).endswith(".jpg") else ".pdf"
