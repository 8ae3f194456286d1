"""Gives deposits to months: by rule, oldest due first, or as somebody decided; and later, what was left over."""

from collections.abc import Mapping

from django.db import transaction

from desa.actions.audit import record
from desa.models import Desa, Kabupaten, User
from iuran.enums import StatusPenetapan
from iuran.models import AlokasiSetoran, Penetapan, Setoran
from iuran.queries.kebutuhan import may_take_money, needs_by_payer
from iuran.queries.penetapan import require_assessed
from iuran.rules import left_over, spread
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.rupiah import format_rupiah


def lock_months(kabupaten: Kabupaten) -> None:
    """Two deposits, or a deposit and the closing of a month, wait for each other."""
    rows = Penetapan.objects.filter(kabupaten=kabupaten).exclude(status=StatusPenetapan.DITUTUP)
    list(rows.select_for_update().order_by("pk"))


def parts_of(
    kabupaten: Kabupaten, desa: Desa | None, penanggung: str, jumlah: int, alokasi: Mapping[Bulan, int] | None
) -> dict[Bulan, int]:
    """The rupiah of each month: as told, or by rule when nothing is told.

    Raises Kesalahan when a part is negative, the parts are more than `jumlah`, or a month takes no money now.
    """
    if alokasi is None:
        return spread(jumlah, needs_by_payer(kabupaten, desa).get(penanggung, []))
    parts = {month: amount for month, amount in alokasi.items() if amount}
    if any(isinstance(amount, bool) or not isinstance(amount, int) or amount < 0 for amount in parts.values()):
        raise Kesalahan("Jumlah untuk sebuah bulan tidak boleh kurang dari nol.", "Perbaiki pembagiannya.")
    over = -left_over(jumlah, parts)
    if over > 0:
        raise Kesalahan(
            f"Pembagian per bulan {format_rupiah(over)} lebih banyak daripada uangnya, {format_rupiah(jumlah)}.",
            "Kurangi jumlah salah satu bulan.",
        )
    taking = may_take_money(kabupaten, desa)
    for month in sorted(parts):
        if month not in taking:
            raise _why_not(kabupaten, month)
    return parts


def _why_not(kabupaten: Kabupaten, bulan: Bulan) -> Kesalahan:
    """Why a month takes no money: it is signed, a later one is, or it is neither assessed nor coordinated."""
    try:
        require_assessed(kabupaten, bulan)
    except Kesalahan as problem:
        return problem
    return Kesalahan(f"Setoran untuk {bulan.nama} tidak dapat dicatat sekarang.", "Pilih bulan lain.")


def add_parts(setoran: Setoran, parts: Mapping[Bulan, int]) -> None:
    """Writes the parts of a deposit that are for months; they were checked."""
    AlokasiSetoran.objects.bulk_create(
        AlokasiSetoran(setoran=setoran, bulan=month.first_day, jumlah=amount) for month, amount in sorted(parts.items())
    )


def parts_in_words(parts: Mapping[Bulan, int]) -> str:
    """ "Oktober 2026 dan November 2026", or that no month has it yet."""
    names = [month.nama for month in sorted(parts)]
    if not names:
        return "belum teralokasi"
    return f"{', '.join(names[:-1])} dan {names[-1]}" if names[1:] else names[0]


@transaction.atomic
def allocate(*, setoran: Setoran, alokasi: Mapping[Bulan, int] | None, by: User | None) -> dict[Bulan, int]:
    """Gives what is left of a deposit to months, by rule when `alokasi` is None; answers the parts.

    Raises Kesalahan when nothing is left, the deposit is cancelled, no month needs it, or a part is wrong.
    """
    kabupaten = setoran.kabupaten
    lock_months(kabupaten)
    locked = Setoran.objects.select_for_update(of=("self",)).select_related("desa").get(pk=setoran.pk)
    if locked.membatalkan_id is not None or Setoran.objects.filter(membatalkan=locked).exists():
        raise Kesalahan(f"Setoran {locked.referensi} sudah dibatalkan.", "Muat ulang halaman setoran.")
    left = locked.belum_teralokasi
    if left <= 0:
        raise Kesalahan(f"Setoran {locked.referensi} sudah habis dialokasikan.", "Muat ulang halaman setoran.")
    parts = parts_of(kabupaten, locked.desa, locked.penanggung, left, alokasi)
    if not parts:
        raise Kesalahan(
            "Tidak ada bulan yang menerima alokasi.",
            "Isi jumlah sebuah bulan, atau tunggu bulan berikutnya ditetapkan.",
        )
    add_parts(locked, parts)
    _record_allocation(locked, parts, left, by)
    return parts


def _record_allocation(setoran: Setoran, parts: Mapping[Bulan, int], left: int, by: User | None) -> None:
    given = format_rupiah(sum(parts.values()))
    record(
        "setoran.alokasi",
        by=by,
        objek=setoran,
        tempat=setoran.desa or setoran.kabupaten,
        ringkas=f"Mengalokasikan {given} dari setoran {setoran.referensi}: {parts_in_words(parts)}",
        rincian={"alokasi": as_json(parts), "belum_teralokasi": left_over(left, parts)},
    )


def as_json(parts: Mapping[Bulan, int]) -> dict[str, int]:
    """The parts as an audit row keeps them."""
    return {str(month): amount for month, amount in sorted(parts.items())}
