"""The budget of a place for a year: plan, ceiling, what was assessed and deposited, and how far the ceiling reaches."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet, Sum

from desa.access import today_in
from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten, Peraturan
from desa.parameters.peraturan import PorsiAturan
from desa.queries.kepesertaan import roster_on
from desa.queries.peraturan import (
    TidakAdaPeraturan,
    bagian_anggaran,
    bagian_iuran,
    exclusions,
    peraturan_in_force,
)
from iuran.models import AlokasiSetoran, PaguAnggaran, Penetapan, PorsiIuran
from iuran.queries.andaian import AturanSetahun, Permintaan, rules_of_year, sentences
from iuran.queries.penetapan import ASSESSED, billed
from iuran.rules.anggaran import Andaian, BarisRencana, Landasan, Posisi, plan, runway, with_added
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

Tempat = Desa | Kabupaten
# Per payer and village (None: the regency's own treasurer), rupiah by month.
Menurut = dict[tuple[str, int | None], Counter[Bulan]]


@dataclass(frozen=True, slots=True)
class BulanAnggaran:
    """One payer's month in rupiah; `ditetapkan` is None while the month is not assessed."""

    bulan: Bulan
    rencana: int
    ditetapkan: int | None
    disetor: int

    @property
    def kebutuhan(self) -> int:
        """What the month needs: as assessed, else as planned."""
        return self.rencana if self.ditetapkan is None else self.ditetapkan

    @property
    def selisih(self) -> int | None:
        """Realised less planned."""
        return None if self.ditetapkan is None else self.ditetapkan - self.rencana


@dataclass(frozen=True, slots=True)
class PorsiAnggaran:
    """One payer's year in rupiah. `dianggarkan`: this place's budget bears it and may have a ceiling."""

    penanggung: Penanggung
    sumber_dana: str
    pasal: str
    dianggarkan: bool
    disetor_di_sini: bool
    bulan: list[BulanAnggaran]
    saldo_awal: int
    biaya_batas_bawah: int
    pagu: int | None

    @property
    def rencana(self) -> int:
        return sum(one.rencana for one in self.bulan)

    @property
    def ditetapkan(self) -> int:
        return sum(one.ditetapkan or 0 for one in self.bulan)

    @property
    def disetor(self) -> int:
        return sum(one.disetor for one in self.bulan)

    @property
    def perkiraan(self) -> int:
        """What the months that are not assessed will need."""
        return sum(one.rencana for one in self.bulan if one.ditetapkan is None)

    @property
    def landasan(self) -> Landasan | None:
        """How far the ceiling reaches; None without one."""
        if self.pagu is None or not self.bulan:
            return None
        return runway(self.pagu, self.saldo_awal, [(one.bulan, one.kebutuhan) for one in self.bulan])


@dataclass(frozen=True, slots=True)
class RekeningAnggaran:
    """One account of a village budget: plan and ceiling of the year."""

    kode: str
    nama: str
    rencana: int
    pagu: int | None


@dataclass(frozen=True, slots=True)
class DesaAnggaran:
    """A village in its regency's summary: the share that a budget bears."""

    desa: Desa
    orang: int
    porsi: PorsiAnggaran


@dataclass(frozen=True, slots=True)
class Anggaran:
    """A place's year. `halangan` says why nothing could be planned; then there are no shares."""

    tempat: Tempat
    tahun: int
    andaian: list[str] = field(default_factory=list)
    halangan: Kesalahan | None = None
    orang: int = 0
    dinaikkan: int = 0
    porsi: list[PorsiAnggaran] = field(default_factory=list)
    rekening: list[RekeningAnggaran] = field(default_factory=list)
    desa: list[DesaAnggaran] = field(default_factory=list)
    pasal: str = ""
    peraturan: Peraturan | None = None


def budget(tempat: Tempat, tahun: int, diminta: Permintaan) -> Anggaran:
    """The year of a regency or a village under what the planner assumes. Constant number of queries."""
    kabupaten = _kabupaten(tempat)
    today = today_in(kabupaten)
    try:
        peraturan = _regulation(kabupaten, tahun)
        rules = rules_of_year(kabupaten, tahun, diminta, peraturan)
        posisi, unpaid = _posts(tempat, peraturan, today)
        with_new = _added(posisi, diminta, tempat)
    except Kesalahan as problem:
        return Anggaran(tempat, tahun, halangan=problem)
    rows = plan(with_new, rules.aturan, Andaian(diminta.kenaikan_gaji, diminta.tambahan, diminta.diisi_lagi))
    told = sentences(rules, diminta, posisi, unpaid, tahun, today)
    return _whole(tempat, tahun, peraturan, rules, rows, told, len(posisi))


def _kabupaten(tempat: Tempat) -> Kabupaten:
    return tempat.kabupaten if isinstance(tempat, Desa) else tempat


def _regulation(kabupaten: Kabupaten, tahun: int) -> Peraturan:
    """The regulation of the year's first month, or of its last where the year began without one."""
    try:
        return peraturan_in_force(kabupaten, Bulan(tahun, 1))
    except TidakAdaPeraturan:
        return peraturan_in_force(kabupaten, Bulan(tahun, 12))


def _posts(tempat: Tempat, peraturan: Peraturan, day: date) -> tuple[list[Posisi], int]:
    """The posts of the roster on a day, and how many are left out because no wage is recorded."""
    roster = billed(roster_on(tempat, day, exclusions(peraturan)))
    posts = [
        Posisi(
            one.masa.desa.kode, one.masa.jabatan, one.penghasilan,
            Bulan.of(one.masa.berakhir) if one.masa.berakhir else None,
        )
        for one in roster
        if one.penghasilan is not None
    ]  # fmt: skip
    return posts, len(roster) - len(posts)


def _added(posisi: Sequence[Posisi], diminta: Permintaan, tempat: Tempat) -> list[Posisi]:
    try:
        return with_added(posisi, diminta.tambahan, tempat.kode if isinstance(tempat, Desa) else "")
    except LookupError as unknown:
        raise Kesalahan(
            f"Belum ada yang menjabat {str(unknown.args[0]).replace('_', ' ')} di sini, jadi penghasilannya belum "
            "diketahui.",
            "Kosongkan tambahan jabatan itu.",
        ) from None


def _whole(
    tempat: Tempat, tahun: int, peraturan: Peraturan, rules: AturanSetahun, rows: list[BarisRencana],
    told: list[str], people: int,
) -> Anggaran:  # fmt: skip
    kabupaten, desa = _kabupaten(tempat), tempat if isinstance(tempat, Desa) else None
    months, book = list(rules.aturan), _Buku(kabupaten, desa, tahun)
    ceiling = ceilings(kabupaten, tahun, desa)
    limit = sum(row.jumlah for row in ceiling) if ceiling else None
    bagian = bagian_iuran(peraturan)
    shares = [_share(one, desa, months, book, rows, limit, tempat) for one in bagian.porsi]
    last = [row for row in rows if months and row.bulan == months[-1] and row.penanggung == bagian.porsi[0].penanggung]
    accounts = bagian_anggaran(peraturan)
    return Anggaran(
        tempat=tempat,
        tahun=tahun,
        andaian=told,
        orang=people,
        dinaikkan=sum(row.dinaikkan for row in last),
        porsi=shares,
        rekening=_accounts(peraturan, rows, ceiling) if desa else [],
        desa=[] if desa else _villages(kabupaten, bagian.porsi, months, book, rows, tahun),
        pasal=accounts.pasal if accounts else "",
        peraturan=peraturan,
    )


def _share(
    aturan: PorsiAturan, desa: Desa | None, months: list[Bulan], book: "_Buku", rows: Iterable[BarisRencana],
    limit: int | None, tempat: Tempat,
) -> PorsiAnggaran:  # fmt: skip
    mine = [row for row in rows if row.penanggung == aturan.penanggung]
    planned: Counter[Bulan] = Counter()
    for row in mine:
        planned[row.bulan] += row.jumlah
    village = None if desa is None else desa.pk
    due, paid = book.due(aturan.penanggung, village), book.paid(aturan.penanggung, village)
    budgeted = bears(aturan.penanggung, tempat)
    return PorsiAnggaran(
        penanggung=Penanggung(aturan.penanggung),
        sumber_dana=aturan.sumber_dana.replace("_", " "),
        pasal=aturan.pasal,
        dianggarkan=budgeted,
        disetor_di_sini=desa is None or Penyetor(aturan.penyetor) == Penyetor.BENDAHARA_DESA,
        bulan=[
            BulanAnggaran(month, planned[month], due[month] if month in book.assessed else None, paid[month])
            for month in months
        ],
        saldo_awal=book.carried(aturan.penanggung, village),
        biaya_batas_bawah=sum(row.biaya_batas_bawah for row in mine),
        pagu=limit if budgeted else None,
    )


def bears(penanggung: str, tempat: Tempat) -> bool:
    """Whether the budget of this place bears the share: APBD the regency's, APBDesa the village's (MM 7; KU 4)."""
    return penanggung == (Penanggung.DESA if isinstance(tempat, Desa) else Penanggung.PEMDA)


def _villages(
    kabupaten: Kabupaten, porsi: Sequence[PorsiAturan], months: list[Bulan], book: "_Buku", rows: list[BarisRencana],
    tahun: int,
) -> list[DesaAnggaran]:  # fmt: skip
    """Every village's share of the budget that bears it, in a constant number of queries."""
    aturan = next((one for one in porsi if Penanggung(one.penanggung) != Penanggung.PESERTA), porsi[0])
    by_village: defaultdict[str, list[BarisRencana]] = defaultdict(list)
    for row in rows:
        by_village[row.desa].append(row)
    limits = ceilings_by_village(kabupaten, tahun)
    found = []
    for desa in Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan"):
        mine = by_village[desa.kode]
        share = _share(aturan, desa, months, book, mine, limits.get(desa.pk), desa)
        people = sum(row.orang for row in mine if months and row.bulan == months[0]) // max(1, len(porsi))
        found.append(DesaAnggaran(desa, people, share))
    return found


def _accounts(
    peraturan: Peraturan, rows: Iterable[BarisRencana], ceiling: Iterable[PaguAnggaran]
) -> list[RekeningAnggaran]:
    """Plan and ceiling by account, as the regulation names them (KU Pasal 10)."""
    bagian = bagian_anggaran(peraturan)
    if bagian is None:
        return []
    limits = {row.rekening: row.jumlah for row in ceiling}
    sums: Counter[str] = Counter()
    for row in rows:
        if row.penanggung == bagian.penanggung:
            sums[bagian.account_of(row.jabatan).kode] += row.jumlah
    return [RekeningAnggaran(one.kode, one.nama, sums[one.kode], limits.get(one.kode)) for one in bagian.rekening]


def accounts_at(tempat: Tempat, tahun: int) -> tuple[Penanggung, list[tuple[str, str]]]:
    """Whose share this place's budget bears, and by which accounts ("" where the regulation names none).

    Raises Kesalahan when it bears none.
    """
    peraturan = _regulation(_kabupaten(tempat), tahun)
    aturan = next((one for one in bagian_iuran(peraturan).porsi if bears(one.penanggung, tempat)), None)
    if aturan is None:
        raise Kesalahan(
            f"Menurut {peraturan.judul}, anggaran ini tidak menanggung iuran.", "Buka anggaran tempat lain."
        )
    bagian = bagian_anggaran(peraturan)
    if bagian is None or bagian.penanggung != aturan.penanggung:
        return Penanggung(aturan.penanggung), [("", f"Porsi {Penanggung(aturan.penanggung).label}")]
    return Penanggung(aturan.penanggung), [(one.kode, one.nama) for one in bagian.rekening]


def ceilings(kabupaten: Kabupaten, tahun: int, desa: Desa | None) -> list[PaguAnggaran]:
    """The newest version of each account's ceiling."""
    rows = PaguAnggaran.objects.filter(kabupaten=kabupaten, tahun=tahun, desa=desa).select_related("oleh")
    newest = {row.rekening: row for row in rows.order_by("versi")}
    return list(newest.values())


def ceilings_by_village(kabupaten: Kabupaten, tahun: int) -> dict[int, int]:
    """The ceiling of each village that has one, in rupiah."""
    rows = PaguAnggaran.objects.filter(kabupaten=kabupaten, tahun=tahun, desa__isnull=False).order_by("versi")
    newest = {(row.desa_id, row.rekening): row.jumlah for row in rows}
    sums: Counter[int] = Counter()
    for (village, _), amount in newest.items():
        if village is not None:
            sums[village] += amount
    return dict(sums)


class _Buku:
    """What was assessed and deposited for the months of a year, and what was carried into it, in rupiah."""

    def __init__(self, kabupaten: Kabupaten, desa: Desa | None, tahun: int) -> None:
        first, last = date(tahun, 1, 1), date(tahun, 12, 31)
        shares = PorsiIuran.objects.filter(
            iuran__penetapan__kabupaten=kabupaten, iuran__penetapan__status__in=ASSESSED
        ).order_by()
        money = AlokasiSetoran.objects.filter(setoran__kabupaten=kabupaten).order_by()
        if desa is not None:
            shares, money = shares.filter(iuran__desa=desa), money.filter(setoran__desa=desa)
        self._due = self._by_month(shares, "iuran__penetapan__bulan", first, last, "penanggung", "iuran__desa_id")
        self._paid = self._by_month(money, "bulan", first, last, "setoran__penanggung", "setoran__desa_id")
        self._before = self._sums(shares.filter(iuran__penetapan__bulan__lt=first), "penanggung", "iuran__desa_id")
        self._paid_before = self._sums(money.filter(bulan__lt=first), "setoran__penanggung", "setoran__desa_id")
        days = Penetapan.objects.filter(kabupaten=kabupaten, status__in=ASSESSED, bulan__gte=first, bulan__lte=last)
        self.assessed = {Bulan.of(day) for day in days.values_list("bulan", flat=True)}

    def due(self, payer: str, village: int | None) -> Counter[Bulan]:
        """What was assessed for a payer by month; of one village, or of all."""
        return _merged(self._due, payer, village)

    def paid(self, payer: str, village: int | None) -> Counter[Bulan]:
        return _merged(self._paid, payer, village)

    def carried(self, payer: str, village: int | None) -> int:
        """What was left to pay from the years before; negative: paid too much."""
        due = _total(self._before, payer, village)
        return due - _total(self._paid_before, payer, village)

    @staticmethod
    def _by_month(
        rows: QuerySet[PorsiIuran] | QuerySet[AlokasiSetoran], month: str, first: date, last: date, *key: str
    ) -> Menurut:
        found: defaultdict[tuple[str, int | None], Counter[Bulan]] = defaultdict(Counter)
        within = rows.filter(**{f"{month}__gte": first, f"{month}__lte": last})
        for payer, village, day, amount in within.values_list(*key, month).annotate(Sum("jumlah")):
            found[payer, village][Bulan.of(day)] += amount
        return dict(found)

    @staticmethod
    def _sums(rows: QuerySet[PorsiIuran] | QuerySet[AlokasiSetoran], *key: str) -> dict[tuple[str, int | None], int]:
        return {(payer, village): amount for payer, village, amount in rows.values_list(*key).annotate(Sum("jumlah"))}


def _merged(found: Menurut, payer: str, village: int | None) -> Counter[Bulan]:
    sums: Counter[Bulan] = Counter()
    for (owner, place), months in found.items():
        if owner == payer and village in {None, place}:
            for month, amount in months.items():
                sums[month] += amount
    return sums


def _total(found: dict[tuple[str, int | None], int], payer: str, village: int | None) -> int:
    return sum(amount for (owner, place), amount in found.items() if owner == payer and village in {None, place})
