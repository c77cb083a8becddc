"""Values of numbers."""

from __future__ import annotations

import pytest

from onrecord.extract.lexemes import cut_lexemes
from onrecord.extract.numbers import Number, read_number


def _read(words: str) -> tuple[str, Number]:
    lexemes = cut_lexemes(words, 0, len(words))
    number = read_number(lexemes, 0)
    assert number is not None
    return lexemes.span(number.first, number.last).of(words), number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("14,000", 14_000),
        ("1.200.000", 1_200_000),
        ("2.7bn", 2.7e9),
        ("800k", 800_000),
        ("3 million", 3e6),
        ("twenty-five thousand three hundred", 25_300),
        ("two hundred and five", 205),
        ("one and a half million", 1.5e6),
        ("two-and-a-half", 2.5),
        ("three million and a half", 3.5e6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("half a dozen", 6),
        ("a dozen", 12),
        ("two dozen", 24),
        ("a couple of hundred", 200),
        ("2 1/2", 2.5),
        ("3½", 3.5),
        ("5×10^6", 5e6),
        ("two-thirds", 2 / 3),
        ("9 out of 10", 0.9),
    ],
)
def test_one_value(words: str, value: float) -> None:
    """All the words are read, and are worth this."""
    read, number = _read(words)
    assert (read, number.best) == (words, pytest.approx(value))
    assert number.low == number.high == number.best


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("dozens", 12, 99),
        ("thousands", 1000, 9999),
        ("hundreds of thousands", 100_000, 999_999),
        ("several hundred", 300, 999),
        ("a few dozen", 36, 99),
        ("scores of", 20, 99),
    ],
)
def test_open_counts(words: str, low: float, high: float) -> None:
    """Words that leave the count open have a least and a greatest value, and the least is the best."""
    number = _read(words)[1]
    assert (number.low, number.best, number.high) == (low, low, high)


@pytest.mark.parametrize("words", ["a soldier", "several soldiers", "many", "nineteen ninety-six", "scores were high"])
def test_no_number(words: str) -> None:
    """Articles, uncounted plurals and spelled years are no numbers."""
    lexemes = cut_lexemes(words, 0, len(words))
    assert read_number(lexemes, 0) is None
