"""A regency's year as a double-entry journal: what was owed, corrected, deposited and carried, month by month.

An obligation stands on the first day of the month in whose bill it is, money given to a month within that month
(its own day, or the nearest day of the month), so that each month ends with the balances of our book.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, Sum

from desa.enums import Penanggung, Penyetor
from desa.models import Desa, Kabupaten
from iuran.models import AlokasiSetoran, Iuran, KewajibanKeluargaLain, PorsiIuran, Setoran
from iuran.queries.buku import Kunci, book, opening
from iuran.queries.jurnal_keluarga_lain import other_family_left, other_family_year
from iuran.queries.penetapan import ASSESSED
from iuran.rules.jurnal import Ayat, Transaksi, account, journal, within
from jaminan.bulan import Bulan, format_tanggal
from jaminan.kesalahan import Kesalahan

EQUITY = account("Ekuitas", "Saldo awal")


def year_journal(kabupaten: Kabupaten, tahun: int) -> str:
    """The year as text for hledger. Raises Kesalahan when nothing was assessed or deposited in it or before."""
    rows = [*_openings(kabupaten, tahun)]
    for month in Bulan(tahun, 1).until(Bulan(tahun, 12)):
        rows += _month(kabupaten, month)
    rows += other_family_year(kabupaten, tahun)
    if not rows:
        raise Kesalahan(
            f"Belum ada iuran atau setoran Kabupaten {kabupaten.nama} sampai tahun {tahun}.", "Pilih tahun lain."
        )
    return journal(
        (
            f"Jurnal iuran JKN kepala desa dan perangkat desa, Kabupaten {kabupaten.nama} ({kabupaten.kode}), {tahun}",
            "Utang bersaldo negatif: masih harus disetor. Saldo tiap akhir bulan sama dengan buku di portal.",
        ),
        rows,
    )


def file_name(kabupaten: Kabupaten, tahun: int) -> str:
    return f"jurnal_{kabupaten.kode}_{tahun}.journal"


def years_of(kabupaten: Kabupaten) -> list[int]:
    """The years with an assessed month or a bill for other family members, newest first."""
    months = kabupaten.penetapan.filter(status__in=ASSESSED).dates("bulan", "year")
    billed = KewajibanKeluargaLain.objects.filter(kabupaten=kabupaten).order_by().values_list("tahun", flat=True)
    return sorted({*(day.year for day in months), *billed}, reverse=True)


def debt_account(payer: str, desa: Desa | None) -> str:
    """What a payer still owes, apart for each village that deposits itself."""
    return account("Utang", "Iuran JKN", Penanggung(payer).label, *([_named(desa)] if desa else []))


def _named(desa: Desa) -> str:
    return f"{desa.kode} {desa.nama}"


def _unallocated(payer: str, desa: Desa | None) -> str:
    return account("Aset", "Setoran belum teralokasi", Penanggung(payer).label, *([_named(desa)] if desa else []))


def _cash(desa: Desa | None) -> str:
    return account("Aset", "Kas", f"Bendahara Desa {_named(desa)}" if desa else "Bendahara pengeluaran kabupaten")


def _villages(kabupaten: Kabupaten) -> dict[int | None, Desa]:
    return {desa.pk: desa for desa in Desa.objects.filter(kecamatan__kabupaten=kabupaten)}


def _openings(kabupaten: Kabupaten, tahun: int) -> Iterator[Transaksi]:
    """What earlier years left: owed, deposited without a month, and owed for other family members."""
    first, villages = date(tahun, 1, 1), _villages(kabupaten)
    debts = {debt_account(payer, villages.get(desa)): -amount for (payer, desa), amount in
             opening(kabupaten, Bulan(tahun, 1)).items() if amount}  # fmt: skip
    waiting = {_unallocated(payer, villages.get(desa)): amount for (payer, desa), amount in
               _waiting(kabupaten, first).items() if amount}  # fmt: skip
    earlier = other_family_left(kabupaten, Q(tahun__lt=tahun))
    family = {name: -amount for name, amount in earlier.items() if amount}
    rows = [Ayat(name, amount, amount) for name, amount in sorted((debts | waiting | family).items())]
    if rows:
        total = -sum(one.jumlah for one in rows)
        yield Transaksi(first, f"Saldo awal dari tahun sebelum {tahun}", (*rows, Ayat(EQUITY, total)))


def _waiting(kabupaten: Kabupaten, before: date) -> dict[Kunci, int]:
    """Deposited before the day, less given to months before it."""
    found: dict[Kunci, int] = defaultdict(int)
    paid = Setoran.objects.filter(kabupaten=kabupaten, tanggal__lt=before).order_by()
    for payer, desa, amount in paid.values_list("penanggung", "desa_id").annotate(Sum("jumlah")):
        found[payer, desa] += amount
    given = AlokasiSetoran.objects.filter(setoran__kabupaten=kabupaten, bulan__lt=before).order_by()
    for payer, desa, amount in given.values_list("setoran__penanggung", "setoran__desa_id").annotate(Sum("jumlah")):
        found[payer, desa] -= amount
    return found


def _month(kabupaten: Kabupaten, month: Bulan) -> list[Transaksi]:
    rows = [
        *_obligations(kabupaten, month),
        *_corrections(kabupaten, month),
        *_deposits(kabupaten, month),
        *_allocations(kabupaten, month),
    ]
    return [*sorted(rows, key=lambda row: row.tanggal), *_assertions(kabupaten, month)]


def _obligations(kabupaten: Kabupaten, month: Bulan) -> Iterator[Transaksi]:
    """One entry a village: its people's shares of the month."""
    shares = PorsiIuran.objects.filter(
        iuran__penetapan__kabupaten=kabupaten, iuran__penetapan__bulan=month.first_day,
        iuran__penetapan__status__in=ASSESSED, iuran__alasan="",
    ).order_by()  # fmt: skip
    villages = _villages(kabupaten)
    by_village: dict[Desa, list[tuple[str, str, str, int]]] = defaultdict(list)
    for desa, *share in shares.values_list("iuran__desa_id", "penanggung", "penyetor", "pasal").annotate(Sum("jumlah")):
        by_village[villages[desa]].append((share[0], share[1], share[2], share[3]))
    for desa, found in sorted(by_village.items(), key=lambda pair: pair[0].kode):
        articles = " dan ".join(sorted({f"Pasal {pasal}" for _, _, pasal, _ in found}))
        yield Transaksi(
            month.first_day,
            f"Iuran {month.nama} Desa {desa.nama}",
            tuple(_owed(((payer, depositor, amount) for payer, depositor, _, amount in found), desa)),
            kode=f"IURAN {month} {desa.kode}",
            catatan=(articles,),
        )


def _owed(shares: Iterable[tuple[str, str, int]], desa: Desa) -> Iterator[Ayat]:
    for payer, depositor, amount in sorted(shares):
        debtor = desa if depositor == Penyetor.BENDAHARA_DESA else None
        yield Ayat(account("Beban", "Iuran JKN", Penanggung(payer).label, _named(desa)), amount)
        yield Ayat(debt_account(payer, debtor), -amount)


def _corrections(kabupaten: Kabupaten, month: Bulan) -> Iterator[Transaksi]:
    rows = Iuran.objects.pembetulan().filter(
        penetapan__kabupaten=kabupaten, penetapan__bulan=month.first_day, penetapan__status__in=ASSESSED
    )
    for row in rows.select_related("desa").prefetch_related("porsi").order_by("pk"):
        shares = [(share.penanggung, share.penyetor, share.jumlah) for share in row.porsi.all()]
        yield Transaksi(
            month.first_day,
            f"Pembetulan iuran {Bulan.of(row.bulan).nama} Desa {row.desa.nama}",
            tuple(_owed(shares, row.desa)),
            kode=f"PEMBETULAN {row.pk}",
            catatan=(row.alasan, f"Membetulkan iuran nomor {row.koreksi_atas_id or '-'}"),
        )


def _deposits(kabupaten: Kabupaten, month: Bulan) -> Iterator[Transaksi]:
    rows = Setoran.objects.filter(
        kabupaten=kabupaten, tanggal__gte=month.first_day, tanggal__lte=month.last_day
    ).select_related("desa", "membatalkan")
    for row in rows.order_by("tanggal", "pk"):
        yield Transaksi(
            row.tanggal,
            f"{_kind(row)} porsi {row.get_penanggung_display().lower()}",
            (Ayat(_unallocated(row.penanggung, row.desa), row.jumlah), Ayat(_cash(row.desa), -row.jumlah)),
            kode=row.referensi,
            catatan=_reversed(row),
        )


def _kind(row: Setoran) -> str:
    return f"Pembatalan setoran nomor {row.membatalkan_id}," if row.membatalkan_id else f"Setoran nomor {row.pk},"


def _reversed(row: Setoran) -> tuple[str, ...]:
    return (f"Dibatalkan karena: {row.alasan}",) if row.membatalkan_id else ()


def _allocations(kabupaten: Kabupaten, month: Bulan) -> Iterator[Transaksi]:
    rows = AlokasiSetoran.objects.filter(setoran__kabupaten=kabupaten, bulan=month.first_day)
    for part in rows.select_related("setoran__desa", "setoran__membatalkan").order_by("pk"):
        row = part.setoran
        day = within(row.tanggal, month.first_day, month.last_day)
        paid = () if day == row.tanggal else (f"Disetor {format_tanggal(row.tanggal)}",)
        yield Transaksi(
            day,
            f"{_kind(row)} untuk {month.nama}",
            (
                Ayat(debt_account(row.penanggung, row.desa), part.jumlah),
                Ayat(_unallocated(row.penanggung, row.desa), -part.jumlah),
            ),
            kode=row.referensi,
            catatan=(*paid, *_reversed(row)),
        )


def _assertions(kabupaten: Kabupaten, month: Bulan) -> Iterator[Transaksi]:
    """At the end of an assessed month every debt is what the book of the month says."""
    rows = book(kabupaten, month)
    if rows:
        asserted = tuple(Ayat(debt_account(row.penanggung, row.desa), 0, -row.sisa) for row in rows)
        yield Transaksi(month.last_day, f"Saldo akhir {month.nama} menurut buku portal", asserted)
