"""Matching: which row of BPJS' list is which official of ours, one to one: by what a person said, by NIK, by card.

A number that name and birth date speak against joins nobody: such a pair, and one without a number, is a suggestion
for a person (`mirip`), whose yes is the first round here from then on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .bentuk import BarisBpjs, Ingatan, PesertaKita
from .data import same_amounts
from .mirip import believable, doubts, likeness


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


def match(kita: Iterable[PesertaKita], rows: Iterable[BarisBpjs], ingatan: Ingatan | None = None) -> HasilCocok:
    """Every official at most one row, every row at most one official; the order of either side does not matter."""
    pairs, twins = _one_per_nik(kita)
    free = {row.id: row for row in rows}
    _remembered(pairs, free, ingatan or Ingatan())
    cards = _owners(pairs)
    for key_of_ours, key_of_row in ((_our_nik, _row_nik), (_our_card, _row_card)):
        _round(pairs, free, key_of_ours, key_of_row, cards)
    _claim_repeated_cards(pairs, free)
    return HasilCocok(tuple(pairs), tuple(twins), tuple(_groups(free.values())))


def _remembered(pairs: list[Pasangan], free: dict[int, BarisBpjs], ingatan: Ingatan) -> None:
    """The rows that a person said are this official's."""
    mine: defaultdict[int, list[BarisBpjs]] = defaultdict(list)
    for row in free.values():
        if row.dikenal in ingatan.setuju:
            mine[ingatan.setuju[row.dikenal]].append(row)
    for pair in pairs:
        _take(pair, mine[pair.kita.id], free)


def _owners(pairs: list[Pasangan]) -> dict[str, PesertaKita]:
    """Card number -> the official whose it is by our book."""
    return {pair.kita.kartu: pair.kita for pair in reversed(pairs) if pair.kita.kartu}


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
    cards: dict[str, PesertaKita],
) -> None:
    """Gives every official without a row the best free row with the same key; the others of it are surplus."""
    found = defaultdict(list)
    for row in free.values():
        found[key_of_row(row)].append(row)
    for pair in pairs:
        key = key_of_ours(pair.kita)
        if key and pair.baris is None:
            rows = [row for row in found[key] if row.id in free and believable(pair.kita, row)]
            _take(pair, [row for row in rows if not _anothers(pair.kita, row, cards)], free)


def _take(pair: Pasangan, rows: list[BarisBpjs], free: dict[int, BarisBpjs]) -> None:
    for row in sorted(rows, key=lambda row: _weight(pair.kita, row)):
        if pair.baris is None:
            pair.baris = row
        else:
            pair.lebih.append(row)
        del free[row.id]


def _anothers(person: PesertaKita, row: BarisBpjs, cards: dict[str, PesertaKita]) -> bool:
    """Whether the row's card is another official's whose name it carries: then its NIK was mistaken."""
    owner = cards.get(row.kartu)
    if owner is None or owner.id == person.id or owner.kartu == person.kartu:
        return False
    return believable(owner, row) and likeness(owner.nama, row.nama) > likeness(person.nama, row.nama)


def _weight(person: PesertaKita, row: BarisBpjs) -> tuple[object, ...]:
    """Best first: with the least doubts, active, of the same village, with our amounts; then by what stands in it."""
    return (doubts(person, row), not row.aktif, row.desa != person.desa, not same_amounts(person, row), _content(row))


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
        if owner is not None and believable(owner.kita, row):
            owner.lebih.append(row)
            del free[row.id]


def _groups(rows: Iterable[BarisBpjs]) -> list[tuple[BarisBpjs, ...]]:
    """Rows of the same stranger together (same NIK, else same card), best row first."""
    groups = defaultdict(list)
    for row in sorted(rows, key=lambda row: (not row.aktif, _content(row))):
        groups[row.nik or row.kartu or f"#{row.id}"].append(row)
    return [tuple(group) for group in groups.values()]
