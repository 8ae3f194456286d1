"""Everybody whose contribution a paper settles. All of it is from rows that never change, so it can be drawn again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from desa.enums import Penanggung
from iuran.models import Iuran, PorsiIuran
from rekonsiliasi.models import Rekonsiliasi

from .angka import iuran_of


@dataclass(frozen=True, slots=True)
class Orang:
    """One person's month in the bills of the paper; amounts in rupiah, `porsi` in the order of `payers_of`."""

    kecamatan: str
    kode: str
    desa: str
    bulan: date
    nik: str
    nama: str
    jabatan: str
    dasar: int
    porsi: tuple[int, ...]
    pembetulan: str

    @property
    def jumlah(self) -> int:
        return sum(self.porsi)


def payers_of(rekonsiliasi: Rekonsiliasi) -> list[Penanggung]:
    """Who bears a share in these bills, the employer first."""
    rows = PorsiIuran.objects.filter(iuran__in=Iuran.objects.filter(iuran_of(rekonsiliasi)).values("pk"))
    found = set(rows.order_by().values_list("penanggung", flat=True).distinct())
    return [one for one in Penanggung if one in found]


def people_of(rekonsiliasi: Rekonsiliasi) -> list[Orang]:
    """One row a person and month, corrections of earlier months as rows of their own; by kecamatan and village."""
    payers = payers_of(rekonsiliasi)
    sums = {f"porsi_{one.value}": Sum("porsi__jumlah", filter=Q(porsi__penanggung=one)) for one in payers}
    rows = Iuran.objects.filter(iuran_of(rekonsiliasi)).annotate(**sums)
    columns = (
        "desa__kecamatan__nama",
        "desa__kode",
        "desa__nama",
        "bulan",
        "nik",
        "nama",
        "jabatan",
        "dasar",
        "alasan",
    )
    return [_orang(one) for one in rows.order_by("desa__kode", "bulan", "pk").values_list(*columns, *sums)]


def _orang(row: tuple[Any, ...]) -> Orang:
    kecamatan, kode, desa, bulan, nik, nama, jabatan, dasar, pembetulan, *porsi = row
    shares = tuple(amount or 0 for amount in porsi)
    return Orang(kecamatan, kode, desa, bulan, nik, nama, jabatan, dasar, shares, pembetulan)
