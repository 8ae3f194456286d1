"""All addresses, floor by floor; the API under /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("", include("rekonsiliasi.urls")),
    path("", include("iuran.urls")),
    path("", include("desa.urls")),
]
