"""Obligations: base by the frozen values, shares by the rate, corrections by what they bring the month to."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, F, Sum

from desa.models import Peraturan
from desa.parameters import BagianIuran, KumpulanNilai
from desa.queries.peraturan import bagian_iuran, tempat_of
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.queries.ketentuan import as_nilai
from iuran.queries.penetapan import ASSESSED
from iuran.rules import base_of, resolve
from iuran.rules.koreksi import MONTHS_BACK
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah, percent_to_basis_points, share_of

from .bentuk import Temuan, finding

CHUNK = 2_000
Aturan = dict[int, BagianIuran]


def assessment_findings() -> Iterator[Temuan]:
    """What does not hold in the assessed months."""
    yield from _rows_off()
    yield from _shares_off()
    yield from _corrections_off()
    yield from _months_unfinished()


def _rows_off() -> Iterator[Temuan]:
    """Rates add up to the whole; the base follows from wage and frozen values; the wage is the explained one."""
    rules: Aturan = {}
    rows = Iuran.objects.annotate(tarif=Sum("porsi__basis_poin")).select_related(
        "desa__kecamatan__kabupaten", "penetapan__peraturan"
    )
    for row in rows.order_by().iterator(CHUNK):
        month = Bulan.of(row.bulan)
        part = _article(row.penetapan.peraturan, rules)
        whole = percent_to_basis_points(part.persen)
        if not row.alasan and row.tarif != whole:
            yield finding(
                month, row.desa, 0, f"tarif porsi iuran nomor {row.pk} {row.tarif or 0} basis poin, bukan {whole}"
            )
        yield from _base_off(row, month, part)


def _article(peraturan: Peraturan, rules: Aturan) -> BagianIuran:
    """The contribution article, read once a regulation."""
    if peraturan.pk not in rules:
        rules[peraturan.pk] = bagian_iuran(peraturan)
    return rules[peraturan.pk]


def _base_off(row: Iuran, month: Bulan, part: BagianIuran) -> Iterator[Temuan]:
    if row.alasan and not row.dasar:
        if row.penghasilan:
            yield finding(month, row.desa, row.penghasilan, f"pembetulan nomor {row.pk} memuat penghasilan tanpa dasar")
        return
    difference = row.dasar - _base_again(row, month, part)
    if difference:
        yield finding(
            month, row.desa, difference,
            f"dasar iuran nomor {row.pk} tidak sesuai penghasilan dan nilai yang dibekukan",
        )  # fmt: skip
    if format_rupiah(row.penghasilan) not in " ".join(row.penjelasan):
        yield finding(
            month, row.desa, row.penghasilan, f"penghasilan iuran nomor {row.pk} bukan yang tertulis pada penjelasannya"
        )


def _base_again(row: Iuran, month: Bulan, part: BagianIuran) -> int:
    """The base counted once more from what the row froze; -1 when the row lacks a value that its rule needs."""
    values = KumpulanNilai(map(as_nilai, row.nilai))
    try:
        rule = resolve("", part, values, tempat_of(row.desa.kabupaten), month)
    except Kesalahan:
        return -1
    return base_of(row.penghasilan, rule)


def _shares_off() -> Iterator[Temuan]:
    """Each share of a month's own row is its rate of the base, rounded half-up on its own."""
    shares = PorsiIuran.objects.filter(iuran__alasan="").select_related("iuran__desa__kecamatan__kabupaten")
    for share in shares.order_by().iterator(CHUNK):
        difference = share.jumlah - share_of(share.iuran.dasar, share.basis_poin)
        if difference:
            yield finding(
                Bulan.of(share.iuran.bulan), share.iuran.desa, difference,
                f"porsi {share.penanggung} iuran nomor {share.iuran_id} tidak sama dengan tarif kali dasarnya",
            )  # fmt: skip


def _corrections_off() -> Iterator[Temuan]:
    """A corrected month comes to what its last row says of the village, payer by payer, by the month's own rates."""
    yield from _corrections_misplaced()
    corrected = set(Iuran.objects.pembetulan().values_list("peserta_id", "bulan"))
    rows = (
        Iuran.objects.filter(peserta__in={person for person, _ in corrected})
        .select_related("desa__kecamatan__kabupaten")
        .prefetch_related("porsi")
        .order_by("pk")
    )
    places: dict[tuple[int, object, int], list[Iuran]] = defaultdict(list)
    for row in rows:
        if (row.peserta_id, row.bulan) in corrected:
            places[row.peserta_id, row.bulan, row.desa_id].append(row)
    for found in places.values():
        yield from _target_missed(found)


def _target_missed(rows: list[Iuran]) -> Iterator[Temuan]:
    """`rows` are all of one person, month and village, oldest first."""
    last = rows[-1]
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for row in rows:
        for share in row.porsi.all():
            sums[share.penanggung, share.basis_poin] += share.jumlah
    for (payer, points), amount in sums.items():
        difference = amount - share_of(last.dasar, points)
        if difference:
            yield finding(
                Bulan.of(last.bulan), last.desa, difference,
                f"porsi {payer} sesudah pembetulan iuran nomor {last.pk} bukan tarif kali dasarnya",
            )  # fmt: skip


def _corrections_misplaced() -> Iterator[Temuan]:
    """A correction stands in a later bill, at most two years later, and changes something."""
    rows = (
        Iuran.objects.pembetulan()
        .annotate(porsinya=Count("porsi"))
        .select_related("penetapan", "desa__kecamatan__kabupaten")
    )
    for row in rows.order_by().iterator(CHUNK):
        month, bill = Bulan.of(row.bulan), Bulan.of(row.penetapan.bulan)
        if not bill.plus(-MONTHS_BACK) <= month < bill:
            yield finding(month, row.desa, 0, f"pembetulan nomor {row.pk} berada dalam tagihan {bill.nama}")
        if not row.porsinya:
            yield finding(month, row.desa, 0, f"pembetulan nomor {row.pk} tidak mengubah apa pun")


def _months_unfinished() -> Iterator[Temuan]:
    """A month that counts as assessed has all its kecamatan."""
    rows = Penetapan.objects.filter(status__in=ASSESSED).annotate(ada=Count("kecamatan"))
    for row in rows.exclude(ada=F("kecamatan_jumlah")).select_related("kabupaten"):
        yield finding(
            Bulan.of(row.bulan), row.kabupaten, 0,
            f"{row.ada} dari {row.kecamatan_jumlah} kecamatan ditetapkan, padahal statusnya "
            f"{StatusPenetapan(row.status).label.lower()}",
        )  # fmt: skip
