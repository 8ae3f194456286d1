"""Dated law values: what stands, what waits for a second person, and the proposals."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_kabupaten, is_technical, may_set_nilai, nilai_visible, regional_kabupaten, today_in
from desa.enums import JenisUsul, StatusUsul
from desa.models import Kabupaten, ParameterValue, UsulNilai
from desa.parameters.nilai import NAMA_KUNCI, scope_of, short_name
from desa.queries.peraturan import nilai_here
from desa.views.permintaan import user_of
from iuran.actions.nilai import approve_nilai, propose_nilai, return_nilai, withdraw_nilai
from iuran.forms.nilai import KembalikanUsulForm, UsulNilaiForm, seri_of
from iuran.queries.akibat_nilai import effects
from iuran.queries.nilai import concerned, keys_of, proposals, series_seen
from iuran.views.berkas import file_answer
from jaminan.kesalahan import Kesalahan

TITLES = {
    JenisUsul.TAMBAH: "Tambah nilai",
    JenisUsul.GANTI: "Ganti nilai yang berlaku",
    JenisUsul.AKHIRI: "Akhiri nilai",
    JenisUsul.ISI: "Isi nilai yang belum ada",
    JenisUsul.PASTIKAN: "Pastikan sumber nilai",
}
TONES = {
    StatusUsul.MENUNGGU: "peringatan",
    StatusUsul.DISETUJUI: "positif",
    StatusUsul.DIKEMBALIKAN: "negatif",
    StatusUsul.DITARIK: "netral",
}
DECIDED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Ruang:
    """Where a page of values stands: at a regency, or at the technical administrator's (None)."""

    kabupaten: Kabupaten | None

    @property
    def nama(self) -> str:
        return f"Kabupaten {self.kabupaten}" if self.kabupaten else "semua tempat"

    @property
    def daftar(self) -> str:
        return reverse("nilai", args=[self.kabupaten.kode]) if self.kabupaten else reverse("nilai_nasional")

    @property
    def usul(self) -> str:
        return reverse("nilai_usul", args=[self.kabupaten.kode]) if self.kabupaten else reverse("nilai_nasional_usul")

    @property
    def saring(self) -> Q:
        return nilai_here(self.kabupaten) if self.kabupaten else Q()

    @property
    def hari_ini(self) -> date:
        return today_in(self.kabupaten) if self.kabupaten else timezone.localdate()


@require_safe
def nilai(request: HttpRequest, kode: str) -> HttpResponse:
    """The values that a regency's months lean on, and the proposals about them."""
    return _list(request, Ruang(get_kabupaten(request.user, kode)))


def nilai_nasional(request: HttpRequest) -> HttpResponse:
    """All values of all places, for the technical administrator."""
    _require_technical(request)
    return _list(request, Ruang(None))


@require_http_methods(["GET", "HEAD", "POST"])
def nilai_usul(request: HttpRequest, kode: str) -> HttpResponse:
    """Proposes a value of the regency or its province."""
    return _propose(request, Ruang(get_kabupaten(request.user, kode, Izin.NILAI)))


def nilai_nasional_usul(request: HttpRequest) -> HttpResponse:
    """Proposes a value of any place, for the technical administrator."""
    _require_technical(request)
    return _propose(request, Ruang(None))


def _require_technical(request: HttpRequest) -> None:
    if not is_technical(request.user):
        raise PermissionDenied


def _list(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    found = list(proposals(ruang.saring)[: DECIDED_SHOWN * 2])
    waiting = [one for one in found if one.status == StatusUsul.MENUNGGU]
    context = {
        "ruang": ruang,
        "kabupaten": ruang.kabupaten,
        "menunggu": waiting,
        "giliran": [one for one in waiting if _may_decide(request, one)],
        "diputus": [(one, TONES[StatusUsul(one.status)]) for one in found if one.status != StatusUsul.MENUNGGU],
        "seri": [
            {"seri": one, "boleh": may_set_nilai(request.user, kabupaten=one.kabupaten, provinsi=one.provinsi),
             "tempat": _place_name(one.kabupaten, one.provinsi), "lingkup": scope_of(one.kunci)}
            for one in series_seen(ruang.saring)
        ],
        "boleh": ruang.kabupaten is None
        or may_set_nilai(request.user, kabupaten=ruang.kabupaten.kode, provinsi=ruang.kabupaten.provinsi_kode),
    }  # fmt: skip
    return render(request, "iuran/nilai_daftar.html", context)


def _place_name(kabupaten: str, provinsi: str) -> str:
    where = Kabupaten.objects.filter(Q(kode=kabupaten) if kabupaten else Q(provinsi_kode=provinsi)).first()
    if kabupaten:
        return f"Kabupaten {where or kabupaten}"
    return f"Provinsi {where.provinsi_nama if where else provinsi}" if provinsi else "Nasional"


def _propose(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    jenis, atas = _asked(request, ruang)
    choices = [] if atas else _choices(ruang)
    initial = {"seri": next((key for key, _ in choices if key.startswith(f"{request.GET.get('kunci', '')}|")), None)}
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UsulNilaiForm(*data, jenis=jenis, seri=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            found = _send(request, jenis, atas, form.cleaned_data)
        except Kesalahan as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Usul dicatat. Nilai berlaku setelah orang lain menyetujuinya.")
            return redirect("nilai_usulan", found.pk)
    context = {"ruang": ruang, "form": form, "judul": TITLES[jenis], "atas": atas, "jenis": jenis.value}
    return render(request, "iuran/nilai_usul.html", context)


def _asked(request: HttpRequest, ruang: Ruang) -> tuple[JenisUsul, ParameterValue | None]:
    """What is proposed, and on which value. Raises Http404 for what is not there or not theirs."""
    word = request.GET.get("jenis", JenisUsul.TAMBAH)
    if word not in JenisUsul.values:
        raise Http404
    jenis = JenisUsul(word)
    if jenis == JenisUsul.TAMBAH:
        return jenis, None
    number = request.GET.get("atas", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise Http404
    atas = get_object_or_404(ParameterValue.objects.filter(ruang.saring), pk=number)
    if not may_set_nilai(request.user, kabupaten=atas.kabupaten, provinsi=atas.provinsi):
        raise PermissionDenied
    return jenis, atas


def _choices(ruang: Ruang) -> list[tuple[str, str]]:
    """Every value that this person may add, named with its place."""
    if ruang.kabupaten is not None:
        return _choices_at(ruang.kabupaten, ruang.hari_ini)
    rows = [one for kabupaten in Kabupaten.objects.all() for one in _choices_at(kabupaten, ruang.hari_ini)]
    national = [(f"{key}||", f"{_title(key)} (nasional)") for key in NAMA_KUNCI if scope_of(key) == "nasional"]
    return list(dict.fromkeys([*national, *rows]))


def _choices_at(kabupaten: Kabupaten, day: date) -> list[tuple[str, str]]:
    found = []
    for key in keys_of(kabupaten, day):
        if scope_of(key) == "provinsi":
            name = f"{_title(key)} Provinsi {kabupaten.provinsi_nama} (untuk semua kabupatennya)"
            found.append((f"{key}||{kabupaten.provinsi_kode}", name))
        else:
            found.append((f"{key}|{kabupaten.kode}|", f"{_title(key)} Kabupaten {kabupaten}"))
    return found


def _title(key: str) -> str:
    name = short_name(key)
    return f"{name[0].upper()}{name[1:]}"


def _send(request: HttpRequest, jenis: JenisUsul, atas: ParameterValue | None, data: dict[str, Any]) -> UsulNilai:
    if atas is None:
        kunci, kabupaten, provinsi = seri_of(data["seri"])
    else:
        kunci, kabupaten, provinsi = atas.kunci, atas.kabupaten, atas.provinsi
    letter = data["surat"]
    return propose_nilai(
        jenis=jenis,
        kunci=kunci,
        kabupaten=kabupaten,
        provinsi=provinsi,
        mulai=data.get("mulai") or (atas.mulai if atas else data["sampai"]),
        sampai=data.get("sampai") or (atas.sampai if atas and jenis == JenisUsul.ISI else None),
        sen=data.get("sen"),
        sumber=data["sumber"],
        nomor_surat=data["nomor_surat"],
        surat=(letter.name, letter.read()) if letter else None,
        atas=atas,
        by=user_of(request),
    )


def _usul(request: HttpRequest, pk: int, *, deciding: bool = False) -> UsulNilai:
    """The proposal, if this person may see it, and where `deciding` may decide values of its place."""
    found = get_object_or_404(proposals(nilai_visible(request.user)), pk=pk)
    if deciding and not may_set_nilai(request.user, kabupaten=found.kabupaten, provinsi=found.provinsi):
        raise PermissionDenied
    return found


def _may_decide(request: HttpRequest, usul: UsulNilai) -> bool:
    mine = may_set_nilai(request.user, kabupaten=usul.kabupaten, provinsi=usul.provinsi)
    return mine and usul.status == StatusUsul.MENUNGGU and usul.diusulkan_oleh_id != request.user.pk


@require_safe
def nilai_usulan(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: what it says, what it would change, and the decision."""
    return _page(request, _usul(request, pk), KembalikanUsulForm())


def _page(request: HttpRequest, usul: UsulNilai, form: KembalikanUsulForm) -> HttpResponse:
    waiting = usul.status == StatusUsul.MENUNGGU
    places = concerned(usul.kabupaten, usul.provinsi)
    mine = regional_kabupaten(request.user)
    if not is_technical(request.user):
        places = places.filter(pk__in=mine)
    home = mine.first() if not is_technical(request.user) or mine.exists() else None
    context = {
        "usul": usul,
        "ruang": Ruang(home),
        "zona": home.zona_waktu if home else None,
        "tempat_nilai": _place_name(usul.kabupaten, usul.provinsi),
        "bersama": bool(usul.provinsi),
        "nada": TONES[StatusUsul(usul.status)],
        "akibat": effects(usul, places) if waiting else None,
        "boleh_putus": _may_decide(request, usul),
        "milik_saya": waiting and usul.diusulkan_oleh_id == request.user.pk,
        "form_kembali": form,
    }
    return render(request, "iuran/nilai_usulan.html", context)


@require_POST
def nilai_usulan_setujui(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the proposal a value."""
    usul = _usul(request, pk, deciding=True)
    return _done(request, usul, lambda: approve_nilai(usul=usul, by=user_of(request)), "Disetujui. Nilai berlaku.")


@require_POST
def nilai_usulan_kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the proposal back with a reason."""
    usul = _usul(request, pk, deciding=True)
    form = KembalikanUsulForm(request.POST)
    if not form.is_valid():
        return _page(request, usul, form)
    reason = form.cleaned_data["alasan"]
    return _done(
        request, usul, lambda: return_nilai(usul=usul, alasan=reason, by=user_of(request)), "Usul dikembalikan."
    )


@require_POST
def nilai_usulan_tarik(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back one's own proposal."""
    usul = _usul(request, pk, deciding=True)
    return _done(request, usul, lambda: withdraw_nilai(usul=usul, by=user_of(request)), "Usul ditarik.")


def _done(request: HttpRequest, usul: UsulNilai, act: Any, told: str) -> HttpResponse:
    try:
        act()
    except Kesalahan as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, told)
    return redirect("nilai_usulan", usul.pk)


@require_safe
def nilai_usulan_surat(request: HttpRequest, pk: int) -> FileResponse:
    """The letter of a proposal, as it came."""
    usul = _usul(request, pk)
    return file_answer(usul.surat, usul.surat_nama)
