"""Addresses of the top floor."""

from django.urls import path

from rekonsiliasi.views import beranda

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
]
