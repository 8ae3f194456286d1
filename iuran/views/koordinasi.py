"""Which months may be paid ahead: the recorded coordinations with BPJS Kesehatan, and the form for one more."""

from functools import partial

from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, get_kabupaten, regional_kabupaten, visible_desa
from desa.models import Desa, Kabupaten
from desa.queries.peraturan import bagian_iuran
from desa.views.permintaan import user_of
from iuran.actions.koordinasi import cancel_koordinasi, record_koordinasi
from iuran.forms.koordinasi import KoordinasiForm
from iuran.models import Koordinasi
from iuran.queries.asal import wording
from iuran.queries.kebutuhan import months_ahead
from iuran.queries.ketentuan import present_rule
from iuran.views.surat import cancel_page, file_answer, recorded, require_on_post

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def koordinasi(request: HttpRequest, kode: str) -> HttpResponse:
    """The regency treasurer's months paid ahead."""
    return _page(request, get_kabupaten(request.user, kode))


@pages
def koordinasi_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """A village treasurer's months paid ahead."""
    return _page(request, get_desa(request.user, kode))


def _page(request: HttpRequest, place: Desa | Kabupaten) -> HttpResponse:
    may_record = require_on_post(request, Izin.KOORDINASI, place)
    kabupaten, desa = (place.kabupaten, place) if isinstance(place, Desa) else (place, None)
    form = KoordinasiForm(request.POST or None, request.FILES or None)
    act = partial(record_koordinasi, kabupaten=kabupaten, desa=desa, by=user_of(request))
    if recorded(request, form, act, "Koordinasi tercatat. Bulannya sekarang dapat dibayar di muka."):
        return redirect(request.path)
    peraturan = present_rule(kabupaten)
    rule = bagian_iuran(peraturan).di_muka if peraturan else None
    context = {
        "tempat_ini": place,
        "desa": desa,
        "kabupaten": kabupaten,
        "peraturan": peraturan,
        "aturan": rule,
        "bunyi": wording(peraturan, [rule.pasal]) if peraturan and rule else [],
        "daftar": _rows(kabupaten, desa),
        "bulan_bulan": months_ahead(kabupaten, desa),
        "form": form if may_record else None,
        "boleh": may_record,
    }
    return render(request, "iuran/koordinasi_daftar.html", context)


def _rows(kabupaten: Kabupaten, desa: Desa | None) -> QuerySet[Koordinasi]:
    return Koordinasi.objects.filter(kabupaten=kabupaten, desa=desa).select_related("oleh", "dibatalkan_oleh")


def _found(request: HttpRequest, pk: int) -> Koordinasi:
    """The row, for those who may see its place."""
    mine = Q(desa__isnull=True, kabupaten__in=regional_kabupaten(request.user))
    theirs = Q(desa__in=visible_desa(request.user).values("pk"))
    rows = Koordinasi.objects.filter(mine | theirs).select_related("kabupaten", "desa__kecamatan__kabupaten")
    return get_object_or_404(rows, pk=pk)


@require_safe
def koordinasi_surat(request: HttpRequest, pk: int) -> FileResponse:
    """The letter of a coordination."""
    found = _found(request, pk)
    return file_answer(found.surat, found.surat_nama)


@pages
def koordinasi_batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancels a coordination, with the reason."""
    found = _found(request, pk)
    place = found.desa or found.kabupaten
    back = reverse("koordinasi_desa" if found.desa else "koordinasi", args=[place.kode])
    act = partial(cancel_koordinasi, koordinasi=found, by=user_of(request))
    return cancel_page(request, found, place, Izin.KOORDINASI, act, back)
