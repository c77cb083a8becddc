"""When something was said, where a weekday or a date beside the cue tells it beyond doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from onrecord.extract.draft import Draft
from onrecord.extract.region import cue_region
from onrecord.extract.time_grammar import match_at
from onrecord.extract.time_values import Calendar, Context, Meaning, Shift, evaluate
from onrecord.extract.time_words import Row
from onrecord.extract.view import View
from onrecord.model.dossier import TimeAnchor, TimeExpression
from onrecord.model.span import Span, TokenRange

#: Words before a weekday that make it another week's.
_OTHER_WEEKS = frozenset(
    (word,)
    for word in ("next", "coming", "every", "each", "following", "until", "by", "since", "from", "before", "after")
)
#: Words that the longest day with clock and zone may have.
_N_WORDS = 16


def add_times(view: View, drafts: Sequence[Draft]) -> None:
    """Fill ``said`` of each draft from the words around its cue; doubtful ones stay None."""
    for draft in drafts:
        if draft.kind == "said" and draft.cue is not None:
            draft.said = _find(view, draft, cue_region(view, draft, drafts))


def _find(view: View, draft: Draft, region: Sequence[int]) -> TimeExpression | None:
    assert draft.cue is not None
    allowed = set(region)
    for token in region:
        if not _is_beside(view, draft, token):
            continue
        found = read_day(view, token, view.page.report.published)
        if found is None:
            continue
        tokens, day, anchor = found
        if all(t in allowed for t in range(tokens.first, tokens.last)):
            return day_expression(view.page.cover(tokens), day, anchor)
    return None


def day_expression(span: Span, day: date, anchor: TimeAnchor) -> TimeExpression:
    """Return the time expression of one whole day."""
    start = datetime.combine(day, time())
    return TimeExpression(
        span=span, type="DATE", value=day.isoformat(), start=start, end=start + timedelta(days=1), anchor=anchor
    )


def read_day(view: View, token: int, published: date | None) -> tuple[TokenRange, date, TimeAnchor] | None:
    """Read a day not after the report that begins at a token: "Sunday", "last night", "March 5, 2021", "two days ago".

    Args:
        view: The page.
        token: Where the words may begin.
        published: The report's date; without it only dates with a year can be read.

    Returns:
        Its tokens, the day and its anchor; None where no day stands there or it is in doubt.
    """
    window = range(token, min(len(view.words), token + _N_WORDS))
    match = match_at(Row([view.page.word(t) for t in window]), 0)
    if match is None or match.repeated or match.last > len(window):
        return None
    meaning = match.meaning
    weekday = isinstance(meaning, Calendar) and meaning.weekday is not None
    if weekday and (view.words[token - 1 : token] in _OTHER_WEEKS or _another_week(view, token)):
        return None
    if not _may_be_behind(meaning):
        return None
    found = _day_behind(meaning, published)
    return (TokenRange(token, token + match.last), *found) if found else None


def _may_be_behind(meaning: Meaning) -> bool:
    """Tell whether words mean a day that is not said to lie ahead."""
    if isinstance(meaning, Calendar):
        return not meaning.from_mention and meaning.side != 1 and not (meaning.week or 0) > 0
    if isinstance(meaning, Shift):
        return meaning.unit == "D" and not meaning.from_mention and meaning.n is not None and meaning.n <= 0
    return False


def _day_behind(meaning: Meaning, published: date | None) -> tuple[date, TimeAnchor] | None:
    value = evaluate(meaning, Context(published, tense=-1))
    undated = isinstance(meaning, Calendar) and meaning.year is None and meaning.weekday is None
    if undated and isinstance(meaning, Calendar) and published and value.start and value.start.date() > published:
        value = evaluate(replace(meaning, year_shift=-1), Context(published))
    if value.value is None or value.start is None or len(value.value.partition("T")[0]) != len("2022-01-10"):
        return None
    day = date.fromisoformat(value.value.partition("T")[0])
    if undated and published and day > published:
        return None
    return day, value.anchor


def _another_week(view: View, token: int) -> bool:
    after = view.words[token + 1 : token + 3]
    return bool(after) and (after[0] in {"next", "week", "after", "before"} or after[:2] == ("a", "week"))


def _is_beside(view: View, draft: Draft, token: int) -> bool:
    """Tell whether no verb and no "before" or "after" but the cue's own stands between the cue and a token."""
    assert draft.cue is not None
    sentence = view.sentence(draft.cue.first)
    if not sentence.first <= token < sentence.last:
        return False
    low, high = (draft.cue.last, token) if token >= draft.cue.last else (token, draft.cue.first)
    skip = [*draft.content, *([draft.source] if draft.source else [])]
    if token < draft.cue.first:
        lead = view.words[sentence.first : token]
        if any(word in {"after", "before", "since", "until"} for word in lead[-8:]):
            return False
    between = [t for t in range(low, high) if not any(r.first <= t < r.last for r in skip)]
    return not any(
        (view.reading.upos[t] in {"VERB", "AUX"} and view.words[t] not in {"speaking", "talking", "writing"})
        or view.words[t] in {"before", "after", "since", "until", "ahead"}
        for t in between
    )
