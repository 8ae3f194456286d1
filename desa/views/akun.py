"""Doors of one's own account: sign in, sign out, change the password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from desa.actions.akun import change_password, note_sign_in, note_sign_out
from desa.forms.akun import MasukForm, SandiGantiForm


class MasukView(LoginView):
    template_name = "akun/masuk.html"
    authentication_form = MasukForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            note_sign_in(by=form.get_user())
        return response


def locked_out(request: HttpRequest, _response: HttpResponse, _credentials: dict[str, Any] | None) -> HttpResponse:
    """What django-axes answers while this name waits at this address: a page, or JSON to a program."""
    wait = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {"menit": wait // 60, "percobaan": settings.AXES_FAILURE_LIMIT}
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse(
            {
                "detail": f"Sandi salah {context['percobaan']} kali untuk nama pengguna ini dari alamat Anda.",
                "saran": f"Tunggu {context['menit']} menit, lalu coba lagi dengan sandi yang benar.",
            }
        )
    else:
        answer = render(request, "akun/masuk_tunggu.html", context)
    answer.status_code = 429
    answer.headers["Retry-After"] = str(wait)
    return answer


class KeluarView(LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user  # the one who leaves; afterwards request.user is nobody
        with transaction.atomic():
            response = super().post(request, *args, **kwargs)
            note_sign_out(by=user)
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
