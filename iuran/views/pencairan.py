"""When a village's APBDesa was disbursed, and who in the regency is in arrears."""

from functools import partial

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, get_kabupaten, places
from desa.queries.bagian import after_disbursement
from desa.views.permintaan import user_of
from iuran.actions.pencairan import cancel_pencairan, record_pencairan
from iuran.forms.pencairan import PencairanForm, TunggakanForm
from iuran.models import PencairanApbdesa
from iuran.queries.ketentuan import present_rule
from iuran.queries.tunggakan import arrears, by_age, by_depositor
from iuran.views.surat import cancel_page, file_answer, recorded, require_on_post

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def pencairan(request: HttpRequest, kode: str) -> HttpResponse:
    """A village's disbursements, its arrears and their clock, and the form for one more disbursement."""
    desa = get_desa(request.user, kode)
    may_record = require_on_post(request, Izin.PENCAIRAN, desa)
    form = PencairanForm(request.POST or None, request.FILES or None)
    act = partial(record_pencairan, desa=desa, by=user_of(request))
    if recorded(request, form, act, "Pencairan APBDesa tercatat. Tenggat tunggakan dihitung dari hari itu."):
        return redirect(request.path)
    peraturan = present_rule(desa.kabupaten)
    context = {
        "desa": desa,
        "aturan": after_disbursement(peraturan) if peraturan else None,
        "daftar": PencairanApbdesa.objects.filter(desa=desa).select_related("oleh", "dibatalkan_oleh"),
        "tunggakan": arrears(desa.kabupaten, desa),
        "form": form if may_record else None,
        "boleh": may_record,
    }
    return render(request, "iuran/pencairan_daftar.html", context)


def _found(request: HttpRequest, pk: int) -> PencairanApbdesa:
    rows = PencairanApbdesa.objects.filter(places(request.user, "desa__"))
    return get_object_or_404(rows.select_related("desa__kecamatan__kabupaten"), pk=pk)


@require_safe
def pencairan_surat(request: HttpRequest, pk: int) -> FileResponse:
    """The letter of a disbursement."""
    found = _found(request, pk)
    return file_answer(found.surat, found.surat_nama)


@pages
def pencairan_batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancels a recorded disbursement, with the reason."""
    found = _found(request, pk)
    act = partial(cancel_pencairan, pencairan=found, by=user_of(request))
    back = reverse("pencairan", args=[found.desa.kode])
    return cancel_page(request, found, found.desa, Izin.PENCAIRAN, act, back)


@require_safe
def tunggakan(request: HttpRequest, kode: str) -> HttpResponse:
    """Who owes what from which month in a regency, by age, with a reminder to copy."""
    kabupaten = get_kabupaten(request.user, kode)
    form = TunggakanForm(request.GET or None, kabupaten=kabupaten)
    kecamatan = form.cleaned_data["kecamatan"] if form.is_bound and form.is_valid() else None
    rows = arrears(kabupaten, kecamatan=kecamatan)
    context = {
        "kabupaten": kabupaten,
        "saring": form,
        "penyetor": by_depositor(rows),
        "umur": by_age(rows),
        "jumlah": sum(one.jumlah for one in rows),
    }
    return render(request, "iuran/tunggakan_daftar.html", context)
