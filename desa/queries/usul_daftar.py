"""Reads corrections that were proposed to a village: which wait, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from desa.enums import JawabanUsul, KeadaanUsul, StatusDraf, StatusPenyampaian
from desa.models import Desa, MasaJabatan, Penyampaian, Perubahan, UsulDaftar
from desa.queries.perubahan import terms_in_office


def waiting_proposals(desa: Desa) -> QuerySet[UsulDaftar]:
    """What the village has not answered yet, the oldest first."""
    return UsulDaftar.objects.filter(desa=desa, jawaban="", dicabut_pada__isnull=True)


def proposals_of(desa: Desa) -> QuerySet[UsulDaftar]:
    """Everything that was ever proposed to the village, the newest first."""
    return UsulDaftar.objects.filter(desa=desa).select_related("desa", "dijawab_oleh").order_by("-id")


def term_for(usul: UsulDaftar, today: date) -> MasaJabatan | None:
    """The spell of the person in the village's present list."""
    return next((one for one in terms_in_office(usul.desa, today) if one.peserta_id == usul.peserta_id), None)


@dataclass(frozen=True, slots=True)
class UsulTerjawab:
    """A proposal with what became of it."""

    usul: UsulDaftar
    keadaan: KeadaanUsul


def standings(rows: Iterable[UsulDaftar]) -> list[UsulTerjawab]:
    """What became of each proposal. Two queries, however many there are."""
    listed = list(rows)
    taken = [one.kunci for one in listed if one.jawaban == JawabanUsul.TERIMA]
    changes = Perubahan.objects.filter(kunci__in=taken).select_related("draf").order_by("pk") if taken else []
    newest = {(one.draf.desa_id, one.kunci): one for one in changes}
    reports = {
        one.draf_id: one for one in Penyampaian.objects.filter(draf__in=[one.draf_id for one in newest.values()])
    }
    return [UsulTerjawab(one, _standing(one, newest.get((one.desa_id, one.kunci)), reports)) for one in listed]


def standing(usul: UsulDaftar) -> KeadaanUsul:
    return standings([usul])[0].keadaan


def _standing(usul: UsulDaftar, change: Perubahan | None, reports: dict[int | None, Penyampaian]) -> KeadaanUsul:
    if usul.jawaban == JawabanUsul.TOLAK:
        return KeadaanUsul.DITOLAK
    if usul.jawaban == "":
        return KeadaanUsul.DICABUT if usul.dicabut_pada else KeadaanUsul.MENUNGGU
    if change is None:
        return KeadaanUsul.SENDIRI
    if change.draf.status == StatusDraf.TERBUKA:
        return KeadaanUsul.DRAF
    report = reports.get(change.draf_id)
    if report is not None and report.status == StatusPenyampaian.DITERIMA:
        return KeadaanUsul.BERLAKU
    returned = report is not None and report.status == StatusPenyampaian.DIKEMBALIKAN
    return KeadaanUsul.DRAF if returned else KeadaanUsul.DISAMPAIKAN
