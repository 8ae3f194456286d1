"""The short form of tests/bench/kotor.py: dirt of every kind joins nobody wrongly, and asks about the right ones."""

import pytest

from tests.bench.kotor import KINDS, dirty, measure


@pytest.mark.lambat
def test_dirt_of_every_kind_joins_nobody_wrongly() -> None:
    for seed in (1, 2):
        kotor = dirty(600, seed, percent=20)
        found = measure(kotor)
        assert set(kotor.kena) == set(KINDS)
        assert found.keliru == []
        lost = {"nik dan kartu salah"}  # whose numbers both belong to nobody: a person is asked
        assert found.ada - found.cocok == sum(len(kotor.kena[kind]) for kind in lost)
        assert found.usulan_benar == len(kotor.kena["nik dan kartu salah"])


@pytest.mark.lambat
def test_98_percent_are_matched_without_a_hand() -> None:
    found = measure(dirty(600, 3, percent=5))
    assert (found.persen >= 9_800, found.keliru) == (True, [])
