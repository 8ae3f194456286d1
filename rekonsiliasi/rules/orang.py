"""Compares the officials of one month; every rupiah of either book ends in exactly one finding or in a match."""

from collections.abc import Iterable, Iterator

from jaminan.rupiah import format_rupiah
from rekonsiliasi.enums import JenisSelisih

from .bentuk import EMPTY, BarisBpjs, Beda, BukuBulan, Dikenal, PesertaKita, Temuan
from .cocok import HasilCocok, Pasangan
from .data import differing_amounts, differing_data, is_rounding, same_amounts, states_other_wage, status_text

HUBUNGAN = {1: "Peserta", 2: "Suami", 3: "Istri", 4: "Anak", 5: "Tambahan"}


def compare_people(buku: BukuBulan, cocok: HasilCocok) -> Iterator[Temuan]:
    """The findings of the officials' rows (Hubungan 1)."""
    as_family = _family_rows(buku.bpjs)
    for pair in cocok.pasangan:
        yield from _pair(buku, pair, as_family)
    for twin in cocok.kembar:
        detail = Beda("Desa", f"{twin.desa} {twin.nama_desa}".strip(), EMPTY)
        yield _ours(buku, JenisSelisih.GANDA, twin, (detail,))
    known = _known_by_number(buku.dikenal)
    for group in cocok.sisa:
        yield from _stranger(buku, group, known)


def _family_rows(rows: Iterable[BarisBpjs]) -> dict[str, BarisBpjs]:
    """The row of each person whom BPJS lists as somebody's family: an active one, else the first of the list."""
    best_last = sorted(rows, key=lambda row: (not row.aktif, row.nomor, row.id), reverse=True)
    return {row.nik: row for row in best_last if row.hubungan != 1 and row.nik}


def _pair(buku: BukuBulan, pair: Pasangan, as_family: dict[str, BarisBpjs]) -> Iterator[Temuan]:
    if pair.baris is None:
        yield _ours(buku, JenisSelisih.HANYA_KITA, pair.kita, _why_missing(pair.kita, as_family))
    else:
        yield from _compared(buku, pair.kita, pair.baris)
    for row in pair.lebih:
        if not row.tidur:
            yield _theirs(buku, JenisSelisih.GANDA, row, _repeated(row), pair.kita.id)


def _why_missing(person: PesertaKita, as_family: dict[str, BarisBpjs]) -> tuple[Beda, ...]:
    row = as_family.get(person.nik)
    return (Beda("Hubungan", HUBUNGAN[1], HUBUNGAN[row.hubungan]),) if row else ()


def _compared(buku: BukuBulan, ours: PesertaKita, row: BarisBpjs) -> Iterator[Temuan]:
    """At most one finding that carries the rupiah, and one for the other columns that carries none."""
    jenis = _kind_of_amount(ours, row)
    if jenis is not None:
        details = differing_amounts(ours, row)
        if jenis == JenisSelisih.STATUS_BERBEDA:
            details = (Beda("Status", "Aktif", status_text(row)), *details)
        yield Temuan(
            buku.bulan, jenis, ours.nama, ours.nik, ours.id, row.id, ours.desa,
            kita=ours.jumlah, bpjs=row.jumlah, rincian=details,
        )  # fmt: skip
    data = differing_data(ours, row)
    if data:
        yield Temuan(
            buku.bulan, JenisSelisih.DATA_BERBEDA, ours.nama, ours.nik, ours.id, row.id, ours.desa, rincian=data
        )


def _kind_of_amount(ours: PesertaKita, row: BarisBpjs) -> JenisSelisih | None:
    if not row.aktif:
        return JenisSelisih.STATUS_BERBEDA
    if states_other_wage(ours, row):
        return JenisSelisih.GAJI_BERBEDA
    if same_amounts(ours, row):
        return None
    return JenisSelisih.PEMBULATAN if is_rounding(ours, row) else JenisSelisih.GAJI_BERBEDA


def _known_by_number(known: Iterable[Dikenal]) -> dict[str, Dikenal]:
    """People of ours without a contribution, by NIK and by card number; a NIK weighs more."""
    people = sorted(known, key=lambda one: one.id)
    by_card = {one.kartu: one for one in people if one.kartu}
    return by_card | {one.nik: one for one in people if one.nik}


def _stranger(buku: BukuBulan, group: tuple[BarisBpjs, ...], known: dict[str, Dikenal]) -> Iterator[Temuan]:
    """Rows of one person who owes nothing here: a former official, one who is not billed, or nobody of ours."""
    claims = [row for row in group if not row.tidur]
    for row in claims[1:]:
        yield _theirs(buku, JenisSelisih.GANDA, row, _repeated(row), _id_of(known.get(row.nik)))
    for row in claims[:1]:
        person = known.get(row.nik) or known.get(row.kartu)
        jenis = JenisSelisih.STATUS_BERBEDA if person and person.menjabat else JenisSelisih.HANYA_BPJS
        details = (Beda("Status", person.alasan, status_text(row)),) if person else ()
        yield _theirs(buku, jenis, row, details, _id_of(person))


def _id_of(person: Dikenal | None) -> int | None:
    return person.id if person else None


def _repeated(row: BarisBpjs) -> tuple[Beda, ...]:
    return (
        Beda("Baris berkas", "Satu orang, satu iuran", f"Baris {row.nomor}, {status_text(row)}"),
        Beda("Desa", EMPTY, f"{row.desa} {row.nama_desa}".strip()),
        Beda("Iuran", EMPTY, format_rupiah(row.jumlah)),
    )


def _ours(buku: BukuBulan, jenis: JenisSelisih, ours: PesertaKita, details: tuple[Beda, ...]) -> Temuan:
    return Temuan(buku.bulan, jenis, ours.nama, ours.nik, ours.id, None, ours.desa, kita=ours.jumlah, rincian=details)


def _theirs(
    buku: BukuBulan, jenis: JenisSelisih, row: BarisBpjs, details: tuple[Beda, ...], peserta: int | None
) -> Temuan:
    return Temuan(buku.bulan, jenis, row.nama, row.nik, peserta, row.id, row.desa, bpjs=row.jumlah, rincian=details)
