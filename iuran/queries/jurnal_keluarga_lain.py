"""The yearly bill of other family members in the journal: accounts of their own, nothing of the monthly contribution.

A bill stands on the first day of its first month; what was paid for a year stands within that year (its own day, or the
nearest one), so that a year ends with what its officials still owe.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, Sum

from desa.models import Desa, Kabupaten, Peserta
from iuran.models import KewajibanKeluargaLain, PembayaranKeluargaLain
from iuran.rules.jurnal import Ayat, Transaksi, account, within
from jaminan.bulan import Bulan, format_tanggal

BILL = "Iuran keluarga lain"


def other_family_debt(desa: Desa, peserta: Peserta) -> str:
    """What an official still owes in a village; the number tells two of one name apart."""
    return account("Utang", BILL, *_whose(desa, peserta))


def _whose(desa: Desa, peserta: Peserta) -> tuple[str, str]:
    return f"{desa.kode} {desa.nama}", f"{peserta.nama} nomor {peserta.pk}"


def other_family_left(kabupaten: Kabupaten, which: Q) -> dict[str, int]:
    """Billed less paid in the years that `which` names, per debt account, in rupiah; settled ones stay as 0."""
    left: dict[str, int] = defaultdict(int)
    for sign, rows in (
        (1, KewajibanKeluargaLain.objects.filter(which, kabupaten=kabupaten)),
        (-1, PembayaranKeluargaLain.objects.filter(which, kabupaten=kabupaten)),
    ):
        sums = rows.order_by().values("desa_id", "peserta_id").annotate(
            total=Sum("jumlah"), kode=F("desa__kode"), desa_nama=F("desa__nama"), nama=F("peserta__nama")
        )  # fmt: skip
        for row in sums:
            desa = Desa(kode=row["kode"], nama=row["desa_nama"])
            left[other_family_debt(desa, Peserta(pk=row["peserta_id"], nama=row["nama"]))] += sign * row["total"]
    return left


def other_family_year(kabupaten: Kabupaten, tahun: int) -> list[Transaksi]:
    """The bills and payments of a year by day, and at its end what the portal says is left."""
    rows = [*_bills(kabupaten, tahun), *_payments(kabupaten, tahun)]
    left = other_family_left(kabupaten, Q(tahun__lte=tahun))
    if not left:
        return []
    asserted = tuple(Ayat(name, 0, -amount) for name, amount in sorted(left.items()))
    said = f"Sisa tagihan keluarga lain sampai {tahun} menurut portal"
    return [*sorted(rows, key=lambda row: row.tanggal), Transaksi(date(tahun, 12, 31), said, asserted)]


def _bills(kabupaten: Kabupaten, tahun: int) -> Iterator[Transaksi]:
    rows = KewajibanKeluargaLain.objects.filter(kabupaten=kabupaten, tahun=tahun).order_by("pk")
    for row in rows.select_related("desa", "peserta"):
        span = f"{Bulan.of(row.mulai).nama} sampai {Bulan.of(row.sampai).nama}"
        yield Transaksi(
            row.mulai,
            f"{'Pengurangan tagihan' if row.membatalkan_id else 'Tagihan'} keluarga lain, {row.peserta.nama}",
            (
                Ayat(account("Beban", BILL, *_whose(row.desa, row.peserta)), row.jumlah),
                Ayat(other_family_debt(row.desa, row.peserta), -row.jumlah),
            ),
            kode=f"KELUARGA-LAIN {row.pk}",
            catatan=(f"{span}, Pasal {row.pasal}", *((row.alasan,) if row.membatalkan_id else ())),
        )


def _payments(kabupaten: Kabupaten, tahun: int) -> Iterator[Transaksi]:
    rows = PembayaranKeluargaLain.objects.filter(kabupaten=kabupaten, tahun=tahun).order_by("pk")
    for row in rows.select_related("desa", "peserta"):
        day = within(row.tanggal, date(tahun, 1, 1), date(tahun, 12, 31))
        paid = () if day == row.tanggal else (f"Dibayar {format_tanggal(row.tanggal)}",)
        yield Transaksi(
            day,
            f"{'Pembatalan pembayaran' if row.membatalkan_id else 'Pembayaran'} keluarga lain, {row.peserta.nama}",
            (
                Ayat(other_family_debt(row.desa, row.peserta), row.jumlah),
                Ayat(account("Aset", "Kas", "Peserta", *_whose(row.desa, row.peserta)), -row.jumlah),
            ),
            kode=row.referensi,
            catatan=(*paid, *((f"Dibatalkan karena: {row.alasan}",) if row.membatalkan_id else ())),
        )
