"""Lines of a PDF page to text: reading order, paragraphs, words parted at line ends, page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

#: The mark of a hyphen at a line end (PDFium writes it so), and a soft hyphen.
_PARTED = ("\x02", "\ufffe", "\u00ad")
#: Gap between columns, in heights of a line; fewest lines of a column, and their fewest characters at the median.
_COLUMN_GAP, _COLUMN_LINES, _COLUMN_CHARS = 0.8, 3, 15
#: Lines of a page beyond which no columns are looked for: such a page is a table.
_MOST_LINES = 1_000
#: Lines at the top and the bottom of a page where furniture stands.
_MARGIN_LINES = 3
#: A page number, with or without words.
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BULLETS = frozenset("•▪●○►‣◦∙")
#: Lines before and after that tell how wide a column is.
_NEAR_LINES = 8
_ENDINGS = frozenset(".!?:…”\"’'»")
#: First halves that keep their hyphen before a small letter.
_HYPHENATED = frozenset(
    "anti co cross ex far half high left long low mid multi non pro right self semi so vice well".split()
)
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_WORD_AFTER = re.compile(r"^[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text on a page; places in points, y upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    #: Number of its page, from 0.
    page: int = 0

    @property
    def height(self) -> float:
        """Height of its letters in points."""
        return self.top - self.bottom


def join_runs(runs: Iterable[Line]) -> list[Line]:
    """Return the lines of a page, from runs of letters as they come: runs side by side are one line."""
    lines: list[Line] = []
    for run in runs:
        if not run.text.strip():
            continue
        last = lines[-1] if lines else None
        if last is not None and _beside(last, run):
            space = "" if run.left - last.right < 0.15 * last.height or last.text.endswith(" ") else " "
            text = last.text + ("" if run.text.startswith(" ") else space) + run.text
            bottom, top = min(last.bottom, run.bottom), max(last.top, run.top)
            lines[-1] = replace(last, text=text, right=max(last.right, run.right), bottom=bottom, top=top)
        else:
            lines.append(run)
    return lines


def _beside(last: Line, run: Line) -> bool:
    """Tell whether a run goes on a line: on the same height, close by."""
    overlap = min(last.top, run.top) - max(last.bottom, run.bottom)
    high = max(min(last.height, run.height), 0.1)
    return overlap > 0.5 * high and -0.5 * last.height < run.left - last.right < 1.2 * max(last.height, run.height)


def drop_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the pages without what repeats at their tops and bottoms, and without page numbers."""
    seen: Counter[str] = Counter()
    for lines in pages:
        edges = sorted(lines, key=lambda line: -line.top)
        seen.update({_shape(line) for line in edges[:_MARGIN_LINES] + edges[-_MARGIN_LINES:]})
    often = max(2, len(pages) // 2)
    return [_without_edges(lines, seen, often) for lines in pages]


def _without_edges(lines: list[Line], seen: Counter[str], often: int) -> list[Line]:
    """Take furniture off a page from its edges inwards, up to the first line that is none."""
    from_top = sorted(lines, key=lambda line: -line.top)
    taken: set[int] = set()
    for edge in (from_top[:_MARGIN_LINES], from_top[::-1][:_MARGIN_LINES]):
        for line in edge:
            if not _is_furniture(line, seen, often):
                break
            taken.add(id(line))
    return [line for line in lines if id(line) not in taken]


def _is_furniture(line: Line, seen: Counter[str], often: int) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip())) or seen[_shape(line)] >= often


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text.strip())


def order_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page as they are read: down the columns where there are some, else from top to bottom."""
    waiting = sorted(lines, key=lambda line: (-line.top, line.left))
    ordered: list[Line] = []
    while waiting:
        number, cut = _columns(waiting)
        if cut is None:
            ordered.append(waiting.pop(0))
            continue
        block, waiting = waiting[:number], waiting[number:]
        ordered += order_lines([line for line in block if line.left < cut])
        ordered += order_lines([line for line in block if line.left >= cut])
    return _by_rows(ordered)


def _columns(lines: Sequence[Line]) -> tuple[int, float | None]:
    """Return how many of the first lines stand in columns, and a place between those; None where they do not."""
    if not 2 * _COLUMN_LINES <= len(lines) <= _MOST_LINES:
        return 0, None
    width = _COLUMN_GAP * max(median(line.height for line in lines), 1.0)
    gaps = [(min(line.left for line in lines), max(line.right for line in lines))]
    number = 0
    while number < len(lines):
        left = [part for gap in gaps for part in _without(gap, lines[number]) if part[1] - part[0] >= width]
        if not left:
            break
        gaps, number = left, number + 1
    if number < 2 * _COLUMN_LINES:
        return 0, None
    cuts = [(low + high) / 2 for low, high in gaps]
    return number, next((cut for cut in cuts if _is_cut(lines[:number], cut)), None)


def _without(gap: tuple[float, float], line: Line) -> list[tuple[float, float]]:
    """Return what a line leaves of a gap."""
    low, high = gap
    if line.right <= low or line.left >= high:
        return [gap]
    return [(low, line.left), (line.right, high)]


def _is_cut(block: Sequence[Line], cut: float) -> bool:
    """Tell whether there is a column of prose on either side of a place."""
    for side in ([line for line in block if line.left < cut], [line for line in block if line.left >= cut]):
        if len(side) < _COLUMN_LINES or median(len(line.text) for line in side) < _COLUMN_CHARS:
            return False
    return True


def _by_rows(lines: list[Line]) -> list[Line]:
    """Put lines that stand side by side in the order from left to right."""
    for number in range(1, len(lines)):
        place = number
        while place and _same_row(lines[place - 1], lines[place]) and lines[place].left < lines[place - 1].left:
            lines[place - 1], lines[place] = lines[place], lines[place - 1]
            place -= 1
    return lines


def _same_row(one: Line, two: Line) -> bool:
    overlap = min(one.top, two.top) - max(one.bottom, two.bottom)
    return overlap > 0.5 * max(min(one.height, two.height), 0.1) and (one.right <= two.left or two.right <= one.left)


def write_paragraphs(lines: Sequence[Line]) -> str:
    """Return lines in reading order as text, paragraphs parted by blank lines, words parted at line ends joined."""
    if not lines:
        return ""
    usual = _usual_step(lines)
    words = _words(lines)
    paragraphs = [lines[0].text.strip()]
    for number in range(1, len(lines)):
        last, line = lines[number - 1], lines[number]
        near = lines[max(0, number - _NEAR_LINES) : number + _NEAR_LINES]
        if _starts_paragraph(last, line, usual) or _ended_early(last, line, near):
            paragraphs.append(line.text.strip())
        else:
            paragraphs[-1] = _join(paragraphs[-1], line.text.strip(), words)
    return "\n\n".join(_mended(paragraph) for paragraph in paragraphs if paragraph)


def _usual_step(lines: Sequence[Line]) -> float:
    """Return the usual way from line to line, in heights."""
    steps = [
        (last.bottom - line.bottom) / max(last.height, 0.1)
        for last, line in pairwise(lines)
        if last.page == line.page and last.bottom > line.bottom
    ]
    return median(steps) if steps else 1.2


def _starts_paragraph(last: Line, line: Line, usual: float) -> bool:
    if last.text.endswith(_PARTED):
        return False
    ended = last.text.rstrip()[-1:] in _ENDINGS
    if line.page != last.page or line.bottom > last.bottom:  # another page or column
        return ended and not line.text.lstrip()[:1].islower()
    high = max(last.height, line.height, 0.1)
    if abs(last.height - line.height) > 0.35 * high or last.bottom - line.bottom > (usual + 0.45) * high:
        return True
    return (line.left - last.left > 0.7 * high and ended) or line.text.lstrip()[:1] in _BULLETS


def _ended_early(last: Line, line: Line, near: Sequence[Line]) -> bool:
    """Tell whether a line was ended on purpose: the next word had room on it, and does not go on in small letters."""
    following = line.text.split()
    if not following or following[0][0].islower() or last.text.endswith(_PARTED) or line.bottom > last.bottom:
        return False
    edge = max(other.right for other in near if other.page == last.page and other.left < last.right)
    letter = (last.right - last.left) / max(len(last.text), 1)
    return edge - last.right > (len(following[0]) + 3) * letter


def _words(lines: Sequence[Line]) -> set[str]:
    return {word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)}


def _join(text: str, following: str, words: set[str]) -> str:
    if not text.endswith(_PARTED):
        return f"{text} {following}"
    text = text.rstrip("".join(_PARTED))
    before, after = _WORD_BEFORE.search(text), _WORD_AFTER.search(following)
    if before is None or after is None:
        return f"{text}-{following}"
    one, two = before.group(), after.group()
    whole, hyphenated = (one + two).lower() in words, f"{one}-{two}".lower() in words
    keeps = not two[0].islower() or one.lower() in _HYPHENATED or one.isupper()
    return f"{text}-{following}" if not whole and (hyphenated or keeps) else text + following


def _mended(text: str) -> str:
    """Return a paragraph without marks of parting inside lines, its ligatures taken apart and its spaces single."""
    for mark in ("\x02", "\ufffe"):
        text = text.replace(mark, "-")
    for letters, ligature in (
        ("ffi", "\ufb03"),
        ("ffl", "\ufb04"),
        ("ff", "\ufb00"),
        ("fi", "\ufb01"),
        ("fl", "\ufb02"),
    ):
        text = text.replace(ligature, letters)
    return " ".join(text.replace("\u00ad", "").split())
