"""Doors of the registration with BPJS Kesehatan: the queue, batches, who stands where, and a status by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desa.access import Izin, get_desa, get_kabupaten, may, regional_kabupaten, today_in, visible_desa
from desa.actions.pendaftaran import record_status, take_file
from desa.enums import JenisMutasi, ProfilEdabu, StatusKepesertaan
from desa.forms.pendaftaran import AntreanForm, PengajuanForm, StatusForm
from desa.models import AnggotaKeluarga, Kabupaten, Pengajuan, Peserta
from desa.parameters.edabu import PROFIL
from desa.pdf.unduhan import attachment
from desa.queries.kedudukan import NADA, history_of, people_of, recap, refusals_of, standing_of, total_of
from desa.queries.orang import officials_of, terms_of
from desa.queries.pendaftaran import Antrean, batch_rows, digest, queue
from desa.queries.surat_bpjs import letter_rule, without_letter
from desa.views.permintaan import user_of
from desa.xlsx.edabu import submit
from desa.xlsx.rekap_pendaftaran import recap_xlsx
from jaminan.kesalahan import Kesalahan

ON_PAGE = 50
pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def pendaftaran(request: HttpRequest, kode: str) -> HttpResponse:
    """The queue with its clocks, and the batches sent so far."""
    kabupaten = get_kabupaten(request.user, kode)
    waiting = queue(kabupaten, today_in(kabupaten))
    form = AntreanForm(request.GET or None, kabupaten=kabupaten)
    rows = [one for one in waiting.butir if _matches(form, one)]
    context = {
        "kabupaten": kabupaten,
        "antrean": waiting,
        "angka": [(waiting.banyak(jenis), jenis.label.lower()) for jenis in JenisMutasi],
        "tertahan": sum(bool(one.tertahan) for one in waiting.butir),
        "page": Paginator(rows, ON_PAGE).get_page(request.GET.get("halaman")),
        "saring": form,
        "pengajuan": Pengajuan.objects.filter(kabupaten=kabupaten).select_related("oleh")[:12],
        "boleh": may(request.user, Izin.DAFTARKAN, kabupaten),
    }
    return render(request, "desa/pendaftaran_antrean.html", context)


def _matches(form: AntreanForm, one: Any) -> bool:
    if not form.is_valid():
        return True
    kecamatan, jenis = form.cleaned_data["kecamatan"], form.cleaned_data["jenis"]
    return (not kecamatan or one.sasaran.desa.kecamatan_id == kecamatan.pk) and (not jenis or one.jenis == jenis)


def _office(request: HttpRequest, kode: str) -> Kabupaten:
    """The regency, for somebody who may both register and take full NIK away."""
    kabupaten = get_kabupaten(request.user, kode, Izin.DAFTARKAN)
    if not may(request.user, Izin.NIK, kabupaten):
        raise PermissionDenied
    return kabupaten


@pages
def pengajuan_buat(request: HttpRequest, kode: str) -> HttpResponse:
    """Chooses the sheet, shows who goes in and who cannot yet, and makes the batch."""
    kabupaten = _office(request, kode)
    data = request.POST if request.method == "POST" else request.GET or {"profil": ProfilEdabu.MUTASI_37.value}
    form = PengajuanForm(data, kabupaten=kabupaten)
    if form.is_valid() and request.method == "POST":
        try:
            made = submit(kabupaten=kabupaten, sidik=request.POST.get("sidik", ""), by=user_of(request), **form.pilihan)
        except Kesalahan as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Pengajuan {made.nomor} sudah dibuat. Unduh berkasnya, lalu kirim ke BPJS.")
            return redirect("pengajuan", made.pk)
    context = {"kabupaten": kabupaten, "form": form} | _preview(queue(kabupaten, today_in(kabupaten)), form)
    return render(request, "desa/pengajuan_buat.html", context)


def _preview(waiting: Antrean, form: PengajuanForm) -> dict[str, Any]:
    if not form.is_valid():
        return {"siap": [], "kurang": []}
    chosen = form.pilihan
    profile = PROFIL[ProfilEdabu(chosen["profil"])]
    ready, lacking = waiting.pilah(profile, kecamatan=chosen["kecamatan"], ulangi=chosen["ulangi"])
    held = [one for one in waiting.butir if one.tertahan]
    other = sum(one.jenis not in profile.mutasi for one in waiting.butir)
    return {
        "siap": ready, "kurang": lacking, "tertahan": held, "lainnya": other, "profil": profile, "pilihan": chosen,
        "sidik": digest(profile, ready), "berlaku": waiting.berlaku,
    }  # fmt: skip


def _batch(request: HttpRequest, pk: int) -> Pengajuan:
    rows = Pengajuan.objects.filter(kabupaten__in=regional_kabupaten(request.user))
    return get_object_or_404(rows.select_related("kabupaten", "oleh"), pk=pk)


@require_safe
def pengajuan(request: HttpRequest, pk: int) -> HttpResponse:
    """A batch: what was made of it, and what BPJS Kesehatan answered for each person."""
    batch = _batch(request, pk)
    rows = batch_rows(batch)
    context = {
        "pengajuan": batch,
        "kabupaten": batch.kabupaten,
        "page": Paginator(rows, ON_PAGE).get_page(request.GET.get("halaman")),
        "terjawab": sum(one.terjawab for one in rows),
        "boleh": may(request.user, Izin.DAFTARKAN, batch.kabupaten),
    }
    return render(request, "desa/pengajuan_lihat.html", context)


@require_POST
def pengajuan_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """The batch's file with full NIK, noted in the trail."""
    batch = _batch(request, pk)
    _office(request, batch.kabupaten.kode)
    try:
        data = take_file(pengajuan=batch, by=user_of(request))
    except Kesalahan as error:
        messages.error(request, str(error))
        return redirect("pengajuan", pk)
    return attachment(batch.nama_berkas, data)


@require_safe
def rekap_pendaftaran(request: HttpRequest, kode: str) -> HttpResponse:
    """Every village with its people by state."""
    kabupaten = get_kabupaten(request.user, kode)
    rows = recap(kabupaten, today_in(kabupaten))
    context = {
        "kabupaten": kabupaten,
        "hari": today_in(kabupaten),
        "keadaan": list(StatusKepesertaan),
        "baris": rows,
        "jumlah": list(zip((one.label for one in StatusKepesertaan), total_of(rows), strict=True)),
    }
    return render(request, "desa/pendaftaran_rekap.html", context)


@require_safe
def rekap_pendaftaran_unduh(request: HttpRequest, kode: str) -> HttpResponse:
    """The same as a workbook, with everybody on a sheet of its own; NIK masked."""
    kabupaten = get_kabupaten(request.user, kode)
    hari = today_in(kabupaten)
    return attachment(f"pendaftaran_{kode}_{hari:%Y-%m-%d}.xlsx", recap_xlsx(kabupaten, hari))


@require_safe
def kepesertaan_bpjs(request: HttpRequest, kode: str) -> HttpResponse:
    """A village's people at BPJS Kesehatan, and what it refused with the reason."""
    desa = get_desa(request.user, kode)
    hari = today_in(desa.kabupaten)
    rule = letter_rule(desa, hari)
    context = {
        "desa": desa,
        "orang": people_of(desa, hari),
        "ditolak": refusals_of(desa, hari),
        "surat": bool(rule),
        "tanpa_surat": without_letter(desa, hari) if rule else [],
        "boleh": may(request.user, Izin.SAMPAIKAN, desa),
    }
    return render(request, "desa/kepesertaan_bpjs.html", context)


@pages
def peserta_status_bpjs(request: HttpRequest, pk: int) -> HttpResponse:
    """An official's history at BPJS Kesehatan, and the form that adds to it."""
    person = get_object_or_404(officials_of(visible_desa(request.user)), pk=pk)
    return _status(request, person, None)


@pages
def keluarga_status_bpjs(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a family member."""
    rows = AnggotaKeluarga.objects.filter(peserta__in=officials_of(visible_desa(request.user)))
    member = get_object_or_404(rows.select_related("peserta"), pk=pk)
    return _status(request, member.peserta, member)


def _status(request: HttpRequest, person: Peserta, member: AnggotaKeluarga | None) -> HttpResponse:
    desa = terms_of(person, visible_desa(request.user))[0].desa
    may_record = may(request.user, Izin.DAFTARKAN, desa)
    if request.method == "POST" and not may_record:
        raise PermissionDenied
    form = StatusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_status(peserta=person, anggota=member, desa=desa, by=user_of(request), **form.cleaned_data)
        except Kesalahan as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Keadaan {member or person} tercatat.")
            return redirect(request.path)
    kini = standing_of(person, member, today_in(desa.kabupaten))
    context = {
        "desa": desa, "peserta": person, "orang": member or person, "anggota": member, "kini": kini,
        "nada": NADA[kini.keadaan], "riwayat": history_of(person, member), "form": form if may_record else None,
    }  # fmt: skip
    return render(request, "desa/status_bpjs.html", context)
