"""Reads comparisons: their months, their differences by kind, and the JSON that the command and the API answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from desa.models import Kabupaten
from iuran.enums import StatusPenetapan
from iuran.models import Penetapan
from jaminan.bulan import Bulan
from jaminan.penyamar import mask_number
from rekonsiliasi.enums import MASIH_ADA, SELISIH_UANG, JenisSelisih, StatusRekonsiliasi
from rekonsiliasi.models import Rekonsiliasi, Selisih, Tagihan, undecided
from rekonsiliasi.queries.tagihan import newest_bills
from rekonsiliasi.rules import Beda


def overlapping(kabupaten: Kabupaten, mulai: Bulan, sampai: Bulan) -> list[Rekonsiliasi]:
    """Every comparison that covers a month of the range, finished ones too."""
    return list(
        Rekonsiliasi.objects.filter(
            kabupaten=kabupaten, bulan_mulai__lte=sampai.first_day, bulan_sampai__gte=mulai.first_day
        )
    )


def rekonsiliasi_of(kabupaten: Kabupaten, bulan: Bulan) -> Rekonsiliasi | None:
    """The comparison that covers the month."""
    return next(iter(overlapping(kabupaten, bulan, bulan)), None)


def finished(kabupaten: Kabupaten, mulai: Bulan, sampai: Bulan) -> Rekonsiliasi | None:
    """The finished comparison of exactly these months."""
    return Rekonsiliasi.objects.filter(
        kabupaten=kabupaten,
        bulan_mulai=mulai.first_day,
        bulan_sampai=sampai.first_day,
        status=StatusRekonsiliasi.SELESAI,
    ).first()


@dataclass(frozen=True, slots=True)
class BulanRekonsiliasi:
    """One assessed month in the list: its bill and its comparison, where there are any."""

    bulan: Bulan
    ditutup: bool
    tagihan: Tagihan | None
    rekonsiliasi: Rekonsiliasi | None
    selisih: int
    belum: int

    @property
    def basi(self) -> bool:
        """Whether a newer bill came after the comparison."""
        return bool(self.tagihan and self.rekonsiliasi and self.tagihan.pada > self.rekonsiliasi.pada)


def months(kabupaten: Kabupaten) -> list[BulanRekonsiliasi]:
    """The assessed months, newest first, with how far each is."""
    states = {
        Bulan.of(row.bulan): row.status
        for row in Penetapan.objects.filter(kabupaten=kabupaten).exclude(status=StatusPenetapan.BERJALAN)
    }
    tagihan = newest_bills(kabupaten, states)
    compared = _compared(kabupaten)
    return [
        BulanRekonsiliasi(
            month, states[month] == StatusPenetapan.DITUTUP, tagihan.get(month), *compared.get(month, (None, 0, 0))
        )
        for month in sorted(states, reverse=True)
    ]


def _compared(kabupaten: Kabupaten) -> dict[Bulan, tuple[Rekonsiliasi, int, int]]:
    rows = Rekonsiliasi.objects.filter(kabupaten=kabupaten).annotate(
        banyak=Count("selisih", filter=Q(selisih__perbandingan__in=MASIH_ADA)),
        terbuka=Count("selisih", filter=Q(selisih__perbandingan__in=MASIH_ADA) & undecided("selisih__")),
    )
    return {
        month: (row, row.banyak, row.terbuka)
        for row in rows
        for month in Bulan.of(row.bulan_mulai).until(Bulan.of(row.bulan_sampai))
    }


@dataclass(frozen=True, slots=True)
class RingkasJenis:
    """One kind of difference: how many lines, their rupiah, and how many still lack a cause."""

    jenis: JenisSelisih
    banyak: int
    jumlah: int
    jumlah_setoran: int
    belum: int


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """The differences by kind, beside the totals that they explain. Amounts in rupiah."""

    orang: tuple[RingkasJenis, ...]
    uang: tuple[RingkasJenis, ...]
    beda_bpjs: int
    beda_setoran: int

    @property
    def jumlah(self) -> int:
        return sum(row.jumlah for row in self.orang)

    @property
    def jumlah_setoran(self) -> int:
        return sum(row.jumlah_setoran for row in self.uang)

    @property
    def sisa(self) -> int:
        """What the lines leave unexplained against BPJS' list; 0, or the paper is blocked."""
        return self.beda_bpjs - self.jumlah

    @property
    def sisa_setoran(self) -> int:
        return self.beda_setoran - self.jumlah_setoran

    @property
    def belum(self) -> int:
        return sum(row.belum for row in (*self.orang, *self.uang))

    @property
    def banyak(self) -> int:
        return sum(row.banyak for row in (*self.orang, *self.uang))


def summary(rekonsiliasi: Rekonsiliasi) -> Ringkasan:
    """Counts and sums per kind, in the order of the kinds."""
    rows = (
        rekonsiliasi.selisih.order_by()
        .values_list("jenis")
        .annotate(
            banyak=Count("id"),
            jumlah_orang=Sum("jumlah"),
            rupiah_setoran=Sum("jumlah_setoran"),
            terbuka=Count("id", filter=undecided()),
        )
    )
    found = {row[0]: RingkasJenis(JenisSelisih(row[0]), *row[1:]) for row in rows}
    ordered = [found[jenis] for jenis in JenisSelisih if jenis in found]
    return Ringkasan(
        orang=tuple(row for row in ordered if row.jenis not in SELISIH_UANG),
        uang=tuple(row for row in ordered if row.jenis in SELISIH_UANG),
        beda_bpjs=rekonsiliasi.total_kita - rekonsiliasi.total_bpjs,
        beda_setoran=rekonsiliasi.total_kita - rekonsiliasi.total_setoran,
    )


def has_family_rows(bills: Iterable[Tagihan]) -> bool:
    """Whether the bills list family members; a list without any says nothing of families."""
    return any(bill.baris.exclude(hubungan=1).exists() for bill in bills)


def as_json(rekonsiliasi: Rekonsiliasi) -> dict[str, Any]:
    """The comparison as the command and the API print it; NIK masked."""
    rows = rekonsiliasi.selisih.select_related("desa")
    entries = [_entry(row) for row in rows]
    first, last = Bulan.of(rekonsiliasi.bulan_mulai), Bulan.of(rekonsiliasi.bulan_sampai)
    difference = rekonsiliasi.total_kita - rekonsiliasi.total_bpjs
    return {
        "bulan": [str(month) for month in first.until(last)],
        "total_kita": rekonsiliasi.total_kita,
        "total_bpjs": rekonsiliasi.total_bpjs,
        "total_setoran": rekonsiliasi.total_setoran,
        "selisih": entries,
        "sisa": difference - sum(entry["jumlah"] for entry in entries),
    }


def _entry(row: Selisih) -> dict[str, Any]:
    return {
        "jenis": row.jenis,
        "rinci": row.rinci,
        "nik": mask_number(row.nik),
        "nama": row.nama,
        "desa": row.desa.kode if row.desa else "",
        "jumlah": row.jumlah,
        "bulan": str(Bulan.of(row.bulan)),
        "penanggung": row.penanggung,
        "kita": row.kita,
        "bpjs": row.bpjs,
        "jumlah_setoran": row.jumlah_setoran,
        "rincian": [Beda(**detail).as_dict() for detail in row.rincian],
        "sebab": row.sebab,
        "pihak": row.pihak,
        "tindak_lanjut": row.tindak_lanjut,
    }
