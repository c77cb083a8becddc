"""Find the times of a report: words that say when, resolved against what they are relative to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.codebook.times import time_like_names
from onrecord.extract.time_clock import is_dotted_stamp
from onrecord.extract.time_days import Match
from onrecord.extract.time_grammar import match_at
from onrecord.extract.time_guards import guard
from onrecord.extract.time_tense import tense_around, tense_by_lead, tense_by_tree
from onrecord.extract.time_values import Calendar, Context, Fixed, Length, Shift, Side, Value, evaluate, type_of
from onrecord.extract.time_words import Row
from onrecord.model.dossier import Statement, TimeAnchor, TimeExpression, TimeType
from onrecord.model.page import Page
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.text.tokens import tokenize

#: A quarter told of so many words before is what "a year earlier" is counted from.
_QUARTER_REACH = 250
#: A day told of so many words before is what "two days later" is counted from.
_MENTION_REACH = 60
#: Hours by which stamps one after the other differ where midnight lies between them.
_MIDNIGHT_GAP = 18
#: By the kind of words, the share whose value was right (train part of TimeBank and AQUAINT).
_SHARE_RIGHT = {
    "date": 0.90,
    "calendar": 0.86,
    "shift": 0.72,
    "told": 0.56,
    "length": 0.85,
    "vague length": 0.62,
    "set": 0.58,
    "open": 0.63,
}
#: Furniture whose dates count.
_DATED_FURNITURE = frozenset({"dateline"})


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression with its place, not yet resolved."""

    span: Span
    match: Match
    tense: Side
    #: Number of its first word over the whole report.
    place: int
    #: Whether its paragraph begins with it, as those of live pages and chronicles do.
    stamp: bool = False


def find_times(reading: Reading, statements: Sequence[Statement] = ()) -> tuple[TimeExpression, ...]:
    """Find the time expressions of a report, in text order.

    Words in what somebody said on a known day are relative to that day, others to the report's date.

    Args:
        reading: The report as read; its trees tell past from coming, its person names are no months.
        statements: The statements found in it.
    """
    page = reading.page
    people = frozenset(t for e in reading.entities if e.label == "Person" for t in range(e.tokens.first, e.tokens.last))
    found = [f for f in _scan(page, reading=reading) if not _names_a_person(page, f, people)]
    return tuple(guard(page.report.text, _resolve(found, page.report.published, _said_days(statements))))


def find_page_times(page: Page, *, references: bool = False) -> tuple[TimeExpression, ...]:
    """Find the time expressions of a page without the network, in text order.

    Args:
        page: The report laid out; words are relative to its date.
        references: Also give words for the present, past and future at large ("now", "recently"), which are no times
            of a dossier but are marked in TimeML corpora.
    """
    found = list(_scan(page, references=references))
    return tuple(guard(page.report.text, _resolve(found, page.report.published, ())))


def _names_a_person(page: Page, found: _Found, people: frozenset[int]) -> bool:
    if not people or not isinstance(found.match.meaning, Calendar) or found.match.meaning.month is None:
        return False
    first = bisect_right(page.tokens, (found.span.start, 1 << 60)) - 1
    return first in people and page.tokens[first].end == found.span.end


def _scan(page: Page, *, reading: Reading | None = None, references: bool = False) -> Iterator[_Found]:
    text = page.report.text
    stretches: list[tuple[Span, list[Span], int]] = []
    for paragraph in page.paragraphs:
        tokens = list(page.tokens[paragraph.tokens.first : paragraph.tokens.last])
        if tokens:
            stretches.append((Span(tokens[0].start, tokens[-1].end), tokens, paragraph.tokens.first))
    for piece in page.furniture:
        if piece.kind in _DATED_FURNITURE:
            stretches.append((piece.span, tokenize(text, piece.span.start, piece.span.end), -1))
    stretches.sort(key=lambda s: s[0])
    place = 0
    heads = [[token.of(text) for token in tokens[:2]] for _, tokens, _ in stretches]
    live = sum(len(words) == 2 and is_dotted_stamp(*words) for words in heads) > 1
    for _, tokens, first_token in stretches:
        row = Row([text[token.start : token.end] for token in tokens], live=live)
        for first, match in _match_row(row, references=references):
            tense = tense_by_lead(row, first)
            if not tense and reading is not None and first_token >= 0 and len(reading.heads) == len(page.tokens):
                tense = tense_by_tree(reading, first_token + match.last - 1)
            span = Span(tokens[first].start, tokens[match.last - 1].end)
            stamp = first == 0 and not row.raw[match.last][:1].islower()
            yield _Found(span, match, tense or tense_around(row, first, match.last), place + first, stamp=stamp)
        place += row.size


def _match_row(row: Row, *, references: bool) -> Iterator[tuple[int, Match]]:
    names = time_like_names()
    at = 0
    while at < row.size:
        word = row.low[at]
        if (word in names or "*" in names) and (size := _name_at(row, at, names)):
            at += size
            continue
        match = match_at(row, at, references=references)
        if match is not None and (_is_title(row, at, match) or _names_a_group(row, match)):
            match = None
        if match is None or match.last > row.size:
            at += 1
            continue
        yield at, match
        at = match.last


def _is_title(row: Row, at: int, match: Match) -> bool:
    """Tell the programme "This Week" from this week: all its words have capitals, and no heading goes on with more."""
    meaning = match.meaning
    if not isinstance(meaning, Shift) or match.last - at < 2 or row.low[at] not in {"this", "last", "next"}:
        return False
    return all(row.is_capital(n) for n in range(at, match.last)) and (at > 0 or not row.is_capital(match.last))


#: What groups, treaties and places that bear a date are called.
_DATED_NAMES = frozenset(
    "movement movements brigade brigades coalition alliance front forces army organisation organization committee "
    "agreement accord accords declaration protocol revolution bridge square street avenue stadium airport".split()
)


def _names_a_group(row: Row, match: Match) -> bool:
    """Tell the rebels of the "March 23 Movement" from the day."""
    meaning = match.meaning
    if not isinstance(meaning, Calendar) or meaning.day is None or meaning.year is not None:
        return False
    here = row.skip(match.last, "youth", "martyrs", "revolutionary")
    return row.is_capital(match.last) and row.low[here] in _DATED_NAMES


def _name_at(row: Row, at: int, names: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    """Return how many words a name that only looks like a time has here; 0 where none stands."""
    listed = names.get(row.low[at], ())
    if row.is_capital(at) and row.is_capital(at + 1):
        listed = (*listed, *names.get("*", ()))
    for phrase in listed:
        if all(row.low[at + n] == word or (word == "*" and row.is_capital(at + n)) for n, word in enumerate(phrase)):
            capitals = sum(row.is_capital(at + n) for n in range(len(phrase)))
            if capitals >= min(2, len(phrase)) and row.is_capital(at + len(phrase) - 1):
                return len(phrase)
    return 0


def _said_days(statements: Sequence[Statement]) -> list[tuple[Span, date]]:
    """Return the pieces of what was said on a known day, inner ones last."""
    pieces = [
        (piece, statement.said.start.date())
        for statement in statements
        if statement.said is not None and statement.said.start is not None and _is_one_day(statement.said)
        for piece in statement.content
    ]
    return sorted(pieces, key=lambda p: (p[0].start, -p[0].end))


def _is_one_day(said: TimeExpression) -> bool:
    return said.value is not None and len(said.value.partition("T")[0]) == 10


def _resolve(
    found: Sequence[_Found], published: date | None, said: Sequence[tuple[Span, date]]
) -> Iterator[TimeExpression]:
    mentioned: tuple[str, int] | None = None
    quarter: tuple[str, int] | None = None
    stamp: str | None = None
    for item in found:
        base, anchor = _base_of(item.span, published, said)
        near = mentioned[0] if mentioned and item.place - mentioned[1] <= _MENTION_REACH else None
        context = Context(
            base=base,
            anchor=anchor,
            tense=item.tense,
            mentioned=_stamp_day(stamp, item.match) if item.stamp else near,
            quarter=quarter[0] if quarter and item.place - quarter[1] <= _QUARTER_REACH else None,
        )
        value = evaluate(item.match.meaning, context)
        if value.value and value.start and not item.match.repeated and not isinstance(item.match.meaning, Length):
            mentioned = (value.value, item.place)
            if item.stamp and not isinstance(item.match.meaning, Fixed) and item.match.meaning.hour:
                stamp = value.value
            if value.value[4:6] == "-Q" and isinstance(item.match.meaning, Calendar):
                quarter = (value.value, item.place)
        yield _express(item, value)


def _stamp_day(before: str | None, match: Match) -> str | None:
    """Return the day of a stamp: that of the one before, or its neighbour where midnight lies between them.

    Args:
        before: Value of the stamp before; None where there is none.
        match: The stamp.
    """
    hour = match.meaning.hour if isinstance(match.meaning, Shift) else None
    if before is None or hour is None or not (hour[1:3].isdigit() and before[11:13].isdigit()):
        return before
    hours = int(hour[1:3]) - int(before[11:13])
    turn = 0 if abs(hours) < _MIDNIGHT_GAP else -1 if hours > 0 else 1
    day = date.fromisoformat(before[:10]).toordinal() + turn
    return date.fromordinal(day).isoformat() if 0 < day <= date.max.toordinal() else None


def _base_of(span: Span, published: date | None, said: Sequence[tuple[Span, date]]) -> tuple[date | None, TimeAnchor]:
    inner: tuple[date | None, TimeAnchor] = (published, "published")
    for piece, day in said:
        if piece.contains(span):
            inner = (day, "statement")
    return inner


def _express(item: _Found, value: Value) -> TimeExpression:
    match = item.match
    reference = isinstance(match.meaning, Fixed) and (match.meaning.value or "").endswith("_REF")
    return TimeExpression(
        span=item.span,
        type=_type_of(match, value, reference=reference),
        value=value.value,
        start=None if match.repeated else value.start,
        end=None if match.repeated else value.end,
        modifier=match.modifier,
        anchor=value.anchor,
        confidence=_confidence(match, value),
    )


def _type_of(match: Match, value: Value, *, reference: bool) -> TimeType:
    if match.repeated:
        return "SET"
    if reference or value.value is None:
        return "DATE" if reference else type_of(match.meaning)
    if value.value.startswith("P") and not value.value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value.value[1:] else type_of(match.meaning)


def _confidence(match: Match, value: Value) -> float:
    """Return how often the value of such words is right, as measured."""
    meaning = match.meaning
    if value.value is None or value.value.endswith("_REF"):
        return _SHARE_RIGHT["open"]
    if match.repeated:
        return _SHARE_RIGHT["set"]
    if isinstance(meaning, Length):
        return _SHARE_RIGHT["length" if meaning.n is not None and not meaning.side else "vague length"]
    if isinstance(meaning, Shift):
        return _SHARE_RIGHT["told" if meaning.from_mention or meaning.quarter else "shift"]
    if isinstance(meaning, Calendar):
        whole = meaning.weekday is None and (meaning.year is not None or meaning.day is not None)
        return _SHARE_RIGHT["date" if whole else "calendar"]
    return _SHARE_RIGHT["shift"]
