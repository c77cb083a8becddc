"""When something was said, where a weekday or a date beside the cue tells it beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from onrecord.extract.draft import Draft
from onrecord.extract.region import cue_region
from onrecord.extract.view import View
from onrecord.model.dossier import TimeAnchor, TimeExpression
from onrecord.model.span import Span, TokenRange

_WEEKDAYS = {
    name: n for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            ("january", "jan", "jan."),
            ("february", "feb", "feb."),
            ("march",),
            ("april",),
            ("may",),
            ("june",),
            ("july",),
            ("august", "aug", "aug."),
            ("september", "sept", "sept."),
            ("october", "oct", "oct."),
            ("november", "nov", "nov."),
            ("december", "dec", "dec."),
        ),
        start=1,
    )
    for name in names
}
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Words before a weekday that make it another week's.
_OTHER_WEEK = frozenset(
    {"next", "coming", "every", "each", "following", "until", "by", "since", "from", "before", "after"}
)


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
    """Read a day that begins at a token: a weekday, "yesterday", "today", "5 March", "March 5, 2021".

    Args:
        view: The page.
        token: Where the words may begin.
        published: The report's date; without it only dates with a year can be read.

    Returns:
        Its tokens, the day and its anchor; None where no day stands there or it is in doubt.
    """
    word = view.words[token]
    before = view.words[token - 1] if token > 0 else ""
    if word in _WEEKDAYS and view.page.word(token)[:1].isupper():
        if published is None or before in _OTHER_WEEK or _another_week(view, token):
            return None
        back = (published.weekday() - _WEEKDAYS[word]) % 7
        if before == "last" and back == 0:
            back = 7
        return TokenRange(token, token + 1), published - timedelta(days=back), "published"
    if word in {"yesterday", "today", "tonight"} and published is not None:
        return TokenRange(token, token + 1), published - timedelta(days=int(word == "yesterday")), "published"
    return _month_and_day(view, token, published)


def _another_week(view: View, token: int) -> bool:
    after = view.words[token + 1 : token + 3]
    return bool(after) and (after[0] in {"last", "next", "week", "after", "before"} or after[:2] == ("a", "week"))


def _month_and_day(view: View, token: int, published: date | None) -> tuple[TokenRange, date, TimeAnchor] | None:
    words = [*view.words[token : token + 4], "", "", "", ""][:4]
    if words[0] in _MONTHS and (match := _DAY.fullmatch(words[1])):
        month, day, used = _MONTHS[words[0]], int(match[1]), 2
    elif words[1] in _MONTHS and (match := _DAY.fullmatch(words[0])):
        month, day, used = _MONTHS[words[1]], int(match[1]), 2
    else:
        return None
    rest = words[used + 1 :] if words[used] == "," else words[used:]
    if rest and _YEAR.fullmatch(rest[0]):
        used = used + 2 if words[used] == "," else used + 1
        found = _day(int(rest[0]), month, day)
        return (TokenRange(token, token + used), found, "absolute") if found else None
    if published is None:
        return None
    found = _day(published.year, month, day)
    if found is not None and found > published:
        found = _day(published.year - 1, month, day)
    return (TokenRange(token, token + used), found, "published") if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


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
