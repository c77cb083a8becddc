"""The day of publication, as the report's own header or dateline gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from onrecord.model.page import Furniture
from onrecord.text.datelines import is_date_line
from onrecord.text.dates import DATE, parse_date

_DATE = re.compile(DATE, re.IGNORECASE)
_FIRST = re.compile(r"publish|posted|issued|created|first", re.IGNORECASE)
#: What a header date may be, the best first.
_PUBLISHED, _UNLABELLED, _CHANGED = range(3)
#: An unlabelled date further on is the date of something else.
_BEGINNING_CHARS = 1_500
_LATER = re.compile(r"updated|modified|edited|corrected", re.IGNORECASE)


def find_published(text: str, furniture: Sequence[Furniture]) -> tuple[date, Literal["header", "dateline"]] | None:
    """Return the day of publication and where it stands; None where the text does not tell.

    Only what stands near the beginning counts, or is labelled as the day of publication. A date header line
    comes before a dateline, and a day of publication before a day of updating. A date without year, or one in figures
    that could be two days (03/04/2022), tells nothing.

    Args:
        text: The report's text.
        furniture: The report's furniture, as ``find_furniture`` gives it.
    """
    headers: list[tuple[int, date]] = []
    datelines: list[date] = []
    for piece in furniture:
        if piece.kind != "dateline":
            continue
        words = piece.span.of(text)
        header = is_date_line(words)
        place = 0
        for match in _DATE.finditer(words):
            day = parse_date(match.group())
            rank = _rank(words[place : match.start()])
            if day is None or (piece.span.start > _BEGINNING_CHARS and rank != _PUBLISHED):
                pass
            elif header:
                headers.append((rank, day))
            else:
                datelines.append(day)
            place = match.end()
    if headers:
        return min(headers, key=lambda ranked: ranked[0])[1], "header"
    return (datelines[0], "dateline") if datelines else None


def _rank(label: str) -> int:
    if _LATER.search(label):
        return _CHANGED
    return _PUBLISHED if _FIRST.search(label) else _UNLABELLED
