"""Matching: which row of BPJS' list is which official of ours, one to one, by NIK and then by card number.

A suggestion by name, birth date and village needs a person's yes; it would become one more round here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .bentuk import BarisBpjs, PesertaKita
from .data import same_amounts


@dataclass(slots=True)
class Pasangan:
    """An official, the row that is theirs (None: none), and further rows of the same person."""

    kita: PesertaKita
    baris: BarisBpjs | None = None
    lebih: list[BarisBpjs] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HasilCocok:
    """`kembar` are officials of ours that repeat a NIK; `sisa` the rows that are nobody's of ours."""

    pasangan: tuple[Pasangan, ...]
    kembar: tuple[PesertaKita, ...]
    sisa: tuple[tuple[BarisBpjs, ...], ...]


def match(kita: Iterable[PesertaKita], rows: Iterable[BarisBpjs]) -> HasilCocok:
    """Every official at most one row, every row at most one official; the order of either side does not matter."""
    pairs, twins = _one_per_nik(kita)
    free = {row.id: row for row in rows}
    for key_of_ours, key_of_row in ((_our_nik, _row_nik), (_our_card, _row_card)):
        _round(pairs, free, key_of_ours, key_of_row)
    _claim_repeated_cards(pairs, free)
    return HasilCocok(tuple(pairs), tuple(twins), tuple(_groups(free.values())))


def _one_per_nik(kita: Iterable[PesertaKita]) -> tuple[list[Pasangan], list[PesertaKita]]:
    pairs: dict[str, Pasangan] = {}
    twins = []
    for person in sorted(kita, key=lambda one: (one.desa, one.nama, one.id)):
        key = person.nik or f"#{person.id}"
        if key in pairs:
            twins.append(person)
        else:
            pairs[key] = Pasangan(person)
    return list(pairs.values()), twins


def _our_nik(person: PesertaKita) -> str:
    return person.nik


def _row_nik(row: BarisBpjs) -> str:
    return row.nik


def _our_card(person: PesertaKita) -> str:
    return person.kartu


def _row_card(row: BarisBpjs) -> str:
    return row.kartu


def _round(
    pairs: list[Pasangan],
    free: dict[int, BarisBpjs],
    key_of_ours: Callable[[PesertaKita], str],
    key_of_row: Callable[[BarisBpjs], str],
) -> None:
    """Gives every official without a row the best free row with the same key; the others of it are surplus."""
    found = defaultdict(list)
    for row in free.values():
        found[key_of_row(row)].append(row)
    for pair in pairs:
        key = key_of_ours(pair.kita)
        rows = [row for row in found[key] if row.id in free] if key and pair.baris is None else []
        if rows:
            rows.sort(key=lambda row: _weight(pair.kita, row))
            pair.baris = rows[0]
            pair.lebih += rows[1:]
            for row in rows:
                del free[row.id]


def _weight(person: PesertaKita, row: BarisBpjs) -> tuple[object, ...]:
    """Best first: active, of the same village, with our amounts; then by what stands in the row."""
    return (not row.aktif, row.desa != person.desa, not same_amounts(person, row), _content(row))


def _content(row: BarisBpjs) -> tuple[object, ...]:
    born = row.lahir.toordinal() if row.lahir else 0
    return (
        row.desa, row.nik, row.kartu, row.nama, born, row.gaji, row.pemberi_kerja, row.peserta, row.nomor, row.id,
    )  # fmt: skip


def _claim_repeated_cards(pairs: list[Pasangan], free: dict[int, BarisBpjs]) -> None:
    """A free row with the card of a matched row is that person again: BPJS gives a card number once."""
    owners = {pair.baris.kartu: pair for pair in pairs if pair.baris is not None and pair.baris.kartu}
    for row in sorted(free.values(), key=_content):
        owner = owners.get(row.kartu)
        if owner is not None:
            owner.lebih.append(row)
            del free[row.id]


def _groups(rows: Iterable[BarisBpjs]) -> list[tuple[BarisBpjs, ...]]:
    """Rows of the same stranger together (same NIK, else same card), best row first."""
    groups = defaultdict(list)
    for row in sorted(rows, key=lambda row: (not row.aktif, _content(row))):
        groups[row.nik or row.kartu or f"#{row.id}"].append(row)
    return [tuple(group) for group in groups.values()]
