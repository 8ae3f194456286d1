"""What the start page keeps saying until it is settled: money without a month."""

from collections.abc import Iterator

from desa.enums import Peran
from desa.models import Membership
from iuran.queries.kebutuhan import without_month
from jaminan.rupiah import format_rupiah
from rekonsiliasi.queries.langkah import Langkah

# Whose start page speaks of money; the sekretaris desa's speaks of the roster, the branch's of its list.
OF_MONEY = frozenset({Peran.DPM, Peran.BENDAHARA, Peran.BENDAHARA_DESA, Peran.INSPEKTORAT})


def reminders_for(membership: Membership) -> list[Langkah]:
    """The standing reminders of this role and place."""
    if Peran(membership.peran) not in OF_MONEY:
        return []
    return list(_without_month(membership))


def _without_month(membership: Membership) -> Iterator[Langkah]:
    rows = list(without_month(membership.kabupaten, membership.desa))
    if membership.peran == Peran.BENDAHARA:
        rows = [row for row in rows if row.desa is None]
    if not rows:
        return
    place = membership.desa or membership.kabupaten
    yield Langkah(
        f"{format_rupiah(sum(row.belum_teralokasi for row in rows))} setoran belum teralokasi",
        f"{len(rows)} setoran lebih banyak daripada yang perlu. Sisanya belum untuk bulan mana pun.",
        "Lihat setoran",
        "setoran_desa_terakhir" if membership.desa else "setoran",
        place.kode,
    )
