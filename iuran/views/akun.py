"""The virtual accounts of a regency: what holds, what is missing, a new number, the end of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from desa.access import Izin, get_kabupaten, may, today_in
from desa.views.permintaan import user_of
from iuran.actions.akun import add_virtual_account, end_virtual_account
from iuran.forms.akun import AkhiriForm, VirtualAccountForm
from iuran.models import VirtualAccount
from iuran.queries.akun import account_list, ended_accounts, payers_of
from iuran.rules import account_warning
from jaminan.kesalahan import Kesalahan

edits = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def virtual_account(request: HttpRequest, kode: str) -> HttpResponse:
    """Every payer and its number today; below, the ones before."""
    kabupaten = get_kabupaten(request.user, kode)
    rows = account_list(kabupaten)
    context = {
        "kabupaten": kabupaten,
        "daftar": rows,
        "per_desa": any(row.desa for row in rows),
        "kurang": sum(row.akun is None for row in rows),
        "lama": ended_accounts(kabupaten)[:50],
        "boleh": may(request.user, Izin.AKUN, kabupaten),
    }
    return render(request, "iuran/virtual_account_daftar.html", context)


@edits
def virtual_account_tambah(request: HttpRequest, kode: str) -> HttpResponse:
    """Keeps a new number; the address may already say for whom."""
    kabupaten = get_kabupaten(request.user, kode, Izin.AKUN)
    initial = {"penanggung": request.GET.get("penanggung"), "desa": request.GET.get("desa")}
    form = VirtualAccountForm(request.POST or None, kabupaten=kabupaten, payers=payers_of(kabupaten), initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = {"desa": None} | form.cleaned_data
        try:
            row = add_virtual_account(kabupaten=kabupaten, by=user_of(request), **asked)
        except Kesalahan as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Virtual account porsi {row.get_penanggung_display()} tercatat.")
            if account_warning(row.nomor):
                messages.warning(request, account_warning(row.nomor))
            return redirect("virtual_account", kode)
    return render(request, "iuran/virtual_account_tambah.html", {"kabupaten": kabupaten, "form": form})


@edits
def virtual_account_akhiri(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Ends a number."""
    kabupaten = get_kabupaten(request.user, kode, Izin.AKUN)
    row = get_object_or_404(VirtualAccount.objects.select_related("desa", "kabupaten"), pk=pk, kabupaten=kabupaten)
    form = AkhiriForm(request.POST or None, initial={"berakhir": today_in(kabupaten)})
    if request.method == "POST" and form.is_valid():
        try:
            end_virtual_account(akun=row, berakhir=form.cleaned_data["berakhir"], by=user_of(request))
        except Kesalahan as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Virtual account {row.nomor} diakhiri.")
            return redirect("virtual_account", kode)
    context = {"kabupaten": kabupaten, "akun": row, "form": form}
    return render(request, "iuran/virtual_account_akhiri.html", context)
