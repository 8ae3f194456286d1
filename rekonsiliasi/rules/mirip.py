"""How alike a row and a person of ours are: whether a number may be believed, and who may be meant without one.

Names are compared by rapidfuzz without titles and the order of their parts. Likeness never decides: it doubts a pair
that a number made, or it suggests a pair to a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming

from .bentuk import BarisBpjs, Dikenal, Ingatan, PesertaKita
from .data import normalise_name

SAME_NAME = 86  # of 100: one letter more or less in a name of two words; a brother's name is below
LIKE_NAME = 60
ASKED_NAME = 70  # with the same birth date and village
FEW_DIGITS = 2  # by which a number is nearly another
WEIGHTS = (60, 25, 15)  # name, birth date, village


@dataclass(frozen=True, slots=True)
class Usulan:
    """A pair to be asked about: the official, the row, and how alike they are (0 to 100)."""

    peserta: int
    baris: int
    mirip: int


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> int:
    """How alike two names are, 0 to 100, whatever the order of their parts."""
    return int(fuzz.token_sort_ratio(normalise_name(one), normalise_name(other)))


def believable(person: PesertaKita, row: BarisBpjs) -> bool:
    """Whether a number that joins them may be believed: two numbers, or nothing that speaks against one.

    The same birth date carries any name (as after a marriage); a mistyped one a like name; another one only the same.
    """
    if person.nik and person.kartu and (person.nik, person.kartu) == (row.nik, row.kartu):
        return True
    if person.lahir and row.lahir:
        least = {100: 0, 50: LIKE_NAME}.get(_birth(person.lahir, row.lahir), SAME_NAME)
        return likeness(person.nama, row.nama) >= least
    return likeness(person.nama, row.nama) >= LIKE_NAME


def doubts(person: PesertaKita, row: BarisBpjs) -> int:
    """How much of a row speaks against the person: another birth date, another name."""
    other_day = bool(person.lahir and row.lahir and person.lahir != row.lahir)
    return other_day + (likeness(person.nama, row.nama) < LIKE_NAME)


def suggest(kita: Iterable[PesertaKita | Dikenal], rows: Iterable[BarisBpjs], ingatan: Ingatan) -> dict[int, Usulan]:
    """Row -> the one person who may be meant; the most alike first, nobody twice, no pair that was refused."""
    people = [one for one in kita if one.nama]
    pairs = [(mirip, one, row) for row in rows for one in people if (mirip := _alike(one, row))]
    pairs.sort(key=lambda pair: (-pair[0], pair[1].desa, pair[1].nama, pair[1].id, pair[2].nomor, pair[2].id))
    taken: set[int] = set(ingatan.setuju.values())
    found: dict[int, Usulan] = {}
    for mirip, one, row in pairs:
        if one.id not in taken and row.id not in found and (one.id, *row.dikenal) not in ingatan.tolak:
            taken.add(one.id)
            found[row.id] = Usulan(one.id, row.id, mirip)
    return found


def _alike(one: PesertaKita | Dikenal, row: BarisBpjs) -> int:
    """0 when nobody would ask; else the likeness."""
    birth = _birth(one.lahir, row.lahir)
    here = bool(one.desa) and one.desa == row.desa
    number = _near(one.nik, row.nik) or _near(one.kartu, row.kartu)
    if not (birth == 100 or here or number):
        return 0
    name = likeness(one.nama, row.nama)
    asked = (
        (name >= SAME_NAME and (birth == 100 or here))
        or (name >= ASKED_NAME and birth == 100 and here)
        or (number and (birth == 100 or name >= SAME_NAME))
    )
    if not asked:
        return 0
    score = sum(weight * part for weight, part in zip(WEIGHTS, (name, birth, 100 * here), strict=True)) // 100
    return min(100, max(1, score + (10 if number else 0)))


def _birth(ours: date | None, theirs: date | None) -> int:
    """100 the same day, 50 the same in two of day, month and year or turned round, else 0."""
    if not ours or not theirs:
        return 0
    if ours == theirs:
        return 100
    same = sum((ours.day == theirs.day, ours.month == theirs.month, ours.year == theirs.year))
    turned = (ours.day, ours.month, ours.year) == (theirs.month, theirs.day, theirs.year)
    return 50 if same == 2 or turned else 0


def _near(ours: str, theirs: str) -> bool:
    """Whether two numbers are the same but for a slip of the finger."""
    return bool(ours and theirs) and len(ours) == len(theirs) and Hamming.distance(ours, theirs) <= FEW_DIGITS
