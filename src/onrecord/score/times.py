"""Time expressions: strict and relaxed spans, and equal values, as TempEval-3 counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.extract.times import find_page_times
from onrecord.model.dossier import TimeExpression
from onrecord.model.span import Span
from onrecord.nn.reader import Reader
from onrecord.score.bootstrap import Counts, measure, prf
from onrecord.score.gold import GoldError, parse_day, read_records
from onrecord.score.options import Options
from onrecord.score.predictions import page_of
from onrecord.score.table import Table, take

#: Every so many documents, by id, belong to the dev part of TimeBank and AQUAINT.
DEV_STEP = 4
#: Sentences of a MEANTIME text in which times are marked: the title and five more.
N_ANNOTATED_SENTENCES = 6
_TIMEBANK_NOTE = "Dev: every 4th document by sorted id of all files given that are annotated throughout."
_NOTES = (
    "Relaxed: spans that share a character. Value: relaxed, and the same TIMEX3 value, character by character.",
    "Words for now, the past and the future at large count (TimeML marks them; dossiers leave them out).",
)


@dataclass(frozen=True, slots=True)
class GoldTime:
    """One time expression of an annotated text."""

    span: Span
    #: TIMEX3 value.
    value: str
    #: DATE, TIME, DURATION or SET.
    type: str


@dataclass(frozen=True, slots=True)
class GoldTimes:
    """An annotated text and its times."""

    id: str
    text: str
    #: ISO date of publication, perhaps with a clock time; None where unknown.
    published: str | None
    times: tuple[GoldTime, ...]
    #: How far the text is annotated; None for all of it.
    annotated_to: int | None = None


def read_times(path: Path) -> list[GoldTimes]:
    """Return the texts of a file of times.

    Raises:
        GoldError: The file is none.
    """
    return [_document(record, path) for record in read_records(path)]


def _document(record: dict[str, Any], path: Path) -> GoldTimes:
    if "timexes" not in record:
        raise GoldError(f"{path}: a record without 'timexes'; give a file of time expressions")
    return GoldTimes(
        id=str(record["id"]),
        text=record["text"],
        published=record.get("published"),
        times=tuple(GoldTime(Span(*t["span"]), t["value"], t["type"]) for t in record["timexes"] if t.get("span")),
        annotated_to=_annotated_to(record),
    )


def _annotated_to(record: dict[str, Any]) -> int | None:
    """Return how far times are marked: in MEANTIME, title and five sentences; what is marked further on is events."""
    end: int | None = record.get("annotated_to")
    sentences = record.get("sents") or ()
    if end is None or len(sentences) <= N_ANNOTATED_SENTENCES:
        return end
    return min(end, int(sentences[N_ANNOTATED_SENTENCES - 1][1]))


def score_times(paths: Sequence[Path], _reader: Reader | None, options: Options) -> list[Table]:
    """Score time expressions; the network is not used.

    Files annotated throughout (TimeBank, AQUAINT) are put together and split in train and dev; a file annotated in
    part (MEANTIME) is scored whole, as far as it is annotated.
    """
    whole: list[GoldTimes] = []
    tables = []
    for path in paths:
        documents = read_times(path)
        if any(document.annotated_to is not None for document in documents):
            tables.append(_table(path.name.split(".")[0], documents, options, []))
        else:
            whole += documents
    whole.sort(key=lambda document: document.id)
    if whole:
        dev = whole[DEV_STEP - 1 :: DEV_STEP]
        train = [document for number, document in enumerate(whole) if number % DEV_STEP != DEV_STEP - 1]
        tables.append(_table("train", train, options, [_TIMEBANK_NOTE]))
        tables.append(_table("dev", dev, options, [_TIMEBANK_NOTE]))
    return tables


def _table(name: str, documents: Sequence[GoldTimes], options: Options, notes: list[str]) -> Table:
    counts = [_count_document(document) for document in take(documents, name, options)]
    metrics = {**prf("strict"), **prf("relaxed"), **prf("value")}
    return Table(f"times, {name}", measure(counts, metrics), len(counts), [*_NOTES, *notes])


def _count_document(document: GoldTimes) -> Counts:
    return count_times(document, find_gold_times(document))


def find_gold_times(document: GoldTimes) -> tuple[TimeExpression, ...]:
    """Return what Onrecord finds in an annotated text, as far as it is annotated."""
    page = page_of(document.text, published=parse_day(document.published))
    end = len(document.text) if document.annotated_to is None else document.annotated_to
    return tuple(t for t in find_page_times(page, references=True) if t.span.start < end)


def count_times(gold: GoldTimes, found: Sequence[TimeExpression]) -> Counts:
    """Compare times; counts are named ``strict right``, ``value found``, …

    Each gold time is paired with at most one found time, the one with the same span before others that overlap.
    """
    counts: Counter[str] = Counter()
    for name in ("strict", "relaxed", "value"):
        counts[f"{name} gold"] += len(gold.times)
        counts[f"{name} found"] += len(found)
    for time, match in pair_times(gold.times, found):
        counts["relaxed right"] += 1
        counts["strict right"] += time.span == match.span
        counts["value right"] += time.value == match.value
    return counts


def pair_times(gold: Sequence[GoldTime], found: Sequence[TimeExpression]) -> list[tuple[GoldTime, TimeExpression]]:
    """Pair gold and found times that overlap, equal spans first; each is used once."""
    pairs: list[tuple[GoldTime, TimeExpression]] = []
    used: set[int] = set()
    left: list[GoldTime] = []
    places = {time.span: number for number, time in enumerate(found)}
    for time in gold:
        same = places.get(time.span)
        if same is None or same in used:
            left.append(time)
        else:
            used.add(same)
            pairs.append((time, found[same]))
    for time in left:
        for number, match in enumerate(found):
            if number not in used and match.span.overlaps(time.span):
                used.add(number)
                pairs.append((time, match))
                break
    return pairs
