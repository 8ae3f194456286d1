"""Two books side by side (MM Pasal 12): people matched one to one, every rupiah of difference explained. Pure."""

from collections.abc import Iterable

from .bentuk import BarisBpjs, Beda, BukuBulan, Dikenal, Ingatan, KeluargaKita, KoreksiKita, PesertaKita, Temuan
from .cocok import match
from .keluarga import compare_family
from .koreksi import absorb, compare_corrections
from .orang import compare_people
from .uang import Alokasi, Kewajiban, Pembayar, compare_money

__all__ = [
    "Alokasi",
    "BarisBpjs",
    "Beda",
    "BukuBulan",
    "Dikenal",
    "Ingatan",
    "KeluargaKita",
    "Kewajiban",
    "KoreksiKita",
    "Pembayar",
    "PesertaKita",
    "Temuan",
    "compare_money",
    "compare_month",
    "require_explained",
]  # fmt: skip


def compare_month(buku: BukuBulan) -> list[Temuan]:
    """Every difference between the people of both books in one month, corrections of earlier months included.

    Their `jumlah` adds up to our total less theirs. Raises ArithmeticError if it ever did not.
    """
    cocok = match(buku.kita, (row for row in buku.bpjs if row.hubungan == 1), buku.ingatan)
    cocok, left = absorb(cocok, buku.koreksi)
    found = [*compare_people(buku, cocok), *compare_family(buku, cocok), *compare_corrections(buku, left)]
    ours = sum(one.jumlah for one in buku.kita) + sum(one.jumlah for one in buku.koreksi)
    theirs = sum(row.jumlah for row in buku.bpjs)
    require_explained(ours - theirs, (one.jumlah for one in found), f"daftar orang {buku.bulan}")
    return sorted(found, key=_order)


def _order(one: Temuan) -> tuple[str, str, str, str, int, int, int]:
    return (one.desa, one.nama, one.jenis, one.nik, one.jumlah, one.baris or 0, one.peserta or 0)


def require_explained(total: int, parts: Iterable[int], what: str) -> None:
    """Raises ArithmeticError when the parts do not add up to the total: then a rule is wrong, not the data."""
    rest = total - sum(parts)
    if rest:
        raise ArithmeticError(f"Selisih {what} tidak habis dijelaskan: sisa {rest} rupiah.")
