"""The budget of a place for a year: plan, ceiling, what was assessed and deposited, and how far the ceiling reaches."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from desa.access import today_in
from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten, Peraturan
from desa.parameters.peraturan import PorsiAturan
from desa.queries.kepesertaan import plain_roster_on
from desa.queries.peraturan import (
    TidakAdaPeraturan,
    bagian_anggaran,
    bagian_iuran,
    exclusions,
    peraturan_in_force,
)
from iuran.models import PaguAnggaran
from iuran.queries.andaian import AturanSetahun, Permintaan, rules_of_year, sentences
from iuran.queries.buku_anggaran import BukuAnggaran, BulanAnggaran
from iuran.queries.penetapan import billed
from iuran.queries.rekening import RekeningAnggaran, account_rows
from iuran.rules.anggaran import Andaian, BarisRencana, Landasan, Posisi, plan, runway, with_added
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan

Tempat = Desa | Kabupaten


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
    roster = billed(plain_roster_on(tempat, day, exclusions(peraturan)))
    posts = [
        Posisi(one.kode_desa, one.jabatan, wage, Bulan.of(one.berakhir) if one.berakhir else None)
        for one, wage, _ in roster
        if wage is not None
    ]
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
    months, book = list(rules.aturan), BukuAnggaran(kabupaten, desa, tahun)
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
        rekening=account_rows(accounts, rows, months, book, _limits(kabupaten, tahun, ceiling)) if accounts else [],
        desa=[] if desa else _villages(kabupaten, bagian.porsi, months, book, rows, tahun),
        pasal=accounts.pasal if accounts else "",
        peraturan=peraturan,
    )


def _share(
    aturan: PorsiAturan, desa: Desa | None, months: list[Bulan], book: BukuAnggaran, rows: Iterable[BarisRencana],
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
    kabupaten: Kabupaten, porsi: Sequence[PorsiAturan], months: list[Bulan], book: BukuAnggaran,
    rows: list[BarisRencana], tahun: int,
) -> list[DesaAnggaran]:  # fmt: skip
    """Every village's share of the budget that bears it, in a constant number of queries."""
    aturan = next((one for one in porsi if Penanggung(one.penanggung) != Penanggung.PESERTA), porsi[0])
    by_village: defaultdict[str, list[BarisRencana]] = defaultdict(list)
    for row in rows:
        if row.penanggung == aturan.penanggung:
            by_village[row.desa].append(row)
    limits: Counter[int] = Counter()
    for ceiling in village_ceilings(kabupaten, tahun):
        limits[ceiling.desa_id or 0] += ceiling.jumlah
    found = []
    for desa in Desa.objects.filter(kecamatan__kabupaten=kabupaten).select_related("kecamatan"):
        mine = by_village[desa.kode]
        share = _share(aturan, desa, months, book, mine, limits.get(desa.pk), desa)
        people = sum(row.orang for row in mine if row.bulan == months[0]) if months else 0
        found.append(DesaAnggaran(desa, people, share))
    return found


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


def _limits(kabupaten: Kabupaten, tahun: int, ceiling: list[PaguAnggaran]) -> dict[str, int]:
    """The ceiling of each account: the village's, or those that the regency's villages have recorded."""
    found: Counter[str] = Counter()
    for row in ceiling or village_ceilings(kabupaten, tahun):
        if row.rekening:
            found[row.rekening] += row.jumlah
    return dict(found)


def ceilings(kabupaten: Kabupaten, tahun: int, desa: Desa | None) -> list[PaguAnggaran]:
    """The newest version of each account's ceiling."""
    rows = PaguAnggaran.objects.filter(kabupaten=kabupaten, tahun=tahun, desa=desa).select_related("oleh")
    newest = {row.rekening: row for row in rows.order_by("versi")}
    return list(newest.values())


def village_ceilings(kabupaten: Kabupaten, tahun: int) -> list[PaguAnggaran]:
    """The newest version of each ceiling of the villages."""
    rows = PaguAnggaran.objects.filter(kabupaten=kabupaten, tahun=tahun, desa__isnull=False).order_by("versi")
    return list({(row.desa_id, row.rekening): row for row in rows}.values())
