"""Who still owes what from which month after its due date: how late, how old, and what the regulation says of cover."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from desa.access import today_in
from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten, Kecamatan, Peraturan
from desa.parameters.bagian import StatusTunggakan
from desa.queries.bagian import after_disbursement, arrears_rule
from desa.rules.kalender import suspended_from
from iuran.enums import UmurTunggakan
from iuran.models import AlokasiSetoran, Penetapan, PorsiIuran
from iuran.queries.kebutuhan import SisaBulan, rests
from iuran.queries.pencairan import disbursed_for, disbursements
from iuran.queries.penetapan import ASSESSED
from iuran.rules import Kebutuhan, age_of, needs_in_order
from jaminan.bulan import Bulan, format_tanggal
from jaminan.rupiah import format_rupiah


@dataclass(frozen=True, slots=True)
class Tunggakan:
    """What one payer owes from one month, in rupiah. `terlambat` counts days after `tenggat`; negative: days left.

    `dijamin` is what the regulation says of cover while APBDesa is late; None where it says nothing or it came.
    """

    bulan: Bulan
    penanggung: Penanggung
    desa: Desa | None
    jumlah: int
    jatuh_tempo: date
    tenggat: date
    alasan: str
    terlambat: int
    cair: date | None
    dijamin: StatusTunggakan | None
    berhenti_mulai: date

    @property
    def umur(self) -> UmurTunggakan:
        return age_of(self.terlambat)

    @property
    def hari_kata(self) -> str:
        """Days late, or days left, in words."""
        return f"{abs(self.terlambat)} hari"

    @property
    def sisa_hari(self) -> int:
        """Days until the deadline; zero on it and after it."""
        return max(0, -self.terlambat)


def arrears(kabupaten: Kabupaten, desa: Desa | None = None, kecamatan: Kecamatan | None = None) -> list[Tunggakan]:
    """Everything past its month's own due date, oldest first. The number of queries grows with open months only."""
    today = today_in(kabupaten)
    months = {Bulan.of(row.bulan): row for row in _months(kabupaten)}
    came = {month: disbursed_for(rows, month) for rows in [list(disbursements(desa or kabupaten))] for month in months}
    found = []
    for listed in rests(kabupaten, desa).values():
        place = listed[0].baris.desa
        if kecamatan is not None and (place is None or place.kecamatan_id != kecamatan.pk):
            continue
        rows = {one.bulan: one for one in listed}
        for need in needs_in_order(Kebutuhan(one.bulan, one.jumlah) for one in listed):
            if today > months[need.bulan].jatuh_tempo:
                cair = came[need.bulan].get(place.pk) if place else None
                found.append(_of(rows[need.bulan], need.jumlah, months[need.bulan], cair, today))
    return sorted(found, key=lambda one: (one.bulan, one.desa.kode if one.desa else "", one.penanggung))


def _months(kabupaten: Kabupaten) -> list[Penetapan]:
    return list(Penetapan.objects.filter(kabupaten=kabupaten).select_related("peraturan"))


def _of(one: SisaBulan, jumlah: int, penetapan: Penetapan, cair: date | None, today: date) -> Tunggakan:
    row = one.baris
    return Tunggakan(
        bulan=one.bulan,
        penanggung=row.penanggung,
        desa=row.desa,
        jumlah=jumlah,
        jatuh_tempo=penetapan.jatuh_tempo,
        tenggat=row.jatuh_tempo,
        alasan=row.alasan_jatuh_tempo,
        terlambat=(today - row.jatuh_tempo).days,
        cair=cair,
        dijamin=_cover(penetapan.peraturan, one.bulan) if row.desa is not None and cair is None else None,
        berhenti_mulai=suspended_from(one.bulan),
    )


def _cover(peraturan: Peraturan, bulan: Bulan) -> StatusTunggakan | None:
    """What the regulation itself says of cover while APBDesa is late; None where it has no such article."""
    return arrears_rule(peraturan, bulan).status if after_disbursement(peraturan) else None


@dataclass(frozen=True, slots=True)
class TunggakanDesa:
    """A depositor's arrears together: a village, or None for the regency's treasurer."""

    desa: Desa | None
    baris: list[Tunggakan]

    @property
    def jumlah(self) -> int:
        return sum(one.jumlah for one in self.baris)

    @property
    def terlambat(self) -> int:
        return max(one.terlambat for one in self.baris)

    @property
    def pengingat(self) -> str:
        """A reminder to copy; it names months and rupiah, and nobody."""
        whom = f"Bendahara Desa {self.desa.nama}" if self.desa else "Bendahara Pengeluaran"
        months = "; ".join(_in_words(one) for one in self.baris)
        return (
            f"Yth. {whom}: iuran jaminan kesehatan berikut belum lunas. {months}. Jumlahnya "
            f"{format_rupiah(self.jumlah)}. Mohon disetor, lalu dicatat di portal dengan buktinya. Terima kasih."
        )


def _in_words(one: Tunggakan) -> str:
    late = f"terlambat {one.terlambat} hari" if one.terlambat > 0 else f"tersisa {one.sisa_hari} hari"
    return (
        f"{one.bulan.nama}, porsi {one.penanggung.label}, {format_rupiah(one.jumlah)}, paling lambat "
        f"{format_tanggal(one.tenggat)} ({late})"
    )


def by_depositor(rows: Iterable[Tunggakan]) -> list[TunggakanDesa]:
    """The arrears by who deposits them, those who are latest first."""
    groups: defaultdict[int | None, list[Tunggakan]] = defaultdict(list)
    for one in rows:
        groups[one.desa.pk if one.desa else None].append(one)
    found = [TunggakanDesa(listed[0].desa, listed) for listed in groups.values()]
    return sorted(found, key=lambda one: (-one.terlambat, one.desa.kode if one.desa else ""))


def by_age(rows: Iterable[Tunggakan]) -> list[tuple[UmurTunggakan, int]]:
    """Rupiah per group of age, the youngest first; groups with nothing are left out."""
    sums: defaultdict[UmurTunggakan, int] = defaultdict(int)
    for one in rows:
        sums[one.umur] += one.jumlah
    return [(age, sums[age]) for age in UmurTunggakan if age in sums]


def arrears_of(penetapan: Penetapan, penanggung: Penanggung, desa: Desa | None) -> tuple[Kebutuhan, ...]:
    """The months before this bill that are not settled; they add up to the opening balance where it is positive."""
    due = PorsiIuran.objects.filter(
        iuran__penetapan__kabupaten=penetapan.kabupaten_id,
        iuran__penetapan__bulan__lt=penetapan.bulan,
        iuran__penetapan__status__in=ASSESSED,
        penanggung=penanggung,
        penyetor=Penyetor.BENDAHARA_DESA if desa else Penyetor.BENDAHARA_PENGELUARAN,
    ).order_by()
    paid = AlokasiSetoran.objects.filter(
        setoran__kabupaten=penetapan.kabupaten_id,
        setoran__desa=desa,
        setoran__penanggung=penanggung,
        bulan__lt=penetapan.bulan,
    ).order_by()
    if desa:
        due = due.filter(iuran__desa=desa)
    rest: Counter[date] = Counter(dict(due.values_list("iuran__penetapan__bulan").annotate(Sum("jumlah"))))
    rest.subtract(dict(paid.values_list("bulan").annotate(Sum("jumlah"))))
    return tuple(needs_in_order(Kebutuhan(Bulan.of(month), amount) for month, amount in rest.items()))
