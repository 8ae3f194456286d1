"""Doors of the history: the roster of a village or regency on any past day, and a person's timeline."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_desa, get_kabupaten, may, today_in, visible_desa
from desa.actions.unduhan import record_full_roster
from desa.forms.riwayat import HariForm, HariKabupatenForm
from desa.models import Desa, Kabupaten
from desa.pdf import attachment
from desa.queries.linimasa import story_of
from desa.queries.orang import officials_of, terms_of
from desa.queries.riwayat import BarisDaftar, family_count, numbers_on, officials_on, roster_told, with_sources
from desa.views.permintaan import user_of
from desa.xlsx.riwayat import roster_xlsx, story_xlsx

ON_PAGE = 50
downloads = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def desa(request: HttpRequest, kode: str) -> HttpResponse:
    """A village's roster on a past day, with whose word each row rests on."""
    desa = get_desa(request.user, kode)
    today = today_in(desa.kabupaten)
    form = HariForm(request.GET or None, hari=today, initial={"tanggal": today})
    day = _day(form, today)
    context = {
        "desa": desa,
        "saring": form,
        "hari": day,
        "baris": roster_told(desa, day) if day else [],
        "unduh": f"{reverse('riwayat_desa_unduh', args=[kode])}?tanggal={day}",
        "boleh_nik": may(request.user, Izin.NIK, desa),
    }
    return render(request, "desa/riwayat_desa.html", context)


@require_safe
def kabupaten(request: HttpRequest, kode: str) -> HttpResponse:
    """A regency's roster on a past day, all of it or one kecamatan."""
    kabupaten = get_kabupaten(request.user, kode)
    today = today_in(kabupaten)
    form = HariKabupatenForm(request.GET or None, hari=today, kabupaten=kabupaten, initial={"tanggal": today})
    day = _day(form, today)
    place = (form.cleaned_data.get("kecamatan") if form.is_bound and form.is_valid() else None) or kabupaten
    people = numbers_on(place, day) if day else []
    page = Paginator(people, ON_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "kabupaten": kabupaten,
        "saring": form,
        "hari": day,
        "banyak": len(people),
        "keluarga": family_count(people, place, day) if day else 0,
        "page": page,
        "baris": with_sources(officials_on(place, day, list(page)), place, day) if day else [],
        "unduh": f"{reverse('riwayat_kabupaten_unduh', args=[kode])}?tanggal={day}",
        "boleh_nik": may(request.user, Izin.NIK, kabupaten),
    }
    return render(request, "desa/riwayat_kabupaten.html", context)


def _day(form: HariForm, today: date) -> date | None:
    """The chosen day, today where none was chosen, None where it cannot be read."""
    if not form.is_bound:
        return today
    return form.cleaned_data["tanggal"] if form.is_valid() else None


@downloads
def unduh_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """The same as a workbook; by POST with full NIK and a row in the trail."""
    desa = get_desa(request.user, kode, _asked(request))
    return _workbook(request, desa, f"Desa {desa}", today_in(desa.kabupaten))


@downloads
def unduh_kabupaten(request: HttpRequest, kode: str) -> HttpResponse:
    """The regency's roster of a day as a workbook; by POST with full NIK and a row in the trail."""
    kabupaten = get_kabupaten(request.user, kode, _asked(request))
    return _workbook(request, kabupaten, f"Kabupaten {kabupaten}", today_in(kabupaten))


def _asked(request: HttpRequest) -> Izin:
    return Izin.NIK if request.method == "POST" else Izin.LIHAT


def _workbook(request: HttpRequest, place: Desa | Kabupaten, name: str, today: date) -> HttpResponse:
    form = HariForm(request.GET, hari=today)
    if not form.is_valid():
        raise Http404
    day, full = form.cleaned_data["tanggal"], request.method == "POST"
    rows: list[BarisDaftar] = roster_told(place, day)
    if full:
        record_full_roster(tempat=place, hari=day, orang=len(rows), by=user_of(request))
    return attachment(f"daftar_{place.kode}_{day}.xlsx", roster_xlsx(name, day, rows, nik_lengkap=full))


@require_safe
def unduh_peserta(request: HttpRequest, pk: int) -> HttpResponse:
    """The timeline as a workbook."""
    villages = visible_desa(request.user)
    person = get_object_or_404(officials_of(villages), pk=pk)
    return attachment(f"riwayat_{pk}.xlsx", story_xlsx(person.nama, story_of(person, villages)))


@require_safe
def peserta(request: HttpRequest, pk: int) -> HttpResponse:
    """One official's timeline, as far as the user's villages go."""
    villages = visible_desa(request.user)
    person = get_object_or_404(officials_of(villages), pk=pk)
    desa = terms_of(person, villages)[0].desa
    context = {"peserta": person, "desa": desa, "peristiwa": story_of(person, villages)}
    return render(request, "desa/riwayat_peserta.html", context)
