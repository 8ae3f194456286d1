"""Reads the three books share by share and month by month: assessed, billed, deposited."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from desa.enums import Penanggung
from iuran.models import AlokasiSetoran, PorsiIuran
from iuran.queries.penetapan import ASSESSED
from jaminan.bulan import Bulan
from rekonsiliasi.models import Rekonsiliasi, TagihanBaris


@dataclass(frozen=True, slots=True)
class PorsiBulan:
    """One payer's share in one month, in rupiah."""

    bulan: Bulan
    penanggung: Penanggung
    ditetapkan: int
    ditagih: int
    disetor: int

    @property
    def beda_tagihan(self) -> int:
        """Assessed less billed."""
        return self.ditetapkan - self.ditagih

    @property
    def belum_disetor(self) -> int:
        """Billed less deposited."""
        return self.ditagih - self.disetor


def per_share(rekonsiliasi: Rekonsiliasi) -> list[PorsiBulan]:
    """Every share and month of a comparison. BPJS' employer's share is the regency's or the village's."""
    months = Bulan.of(rekonsiliasi.bulan_mulai).until(Bulan.of(rekonsiliasi.bulan_sampai))
    assessed, billed, paid = _assessed(rekonsiliasi), _billed(rekonsiliasi), _paid(rekonsiliasi)
    payers = {payer for _, payer in (*assessed, *paid)}
    employer = Penanggung.DESA if Penanggung.DESA in payers else Penanggung.PEMDA
    rows = []
    for month in months:
        own, theirs = billed.get(month, (0, 0))
        for payer, amount in ((employer, own), (Penanggung.PESERTA, theirs)):
            key = (month, payer)
            rows.append(PorsiBulan(month, payer, assessed.get(key, 0), amount, paid.get(key, 0)))
    return rows


Porsi = dict[tuple[Bulan, Penanggung], int]


def _assessed(rekonsiliasi: Rekonsiliasi) -> Porsi:
    rows = PorsiIuran.objects.filter(
        iuran__penetapan__kabupaten=rekonsiliasi.kabupaten,
        iuran__penetapan__status__in=ASSESSED,
        iuran__penetapan__bulan__range=(rekonsiliasi.bulan_mulai, rekonsiliasi.bulan_sampai),
    )
    sums = rows.order_by().values_list("iuran__penetapan__bulan", "penanggung").annotate(jumlah=Sum("jumlah"))
    return {(Bulan.of(day), Penanggung(payer)): amount for day, payer, amount in sums}


def _billed(rekonsiliasi: Rekonsiliasi) -> dict[Bulan, tuple[int, int]]:
    rows = TagihanBaris.objects.filter(tagihan__in=rekonsiliasi.tagihan.all()).order_by().values("tagihan__bulan")
    sums = rows.annotate(kerja=Sum("iuran_pemda"), sendiri=Sum("iuran_peserta"))
    return {Bulan.of(row["tagihan__bulan"]): (row["kerja"], row["sendiri"]) for row in sums}


def _paid(rekonsiliasi: Rekonsiliasi) -> Porsi:
    rows = AlokasiSetoran.objects.filter(
        setoran__kabupaten=rekonsiliasi.kabupaten,
        bulan__range=(rekonsiliasi.bulan_mulai, rekonsiliasi.bulan_sampai),
    )
    found: defaultdict[tuple[Bulan, Penanggung], int] = defaultdict(int)
    for day, payer, amount in rows.values_list("bulan", "setoran__penanggung", "jumlah"):
        found[Bulan.of(day), Penanggung(payer)] += amount
    return found
