"""Hypothesis strategies shared by all rooms."""

from __future__ import annotations

from hypothesis import strategies as st

#: Pieces that reports are made of, sound and damaged.
PIECES = [
    "Moscow",
    "Kyiv",
    "he",
    "said",
    "don’t",
    "U.S.",
    "4,000",
    "“",
    "”",
    '"',
    "'",
    "’",
    "‘",
    "„",
    "«",
    "»",
    "''",
    "``",
    ".",
    ",",
    "—",
    " ",
    " ",
    "\n",
    "\n\n",
    "\u200b",
    "\u00a0",
    "\ufeff",
    "GENEVA, Jan 10 (Reuters) -",
    "Photo: Ada Brook / AFP",
    "Share this",
    "Published: 3 March 2014",
]


def any_text(max_size: int = 200) -> st.SearchStrategy[str]:
    """Return any Unicode text, lone surrogates included."""
    return st.text(st.characters(exclude_categories=()), max_size=max_size)


def report_text(max_pieces: int = 60) -> st.SearchStrategy[str]:
    """Return text made of what reports are made of, in any order."""
    return st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=max_pieces).map("".join)
