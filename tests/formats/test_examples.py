"""The examples in the docstrings of the formats."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize(
    "name", ["run.formats.columns", "run.formats.words", "run.formats.markup", "codebook.country_names"]
)
def test_examples_are_true(name: str) -> None:
    """Each example in a docstring gives what it says."""
    result = doctest.testmod(import_module(f"onrecord.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
