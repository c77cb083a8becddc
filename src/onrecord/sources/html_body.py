"""The main part of a web page, as extraction gives it, to text: one paragraph for each block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Elements of the extracted body that begin and end a paragraph.
_BLOCKS = frozenset("body div head p item quote list table row cell code fw entry ab".split())
#: A row of a table whose cells are no longer than this is a row; longer cells are a page laid out with tables.
_CELL_CHARS = 120
_BLANK = re.compile(r"\n{2,}")
_SPACE = re.compile(r"[^\S\n]+")


def write_body(body: _Element) -> str:
    """Return the text of an extracted body: paragraphs parted by blank lines, cells of a row by bars.

    A line end inside a paragraph stays one; two in a row part paragraphs.
    """
    lines = [_SPACE.sub(" ", line).strip() for line in "".join(_walk(body)).split("\n")]
    return _BLANK.sub("\n\n", "\n".join(lines)).strip("\n")


def _walk(element: _Element) -> Iterator[str]:
    """Yield the pieces of text of an element, with line ends where paragraphs end."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "row" and (cells := _short_cells(element)):
        yield "\n\n" + " | ".join(cells) + "\n\n"
        return
    block = tag in _BLOCKS
    if block:
        yield "\n\n"
    elif tag == "lb":
        yield "\n"
    if tag != "graphic":
        yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _walk(child)
        yield (child.tail or "").replace("\n", " ")
    if block:
        yield "\n\n"


def _short_cells(row: _Element) -> list[str]:
    """Return the words of the cells of a row; none where it is no row of a table of words and numbers."""
    cells = ["".join(cell.itertext()) for cell in row]
    if len(cells) < 2 or any(len(cell) > _CELL_CHARS for cell in cells):
        return []
    return [" ".join(cell.split()) for cell in cells]
