"""Reads pairs: those suggested in a comparison, and those that people have answered."""

from django.db.models import QuerySet

from desa.models import Kabupaten
from rekonsiliasi.models import Pencocokan, Rekonsiliasi, Selisih


def suggested(rekonsiliasi: Rekonsiliasi) -> QuerySet[Selisih]:
    """The lines that ask whether a row is somebody of ours, the most alike first."""
    waiting = rekonsiliasi.selisih.filter(mungkin__isnull=False, baris__isnull=False)
    return waiting.select_related("baris", "mungkin", "desa").order_by("-mirip", "nama", "id")


def answered(kabupaten: Kabupaten) -> QuerySet[Pencocokan]:
    """What people said about pairs of this regency, the newest first."""
    return Pencocokan.objects.filter(kabupaten=kabupaten).select_related("peserta", "oleh")
