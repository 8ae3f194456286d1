"""Reads assessed months: their state, what stands in the way of one, and the guard for closed ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Max, Sum

from desa.access import today_in
from desa.models import Kabupaten, Kecamatan
from desa.parameters import NilaiTidakAda
from desa.queries.kepesertaan import Pejabat, Ringkas, roster_on
from desa.queries.peraturan import TidakAdaPeraturan
from iuran.enums import StatusPenetapan
from iuran.models import Iuran, Penetapan, PorsiIuran
from iuran.queries.ketentuan import rule_of
from jaminan.bulan import Bulan
from jaminan.kesalahan import Kesalahan
from jaminan.penyamar import mask_number

ASSESSED = (StatusPenetapan.SELESAI, StatusPenetapan.DITUTUP)
AnyOfficial = TypeVar("AnyOfficial", bound=Pejabat | Ringkas)
NAMES_SHOWN = 5
MONTHS_AHEAD = 1  # the bill may be made ready for the coming month; later months would be a guess at the roster


def penetapan_of(kabupaten: Kabupaten, bulan: Bulan) -> Penetapan | None:
    """The regency's month, however far it is."""
    return (
        Penetapan.objects.filter(kabupaten=kabupaten, bulan=bulan.first_day)
        .select_related("peraturan", "oleh", "kabupaten")
        .first()
    )


def require_open(kabupaten: Kabupaten, bulan: Bulan) -> None:
    """Raises Kesalahan when the month is closed by a signed Berita Acara. Every writing action calls it."""
    found = penetapan_of(kabupaten, bulan)
    if found is not None and found.status == StatusPenetapan.DITUTUP:
        raise closed(kabupaten, bulan)


def require_assessed(kabupaten: Kabupaten, bulan: Bulan) -> Penetapan:
    """The month, if it is wholly assessed and still open. Raises Kesalahan."""
    require_open(kabupaten, bulan)
    found = penetapan_of(kabupaten, bulan)
    if found is None or found.status != StatusPenetapan.SELESAI:
        raise Kesalahan(
            f"Iuran {bulan.nama} untuk Kabupaten {kabupaten.nama} belum ditetapkan.",
            "Minta DPM-Pemdes menetapkannya lebih dahulu.",
        )
    later = later_closed(kabupaten, bulan)
    if later is not None:
        raise later
    return found


def later_closed(kabupaten: Kabupaten, bulan: Bulan) -> Kesalahan | None:
    """Why rupiah of this month may not change any more: a later month is signed, which began with its rest."""
    last = (
        Penetapan.objects.filter(kabupaten=kabupaten, bulan__gt=bulan.first_day, status=StatusPenetapan.DITUTUP)
        .order_by("-bulan")
        .first()
    )
    if last is None:
        return None
    return Kesalahan(
        f"Saldo {bulan.nama} sudah masuk Berita Acara {Bulan.of(last.bulan).nama}, jadi tidak dapat diubah.",
        f"Catat pada {Bulan.of(last.bulan).next().nama} atau sesudahnya.",
    )


def closed(kabupaten: Kabupaten, bulan: Bulan) -> Kesalahan:
    """The sentence for a closed month."""
    return Kesalahan(
        f"Bulan {bulan.nama} di Kabupaten {kabupaten.nama} sudah ditutup dengan Berita Acara.",
        "Catat pembetulannya pada bulan berikutnya.",
    )


def latest_month(kabupaten: Kabupaten) -> Bulan | None:
    """The newest assessed month of a regency; None before the first."""
    newest = Penetapan.objects.filter(kabupaten=kabupaten, status__in=ASSESSED).aggregate(bulan=Max("bulan"))["bulan"]
    return Bulan.of(newest) if newest else None


def blockers(kabupaten: Kabupaten, bulan: Bulan) -> list[Kesalahan]:
    """Everything that stands in the way of assessing this month, each with its cure; empty when nothing does."""
    found = month_blockers(kabupaten, bulan)
    try:
        rule = rule_of(kabupaten, bulan)
    except TidakAdaPeraturan as problem:
        return [problem, *found]
    except NilaiTidakAda as problem:
        return [*found, problem]
    return found + roster_blockers(roster_on(kabupaten, bulan.first_day, rule.pengecualian), bulan)


def month_blockers(kabupaten: Kabupaten, bulan: Bulan) -> list[Kesalahan]:
    """What is wrong with the month itself, whoever is on the roster."""
    checks = (later_closed(kabupaten, bulan), _too_early(kabupaten, bulan), _too_few(kabupaten))
    return [problem for problem in checks if problem]


def roster_blockers(roster: list[Pejabat], bulan: Bulan) -> list[Kesalahan]:
    """What is missing on the roster of the month."""
    return [problem for problem in (nobody(roster, bulan), without_wage(roster, bulan)) if problem]


def _too_early(kabupaten: Kabupaten, bulan: Bulan) -> Kesalahan | None:
    last = Bulan.of(today_in(kabupaten)).plus(MONTHS_AHEAD)
    if bulan <= last:
        return None
    return Kesalahan(
        f"Iuran {bulan.nama} belum dapat ditetapkan: daftar perangkat pada tanggal 1 belum diketahui.",
        f"Bulan paling jauh saat ini adalah {last.nama}.",
    )


def _too_few(kabupaten: Kabupaten) -> Kesalahan | None:
    if Kecamatan.objects.filter(kabupaten=kabupaten).exists():
        return None
    return Kesalahan(
        f"Kabupaten {kabupaten.nama} belum punya kecamatan di portal.",
        f"Minta admin teknis menjalankan muat_wilayah {kabupaten.kode}.",
    )


def nobody(roster: Iterable[Pejabat | Ringkas], bulan: Bulan) -> Kesalahan | None:
    """Why there is nothing to assess; None where somebody is billed."""
    if billed(roster):
        return None
    return Kesalahan(
        f"Tidak ada kepala desa atau perangkat desa yang menjabat pada 1 {bulan.nama}.",
        "Minta desa mengirim daftarnya, lalu terima daftar itu.",
    )


def billed(roster: Iterable[AnyOfficial]) -> list[AnyOfficial]:
    """The officials who owe the month here; excluded ones (civil servants, other cover) left out."""
    return [official for official in roster if not official.pengecualian]


def without_wage(roster: Iterable[Pejabat], bulan: Bulan) -> Kesalahan | None:
    """Why the roster cannot be assessed: somebody has no penghasilan tetap. None when everybody has."""
    missing = [official for official in billed(roster) if official.penghasilan is None]
    if not missing:
        return None
    names = "; ".join(_named(official) for official in missing[:NAMES_SHOWN])
    more = f"; dan {len(missing) - NAMES_SHOWN} orang lagi" if len(missing) > NAMES_SHOWN else ""
    return Kesalahan(
        f"Penghasilan tetap {len(missing)} orang belum tercatat untuk {bulan.nama}: {names}{more}.",
        "Minta desanya mengirim daftar dengan penghasilan tetap, lalu terima daftar itu.",
    )


def _named(official: Pejabat) -> str:
    return f"{official.peserta.nama} ({mask_number(official.peserta.nik)}), Desa {official.masa.desa.nama}"


@dataclass(frozen=True, slots=True)
class BarisBulan:
    """A month in the overview; `penetapan` None: not begun. `jumlah`, in rupiah, is its bill with corrections."""

    bulan: Bulan
    penetapan: Penetapan | None
    orang: int
    jumlah: int


def months(kabupaten: Kabupaten) -> list[BarisBulan]:
    """The months of a regency, newest first: the coming one back to the first assessed, gaps included."""
    rows = {Bulan.of(row.bulan): row for row in Penetapan.objects.filter(kabupaten=kabupaten)}
    mine = {"penetapan__kabupaten": kabupaten}
    people = dict(Iuran.objects.bulanan().filter(**mine).values_list("bulan").annotate(Count("peserta", distinct=True)))
    sums = dict(
        PorsiIuran.objects.filter(iuran__penetapan__kabupaten=kabupaten)
        .order_by()
        .values_list("iuran__penetapan__bulan")
        .annotate(Sum("jumlah"))
    )
    last = max([Bulan.of(today_in(kabupaten)).next(), *rows])
    first = min([last.plus(-1), *rows])
    return [
        BarisBulan(month, rows.get(month), people.get(month.first_day, 0), sums.get(month.first_day, 0))
        for month in reversed(first.until(last))
    ]
