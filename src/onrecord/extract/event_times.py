"""When an event happened: the time expression that its trigger governs, or the nearest one of its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.model.dossier import TimeExpression
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange

#: Steps from a time to the trigger in the tree that still count as governed.
_MAX_STEPS = 4
#: Tokens a time may stand away from a trigger that does not govern it.
_MAX_DISTANCE = 12
#: Relations that lead out of the trigger's own clause.
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "conj", "acl"})


def when_of(reading: Reading, times: Sequence[TimeExpression], trigger: TokenRange) -> TimeExpression | None:
    """Return the time of an event.

    A time that hangs on the trigger in the tree comes first, the one fewest steps away; then the nearest one of the
    sentence that no other verb governs. Durations, sets and unresolved words are no answer.

    Args:
        reading: The report as read.
        times: Its times, in text order.
        trigger: The tokens that name the event.
    """
    sentence = _sentence_of(reading, trigger)
    starts = [span.start for span in reading.page.tokens]
    governed: list[tuple[int, int, TimeExpression]] = []
    near: list[tuple[int, int, TimeExpression]] = []
    for number, time in enumerate(times):
        if time.type not in {"DATE", "TIME"} or time.start is None:
            continue
        tokens = _tokens_of(starts, time.span)
        if not (sentence.first <= tokens.first and tokens.last <= sentence.last) or tokens.first >= tokens.last:
            continue
        steps = _steps_to(reading, tokens, trigger)
        if steps is not None:
            governed.append((steps, number, time))
        elif not _has_other_verb(reading, tokens, trigger):
            distance = max(trigger.first - tokens.last, tokens.first - trigger.last, 0)
            near.append((distance, number, time))
    if governed:
        return min(governed)[2]
    best = min(near, default=None)
    return best[2] if best and best[0] <= _MAX_DISTANCE else None


def _sentence_of(reading: Reading, trigger: TokenRange) -> TokenRange:
    for sentence in reading.sentences:
        if sentence.first <= trigger.first < sentence.last:
            return sentence
    return TokenRange(0, len(reading.page.tokens))


def _tokens_of(starts: Sequence[int], span: Span) -> TokenRange:
    return TokenRange(bisect_left(starts, span.start), bisect_right(starts, span.end - 1))


def _top(reading: Reading, tokens: TokenRange) -> int:
    for token in range(tokens.first, tokens.last):
        if not tokens.first <= reading.heads[token] < tokens.last:
            return token
    return tokens.first


def _steps_to(reading: Reading, tokens: TokenRange, trigger: TokenRange) -> int | None:
    """Return how many steps up the tree lead from a time to the trigger within one clause; None where none do."""
    here = _top(reading, tokens)
    for step in range(1, _MAX_STEPS + 1):
        if reading.deprels[here].partition(":")[0] in _CLAUSES:
            return None
        here = reading.heads[here]
        if here < 0:
            return None
        if trigger.first <= here < trigger.last:
            return step
    return None


def _has_other_verb(reading: Reading, tokens: TokenRange, trigger: TokenRange) -> bool:
    """Tell whether a verb that is not the trigger governs a time directly."""
    head = reading.heads[_top(reading, tokens)]
    return head >= 0 and reading.upos[head] == "VERB" and not trigger.first <= head < trigger.last
