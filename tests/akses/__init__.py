"""The access table, one file a subject: each has TABLE (address name -> Rule) and, where its rows need one, `keys`.

A new file here is found by itself; `tests/test_access.py` plays the whole table.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from tests.akses.aturan import Rule
from tests.stage import Bulan


def _subjects() -> Iterator[ModuleType]:
    for found in iter_modules(__path__):
        if found.name != "aturan":
            yield import_module(f"{__name__}.{found.name}")


SUBJECTS = tuple(_subjects())
POLICY: dict[str, Rule] = {name: rule for subject in SUBJECTS for name, rule in subject.TABLE.items()}
TWICE = sum(len(subject.TABLE) for subject in SUBJECTS) - len(POLICY)


def keys(month: Bulan) -> dict[str, int]:
    """The number of the month's row behind each address that has one, by the word its name begins with."""
    ways: list[Callable[[Bulan], dict[str, int]]] = [subject.keys for subject in SUBJECTS if hasattr(subject, "keys")]
    return {word: number for way in ways for word, number in way(month).items()}
