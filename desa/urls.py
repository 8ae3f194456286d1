"""Addresses of the ground floor."""

from django.urls import path

from desa.views import akun, jejak

urlpatterns = [
    path("akun/masuk/", akun.MasukView.as_view(), name="masuk"),
    path("akun/keluar/", akun.KeluarView.as_view(), name="keluar"),
    path("akun/ganti-sandi/", akun.SandiGantiView.as_view(), name="sandi_ganti"),
    path("kabupaten/<str:kode>/jejak/", jejak.jejak, name="jejak"),
]
