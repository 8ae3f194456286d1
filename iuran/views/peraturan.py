"""A regulation's law card, with its worked examples."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desa.access import Izin, may
from desa.queries.kartu import all_peraturan, law_card
from iuran.queries.contoh import worked_examples


@require_safe
def peraturan_rincian(request: HttpRequest, kode: str) -> HttpResponse:
    """One regulation's card."""
    found, today = get_object_or_404(all_peraturan(), kode=kode), timezone.localdate()
    context = {
        "kartu": law_card(found, today),
        "hitungan": worked_examples(found, today),
        "boleh_nilai": found.kabupaten is not None and may(request.user, Izin.NILAI, found.kabupaten),
    }
    return render(request, "desa/peraturan_rincian.html", context)
