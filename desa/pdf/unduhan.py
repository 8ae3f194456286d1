"""A made file on its way out: to be saved, never shown inside the portal, and named without personal data."""

from django.http import HttpResponse

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachment(nama: str, isi: bytes) -> HttpResponse:
    """The answer that makes a browser save the bytes under this name; its ending says what they are."""
    kind = PDF if nama.endswith(".pdf") else XLSX
    return HttpResponse(
        isi,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{nama}"', "X-Content-Type-Options": "nosniff"},
    )
