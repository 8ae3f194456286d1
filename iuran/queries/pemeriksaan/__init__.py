"""Proves the money invariants of our own book; whatever does not hold is a Temuan with month, place and rupiah."""

from collections.abc import Iterator

from .bentuk import Temuan, finding
from .iuran import assessment_findings
from .keluarga_lain import other_family_findings
from .pindahan import balance_findings
from .setoran import deposit_findings
from .sumber_lain import source_findings

__all__ = ["Temuan", "finding", "findings"]


def findings() -> Iterator[Temuan]:
    """Everything in the book that does not hold; nothing when it is sound."""
    yield from assessment_findings()
    yield from deposit_findings()
    yield from balance_findings()
    yield from source_findings()
    yield from other_family_findings()
