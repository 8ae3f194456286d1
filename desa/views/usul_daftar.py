"""Door of corrections that were proposed to a village: one tap to accept, a sentence to say why not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from desa.access import Izin, get_desa, may
from desa.actions.usul_daftar import accept_proposal, decline_proposal
from desa.models import UsulDaftar
from desa.queries.perubahan import as_ubah
from desa.queries.usul_daftar import proposals_of, standings
from desa.rules.perubahan import next_question
from desa.views.permintaan import user_of
from jaminan.kesalahan import Kesalahan


@require_safe
def daftar(request: HttpRequest, kode: str) -> HttpResponse:
    """Every proposal to the village and what became of it."""
    desa = get_desa(request.user, kode)
    context = {"desa": desa, "usul": standings(proposals_of(desa)), "boleh": may(request.user, Izin.SAMPAIKAN, desa)}
    return render(request, "desa/usul_daftar.html", context)


@require_POST
def jawab(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Accepts, which leads on to the draft, or declines with a reason."""
    desa = get_desa(request.user, kode, Izin.SAMPAIKAN)
    row = get_object_or_404(UsulDaftar.objects.select_related("desa__kecamatan__kabupaten"), pk=pk, desa=desa)
    by = user_of(request)
    try:
        if request.POST.get("jawaban") == "tolak":
            decline_proposal(usul=row, alasan=request.POST.get("alasan", ""), by=by)
            messages.success(request, "Jawaban desa tercatat.")
            return redirect("usul_daftar", desa.kode)
        change = accept_proposal(usul=row, by=by)
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("usul_daftar", desa.kode)
    if change is None:
        messages.success(request, "Jawaban desa tercatat. Laporkan perubahannya di sini bila datanya keliru.")
        return redirect("perubahan_baru", desa.kode)
    step = next_question(as_ubah(change))
    messages.success(request, "Usul masuk ke draf perubahan desa.")
    return redirect("perubahan_tanya", desa.kode, change.pk, step) if step else redirect("perubahan", desa.kode)
