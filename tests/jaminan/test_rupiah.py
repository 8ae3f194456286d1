"""Whole rupiah: the one rounding rule and its limits, and how amounts and percentages are written."""

from decimal import Decimal

import pytest

from jaminan.rupiah import (
    basis_points_to_percent,
    format_rupiah,
    in_words,
    percent_to_basis_points,
    round_half_up,
    share_of,
)

PERCENT = "harus antara 0 dan 100 dengan paling banyak dua angka desimal."


@pytest.mark.parametrize(
    ("base", "points", "share"),
    [
        (0, 400, 0), (1, 0, 0), (3_315_934, 10_000, 3_315_934), (3_315_934, 0, 0), (1, 5_000, 1), (1, 4_999, 0),
        (12, 400, 0), (13, 400, 1), (49, 100, 0), (50, 100, 1), (10**12, 1, 10**8),
    ],
)  # fmt: skip
def test_a_share_half_up(base: int, points: int, share: int) -> None:
    assert share_of(base, points) == share


@pytest.mark.parametrize(
    ("base", "points", "sentence"),
    [
        (-1, 400, "Dasar iuran tidak boleh negatif."),
        (1, -1, "Persentase harus antara 0 dan 100."),
        (1, 10_001, "Persentase harus antara 0 dan 100."),
    ],
)
def test_a_share_of_nonsense_in_a_sentence(base: int, points: int, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refusal:
        share_of(base, points)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("amount", "whole"), [("0", 0), ("0.49", 0), ("0.5", 1), ("0.50", 1), ("2678863.10", 2_678_863), ("1.99", 2)]
)
def test_sen_are_rounded_half_up(amount: str, whole: int) -> None:
    assert round_half_up(Decimal(amount)) == whole


@pytest.mark.parametrize(
    ("percent", "points", "again"),
    [("4", 400, "4"), ("0.5", 50, "0.5"), ("0", 0, "0"), ("100", 10_000, "100"), ("0.01", 1, "0.01"),
     ("1.25", 125, "1.25"), ("10", 1_000, "10"), ("4.50", 450, "4.5")],
)  # fmt: skip
def test_a_percentage_as_basis_points_and_back(percent: str, points: int, again: str) -> None:
    assert (percent_to_basis_points(percent), basis_points_to_percent(points)) == (points, again)


@pytest.mark.parametrize("percent", ["100.01", "-1", "-0.01", "1.005", "0.001", "1000"])
def test_no_percentage(percent: str) -> None:
    with pytest.raises(ValueError, match="Persentase") as refusal:
        percent_to_basis_points(percent)
    assert str(refusal.value) == f"Persentase {percent!r} {PERCENT}"


@pytest.mark.parametrize(
    ("amount", "text", "words"),
    [
        (0, "Rp 0", "Nol rupiah"),
        (1, "Rp 1", "Satu rupiah"),
        (-1, "-Rp 1", "Minus satu rupiah"),
        (999, "Rp 999", "Sembilan ratus sembilan puluh sembilan rupiah"),
        (1_000, "Rp 1.000", "Seribu rupiah"),
        (-1_234_567, "-Rp 1.234.567",
         "Minus satu juta dua ratus tiga puluh empat ribu lima ratus enam puluh tujuh rupiah"),
    ],
)  # fmt: skip
def test_how_an_amount_is_written(amount: int, text: str, words: str) -> None:
    assert (format_rupiah(amount), in_words(amount)) == (text, words)
