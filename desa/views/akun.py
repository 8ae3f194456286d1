"""Doors of one's own account: sign in, sign out, change the password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from desa.actions.akun import change_password
from desa.forms.akun import MasukForm, SandiGantiForm


class MasukView(LoginView):
    template_name = "akun/masuk.html"
    authentication_form = MasukForm
    redirect_authenticated_user = True


class KeluarView(LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        messages.info(request, "Anda sudah keluar.")
        return response


class SandiGantiView(PasswordChangeView):
    template_name = "akun/sandi_ganti.html"
    form_class = SandiGantiForm

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        change_password(by=form.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, "Sandi sudah diganti. Pakai sandi baru saat Anda masuk lagi.")
        return redirect("beranda")
