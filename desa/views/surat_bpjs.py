"""Doors of a village's letters to BPJS Kesehatan."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from desa.access import Izin, get_desa, may, places, today_in
from desa.actions.surat_bpjs import note_full_letter, write_letter
from desa.forms.pendaftaran import SuratBpjsForm
from desa.models import SuratBpjs
from desa.pdf.surat_bpjs import letter_pdf
from desa.pdf.unduhan import attachment
from desa.queries.surat_bpjs import letter_rule, letters_of, without_letter
from desa.views.pendaftaran import pages
from desa.views.permintaan import user_of
from jaminan.kesalahan import Kesalahan


@pages
def surat_bpjs(request: HttpRequest, kode: str) -> HttpResponse:
    """The letters written, who still needs one, and the form."""
    desa = get_desa(request.user, kode)
    may_write = may(request.user, Izin.SURAT_BPJS, desa)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    hari = today_in(desa.kabupaten)
    rule = letter_rule(desa, hari)
    waiting = without_letter(desa, hari)
    asked = {"berhenti": waiting[0].pk} if len(waiting) == 1 else {}
    form = SuratBpjsForm(request.POST or None, desa=desa, hari=hari, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = write_letter(desa=desa, by=user_of(request), **form.cleaned_data)
        except Kesalahan as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Surat {made.nomor} tersimpan. Cetak, tanda tangani, lalu kirim.")
            return redirect(request.path)
    context = {
        "desa": desa, "aturan": rule[1] if rule else None, "peraturan": rule[0] if rule else None,
        "kutipan": rule[0].isi.get("kutipan", {}).get(rule[1].pasal, "") if rule else "",
        "tanpa_surat": waiting, "daftar": letters_of(desa), "boleh": may_write,
        "form": form if may_write and rule and form.fields["berhenti"].queryset.exists() else None,  # type: ignore[attr-defined] # a model field
    }  # fmt: skip
    return render(request, "desa/surat_bpjs_daftar.html", context)


@pages
def surat_bpjs_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a paper: masked for those who read along, by POST with full numbers for the village itself."""
    rows = SuratBpjs.objects.filter(places(request.user, "desa__")).select_related("desa__kecamatan__kabupaten")
    letter = get_object_or_404(rows, pk=pk)
    full = request.method == "POST"
    if full:
        if not may(request.user, Izin.SURAT_BPJS, letter.desa):
            raise PermissionDenied
        note_full_letter(surat=letter, by=user_of(request))
    return attachment(f"surat-bpjs_{letter.desa.kode}_{letter.pk}.pdf", letter_pdf(letter, nik_lengkap=full))
