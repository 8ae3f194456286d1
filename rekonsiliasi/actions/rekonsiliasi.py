"""Compares both books and keeps what people decided about each difference."""

from django.db import transaction

from desa.actions.audit import record
from desa.models import Kabupaten, User
from iuran.queries.penetapan import require_assessed
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.pembandingan import take_over, told, write_lines
from rekonsiliasi.actions.selisih import require_undecided_paper
from rekonsiliasi.models import Rekonsiliasi, Tagihan
from rekonsiliasi.queries.dua_buku import books_of, deposits_around, dues_around, payer_names
from rekonsiliasi.queries.rekonsiliasi import overlapping
from rekonsiliasi.queries.tagihan import newest_bills
from rekonsiliasi.rules import BukuBulan, Temuan, compare_money, compare_month, require_explained

LONGEST = 12  # months in one reconciliation


@transaction.atomic
def reconcile(*, kabupaten: Kabupaten, mulai: Bulan, sampai: Bulan, by: User | None) -> Rekonsiliasi:
    """Compares our assessed months with the newest bills and the deposits; writes totals and every difference.

    Running it again refreshes the figures; every line that is found again lives on with its decision. An open
    comparison of some of these months becomes part of this one. One audit row. Raises Kesalahan: a month is not
    assessed, closed, or has no bill; a finished comparison or a Berita Acara under way covers a month of it.
    """
    months = _months(mulai, sampai)
    Kabupaten.objects.select_for_update().get(pk=kabupaten.pk)  # two people at once: one after the other
    assessed = [require_assessed(kabupaten, month) for month in months]
    bills = _bills(kabupaten, months)
    earlier = _earlier(kabupaten, mulai, sampai)
    books = [books_of(one, bills[month]) for one, month in zip(assessed, months, strict=True)]
    found = [finding for book in books for finding in compare_month(book)]
    totals, money = _money(kabupaten, months)
    require_explained(totals["kita"] - totals["setoran"], (one.jumlah_setoran for one in money), "setoran")
    total_bpjs = sum(row.jumlah for book in books for row in book.bpjs)
    require_explained(totals["kita"] - total_bpjs, (one.jumlah for one in found), "daftar orang")
    rekonsiliasi = _save(kabupaten, months, earlier, books[-1], totals, total_bpjs, by)
    rekonsiliasi.tagihan.set(bills.values())
    rekonsiliasi.perubahan = write_lines(rekonsiliasi, [*found, *money])
    rekonsiliasi.save(update_fields=["perubahan"])
    _audit(rekonsiliasi, rekonsiliasi.perubahan, by)
    return rekonsiliasi


def _months(mulai: Bulan, sampai: Bulan) -> list[Bulan]:
    months = mulai.until(sampai)
    if not months:
        raise Kesalahan(f"Bulan akhir {sampai.nama} lebih awal dari {mulai.nama}.", "Tukar kedua bulannya.")
    if len(months) > LONGEST:
        raise Kesalahan(f"Satu rekonsiliasi paling panjang {LONGEST} bulan.", "Bagi menjadi beberapa tahap.")
    return months


def _bills(kabupaten: Kabupaten, months: list[Bulan]) -> dict[Bulan, Tagihan]:
    bills = newest_bills(kabupaten, months)
    missing = [month.nama for month in months if month not in bills]
    if missing:
        raise Kesalahan(
            f"Daftar dan tagihan BPJS untuk {', '.join(missing)} belum diunggah.",
            "Unggah berkasnya lebih dahulu, lalu bandingkan.",
        )
    return bills


def _earlier(kabupaten: Kabupaten, mulai: Bulan, sampai: Bulan) -> list[Rekonsiliasi]:
    """The open comparisons that this one replaces. Raises Kesalahan when one of them may not be replaced."""
    held = [one.pk for one in overlapping(kabupaten, mulai, sampai)]
    earlier = list(Rekonsiliasi.objects.select_for_update().filter(pk__in=held))  # nobody decides meanwhile
    for one in earlier:
        require_undecided_paper(one)
        if one.bulan_mulai != mulai.first_day and one.berita_acara.exists():
            raise Kesalahan(
                f"Bulan {Bulan.of(one.bulan_mulai).nama} sudah punya konsep Berita Acara tersendiri.",
                "Bandingkan ulang dengan bulan awal yang sama.",
            )
    return earlier


def _money(kabupaten: Kabupaten, months: list[Bulan]) -> tuple[dict[str, int], list[Temuan]]:
    """Our total and the deposits of these months, and the differences between them."""
    dues = dues_around(kabupaten, months[0], months[-1])
    paid = deposits_around(kabupaten, months[0], months[-1])
    names = payer_names(kabupaten, {one.pembayar for one in dues} | {one.pembayar for one in paid})
    totals = {
        "kita": sum(one.jumlah for one in dues if one.bulan in months),
        "setoran": sum(one.jumlah for one in paid if one.bulan in months),
    }
    return totals, compare_money(months, dues, paid, names)


def _save(
    kabupaten: Kabupaten,
    months: list[Bulan],
    earlier: list[Rekonsiliasi],
    last: BukuBulan,
    totals: dict[str, int],
    total_bpjs: int,
    by: User | None,
) -> Rekonsiliasi:
    """The row of the comparison, which takes in the lines of the others. People are counted in its last month."""
    same = [one for one in earlier if one.bulan_mulai == months[0].first_day]
    row = next(iter((*same, *earlier)), None) or Rekonsiliasi(kabupaten=kabupaten)
    if earlier:
        take_over(earlier, row)
    row.bulan_mulai, row.bulan_sampai = months[0].first_day, months[-1].first_day
    row.total_kita, row.total_bpjs, row.total_setoran = totals["kita"], total_bpjs, totals["setoran"]
    row.orang_kita = len(last.kita)
    row.orang_bpjs = sum(one.hubungan == 1 and one.aktif for one in last.bpjs)
    row.oleh = by
    row.save()
    return row


def _audit(rekonsiliasi: Rekonsiliasi, changes: dict[str, int], by: User | None) -> None:
    count = changes["baru"] + changes["tetap"] + changes["berubah"]
    record(
        "rekonsiliasi.bandingkan",
        by=by,
        objek=rekonsiliasi,
        tempat=rekonsiliasi.kabupaten,
        ringkas=f"Membandingkan {Bulan.of(rekonsiliasi.bulan_mulai).nama}: {count} selisih",
        rincian=told(rekonsiliasi, changes),
    )
