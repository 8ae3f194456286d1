"""Compares both books, keeps what people decided about each difference, and records new decisions."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from desa.actions.audit import record
from desa.models import Kabupaten, User
from iuran.queries.penetapan import require_assessed
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from rekonsiliasi.actions.pembandingan import take_over, told, write_lines
from rekonsiliasi.enums import PihakTindak, Sebab, StatusBeritaAcara, StatusRekonsiliasi
from rekonsiliasi.models import Rekonsiliasi, Selisih, Tagihan
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


def require_undecided_paper(rekonsiliasi: Rekonsiliasi) -> None:
    """Raises Kesalahan when the comparison is finished, or its Berita Acara waits for BPJS Kesehatan."""
    name = Bulan.of(rekonsiliasi.bulan_mulai).nama
    if rekonsiliasi.status == StatusRekonsiliasi.SELESAI:
        raise Kesalahan(
            f"Rekonsiliasi {name} sudah selesai dengan Berita Acara.", "Catat pembetulannya pada bulan berikutnya."
        )
    if rekonsiliasi.berita_acara.filter(status=StatusBeritaAcara.DISETUJUI_DPM).exists():
        raise Kesalahan(
            f"Berita Acara {name} sedang menunggu persetujuan BPJS Kesehatan, jadi angkanya tidak boleh berubah.",
            "Minta BPJS Kesehatan mengembalikannya lebih dahulu.",
        )


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
    """The row of the comparison. People are counted in its last month."""
    rekonsiliasi, _ = Rekonsiliasi.objects.update_or_create(
        kabupaten=kabupaten,
        bulan_mulai=months[0].first_day,
        defaults={
            "bulan_sampai": months[-1].first_day,
            "total_kita": totals["kita"],
            "total_bpjs": total_bpjs,
            "total_setoran": totals["setoran"],
            "orang_kita": len(last.kita),
            "orang_bpjs": sum(row.hubungan == 1 and row.aktif for row in last.bpjs),
            "oleh": by,
        },
    )
    take_over(earlier, rekonsiliasi)
    return rekonsiliasi


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


@transaction.atomic
def decide_selisih(*, selisih: Selisih, sebab: str, pihak: str, tindak_lanjut: str, by: User | None) -> Selisih:
    """Gives one difference its cause, who acts, and what they will do. One audit row.

    Raises Kesalahan when the paper is out of hand, or the cause "lain" comes without a word.
    """
    decide_many(
        rekonsiliasi=selisih.rekonsiliasi,
        nomor=[selisih.pk],
        sebab=sebab,
        pihak=pihak,
        tindak_lanjut=tindak_lanjut,
        by=by,
    )
    selisih.refresh_from_db()
    return selisih


@transaction.atomic
def decide_many(
    *,
    rekonsiliasi: Rekonsiliasi,
    nomor: Collection[int],
    sebab: str,
    pihak: str,
    tindak_lanjut: str,
    by: User | None,
) -> int:
    """The same decision for several differences of one comparison; returns how many. One audit row each.

    Raises Kesalahan as `decide_selisih`, and when none was chosen.
    """
    locked = Rekonsiliasi.objects.select_for_update().get(pk=rekonsiliasi.pk)
    require_undecided_paper(locked)
    _require_decision(sebab, pihak, tindak_lanjut)
    rows = list(locked.selisih.select_related("desa__kecamatan__kabupaten").filter(pk__in=nomor))
    if not rows or len(rows) != len(set(nomor)):
        raise Kesalahan(
            "Selisih yang dipilih tidak ada lagi, karena bulan ini sudah dibandingkan ulang.",
            "Buka lagi daftarnya, lalu pilih sekali lagi.",
        )
    now = timezone.now()
    for row in rows:
        before = {"sebab": row.sebab, "pihak": row.pihak, "tindak_lanjut": row.tindak_lanjut}
        row.sebab, row.pihak, row.tindak_lanjut = sebab, pihak, tindak_lanjut
        row.diputus_oleh, row.diputus_pada = by, now
        _audit_decision(row, before, locked.kabupaten, by)
    Selisih.objects.bulk_update(rows, ["sebab", "pihak", "tindak_lanjut", "diputus_oleh", "diputus_pada"])
    return len(rows)


def _require_decision(sebab: str, pihak: str, tindak_lanjut: str) -> None:
    if sebab not in Sebab.values:
        raise Kesalahan("Sebab selisih belum dipilih.", "Pilih salah satu sebab.")
    if pihak not in PihakTindak.values:
        raise Kesalahan("Pihak yang menindaklanjuti belum dipilih.", "Pilih desa, DPM-Pemdes, atau BPJS Kesehatan.")
    if sebab == Sebab.LAIN and not tindak_lanjut.strip():
        raise Kesalahan("Sebab lain perlu dijelaskan.", "Tulis sebabnya pada tindak lanjut.")
    if len(tindak_lanjut) > 300:
        raise Kesalahan("Tindak lanjut lebih dari 300 huruf.", "Pendekkan kalimatnya.")


def _audit_decision(row: Selisih, before: dict[str, str], kabupaten: Kabupaten, by: User | None) -> None:
    record(
        "selisih.putuskan",
        by=by,
        objek=row,
        tempat=row.desa or kabupaten,
        ringkas=f"Menjawab selisih {row.get_jenis_display().lower()} {Bulan.of(row.bulan).nama}",
        rincian={
            "lama": before,
            "baru": {"sebab": row.sebab, "pihak": row.pihak, "tindak_lanjut": row.tindak_lanjut},
        },
    )
