"""Corrections of earlier months: a reason of their own, unless BPJS billed them with the month. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from jaminan.rupiah import format_rupiah
from rekonsiliasi.enums import JenisSelisih

from .bentuk import EMPTY, Beda, BukuBulan, KoreksiKita, Temuan
from .cocok import HasilCocok, Pasangan


def absorb(cocok: HasilCocok, koreksi: Iterable[KoreksiKita]) -> tuple[HasilCocok, list[KoreksiKita]]:
    """Takes those corrections into the month's amounts that BPJS billed in the person's row; the others are left."""
    by_person: defaultdict[int, list[KoreksiKita]] = defaultdict(list)
    for one in koreksi:
        by_person[one.peserta].append(one)
    pairs = []
    for pair in cocok.pasangan:
        rows = by_person.get(pair.kita.id, [])
        if rows and _billed(pair, rows):
            pair = _with(pair, by_person.pop(pair.kita.id))
        pairs.append(pair)
    left = [one for rows in by_person.values() for one in rows]
    return replace(cocok, pasangan=tuple(pairs)), left


def _billed(pair: Pasangan, rows: list[KoreksiKita]) -> bool:
    """Whether BPJS' row states the month and its corrections together, share by share."""
    if pair.baris is None:
        return False
    ours = _with(pair, rows).kita
    return (pair.baris.pemberi_kerja, pair.baris.peserta) == (ours.pemberi_kerja, ours.peserta)


def _with(pair: Pasangan, rows: list[KoreksiKita]) -> Pasangan:
    ours = replace(
        pair.kita,
        pemberi_kerja=pair.kita.pemberi_kerja + sum(one.pemberi_kerja for one in rows),
        peserta=pair.kita.peserta + sum(one.milik_peserta for one in rows),
    )
    return replace(pair, kita=ours)


def compare_corrections(buku: BukuBulan, left: Iterable[KoreksiKita]) -> Iterator[Temuan]:
    """One finding per correction that BPJS' list does not hold."""
    for one in left:
        details = (
            Beda("Bulan yang dibetulkan", one.bulan.nama, EMPTY),
            Beda("Sebab", one.alasan, EMPTY),
            Beda("Iuran", format_rupiah(one.jumlah), format_rupiah(0)),
        )
        yield Temuan(
            buku.bulan, JenisSelisih.KOREKSI, one.nama, one.nik, one.peserta, None, one.desa,
            kita=one.jumlah, rincian=details,
        )  # fmt: skip
