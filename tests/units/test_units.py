"""Lengths as compositors write them."""

from __future__ import annotations

import pytest

from banxin.units import MM, PT, Q, parse_length, points, rounded, shares


@pytest.mark.parametrize(
    ("text", "emu"),
    [
        ("9.5pt", 120_650),
        ("48mm", 48 * MM),
        ("小五", 9 * PT),
        ("六号", 100_013),
        ("14Q", 14 * Q),
        ("1in", 914_400),
        ("0.25mm", 9_000),
    ],
)
def test_absolute_lengths(text, emu):
    """Points, millimetres, Q and 字号 are whole numbers."""
    assert emu == parse_length(text).emu()


@pytest.mark.parametrize(("text", "emu"), [("2字", 24), ("1/4字", 3), ("3行", 60), ("0.5栏", 50), ("-1字", -12)])
def test_relative_lengths(text, emu):
    """字, 行 and 栏 are measured on the page they stand on."""
    assert emu == parse_length(text).emu(em=12, line=20, column=100)


@pytest.mark.parametrize("text", ["", "pt", "9", "nine pt", "9 pounds", "1e3pt", "９pt", "1/0字", "--3mm", "9.5.1pt"])
def test_what_is_no_length(text):
    """A length without a unit, or with a wrong one, is none."""
    assert parse_length(text) is None


def test_halves_round_away_from_zero():
    """So that left and right are treated alike."""
    assert [rounded(n, 2) for n in (-3, -1, 1, 3)] == [-2, -1, 1, 2]


def test_a_remainder_is_shared_from_the_start():
    """Sums are exact."""
    assert shares(10, 4) == [3, 3, 2, 2]
    assert points(120_650) == "9.5pt"
