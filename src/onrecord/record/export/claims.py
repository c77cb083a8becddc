"""Facts as claims: in short who says or does what, with the exact words, what stands round them, and a link to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.model.span import Span
from onrecord.record.export.cells import day_of, joined
from onrecord.record.export.links import text_link
from onrecord.record.export.rows import Row, Rows

#: Kinds of rows that can be claims.
CLAIM_KINDS = ("statements", "events", "positions", "figures")
#: Stands for a speaker of whom nothing is known.
_NOBODY = "(not named)"
_PIECES = " … "


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as a claim."""

    #: One of ``CLAIM_KINDS``, or another kind of rows.
    kind: str
    row: Row
    #: In short what is claimed, in our words.
    claim: str
    #: Places of the words in the text of the report, in its order; never none.
    spans: tuple[Span, ...]
    #: The words at these places.
    pieces: tuple[str, ...]
    #: Day it was said or done, where that is known.
    day: date | None

    @property
    def words(self) -> str:
        """The exact words; pieces have an ellipsis between them."""
        return _PIECES.join(self.pieces)

    @property
    def link(self) -> str | None:
        """Address of the words themselves."""
        return text_link(self.row["url"], self.pieces)

    def context(self, text: str, n_chars: int) -> str:
        """Return the words with what stands round them, on one line, up to the next paragraph on either side."""
        first, last = self.spans[0].start, self.spans[-1].end
        before, after = text[max(0, first - n_chars) : first], text[last : last + n_chars]
        before, after = before.rpartition("\n")[2], after.partition("\n")[0]
        if first > n_chars and len(before) == n_chars:
            before = "…" + before.partition(" ")[2]
        if last + n_chars < len(text) and len(after) == n_chars:
            after = after.rpartition(" ")[0] + "…"
        return " ".join(f"{before}{text[first:last]}{after}".split())


def read_claims(rows: Rows, kinds: Sequence[str]) -> Iterator[tuple[Row, list[Claim]]]:
    """Yield each report that has claims, with its text, the oldest first, and its claims in the order of the text."""
    for report, facts in rows.by_report(kinds):
        claims = [make_claim(kind, row, report["text"]) for kind in kinds for row in facts[kind]]
        yield report, sorted(claims, key=lambda claim: claim.spans[0])


def make_claim(kind: str, row: Row, text: str) -> Claim:
    """Return a fact as a claim.

    Args:
        kind: Kind of the row.
        row: As ``hidden.KIND`` has it.
        text: The report's text.
    """
    spans = _spans(kind, row, len(text))
    pieces = tuple(span.of(text) for span in spans)
    return Claim(kind, row, _SHORT.get(kind, _in_short)(row), spans, pieces, _day(row))


def _spans(kind: str, row: Row, length: int) -> tuple[Span, ...]:
    """Return the places of the evidence: of a statement the pieces of its content, which stand in its keys."""
    found = []
    if kind == "statements":
        keys = row["_keys"] or []
        for key in keys[1:] if row["cue"] is not None else keys:
            start, _, end = key.partition("-")
            found.append(Span(int(start), int(end)))
    whole = Span(min(row["start"] or 0, length), min(row["end"] or 0, length))
    return tuple(span for span in found if span.end <= length) or (whole,)


def _day(row: Row) -> date | None:
    start = row.get("said_start") or row.get("when_start")
    return day_of(start) if start else None


def _statement(row: Row) -> str:
    who = row["speaker"] or row["speaker_words"] or _NOBODY
    cue = row["cue"] or "said"
    # "according to" and its like stand before the name, all other cues after it.
    said = f"{cue} {who}" if cue.lower().endswith((" to", "citing", "quoting")) else f"{who} {cue}"
    to = f", to {row['addressee']}" if row["addressee"] else ""
    through = f" (passed on by {joined(row['passed_on_by'], ', ')})" if row["passed_on_by"] else ""
    return _clean(f"{said}{to}{through}")


def _event(row: Row) -> str:
    doers = joined(row["actors"] or (), ", ") or _NOBODY
    others = f" → {joined(row['recipients'], ', ')}" if row["recipients"] else ""
    mode = f" ({row['mode']})" if row["mode"] else ""
    negated = "not to be done, " if row["negated"] else ""
    return _clean(f"{doers}{others}: {row['type']}{mode}, {negated}{row['modality']}")


def _position(row: Row) -> str:
    toward = f" toward {joined(row['toward'], ', ')}" if row["toward"] else ""
    return _clean(f"{row['party'] or _NOBODY} {row['stance']}: {row['issue']}{toward}")


def _figure(row: Row) -> str:
    of = f" of {row['of']}" if row["of"] else ""
    bound = "" if row["bound"] == "exact" else row["bound"].replace("_", " ")
    return _clean(f"{bound} {_number(row)} {row['unit_text'] or row['unit']}{of}")


def _number(row: Row) -> str:
    low, best, high = row["low"], row["best"], row["high"]
    if best is None and low is not None and high is not None:
        return f"{low:g} to {high:g}"
    value = next((v for v in (best, low, high) if v is not None), None)
    return "an unknown number" if value is None else f"{value:,.12g}"


def _in_short(row: Row) -> str:
    return _clean(str(row.get("name") or row.get("value") or row["words"]))


def _clean(words: str) -> str:
    return " ".join(words.split())


_SHORT: dict[str, Any] = {"statements": _statement, "events": _event, "positions": _position, "figures": _figure}
