"""One statement that many outlets print: the same speaker and the same words, or words much alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise

from onrecord.model.merged import Judgement, MergedStatement, ReportTrace, StatementEvidence, StatementTrace
from onrecord.resolve.judged import Groups, Links
from onrecord.settings import SETTINGS

#: Share of the shorter content's words that stand in the longer one: of direct speech, of two reports' own words.
_ALIKE_DIRECT = 0.75
_ALIKE = 0.7
#: Least words that two contents share for being alike.
_LEAST_WORDS = 4
#: How much longer the longer content may be where no quotation is shared.
_LONGER = 2.5
#: Statements with one key beyond which it is no key.
_COMMON = 100


@dataclass(frozen=True, slots=True)
class _Print:
    statement: StatementTrace
    report: ReportTrace
    speakers: frozenset[str]
    day: date | None


def find_same_statements(
    traces: Iterable[ReportTrace], who: Mapping[str, str], judgements: Iterable[Judgement] = ()
) -> list[MergedStatement]:
    """Return the statements of many reports, each once.

    Args:
        traces: The reports.
        who: Identity by actor id.
        judgements: Those of kind ``statement`` hold whatever the words say.

    Returns:
        Every statement of every report in exactly one group, by id.
    """
    prints = {p.statement.id: p for p in _prints(traces, who)}
    groups = Groups(prints, Links(judgements, ("statement",)))
    by_key: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for own, one in prints.items():
        met: set[str] = set()
        for key in _keys(one.statement):
            met.update(by_key[key][-_COMMON:])
            by_key[key].append(own)
        for other in sorted(met):
            if groups.of(other) != groups.of(own) and is_same(prints[other], one):
                groups.join(other, own)
    return sorted((_merged([prints[i] for i in group]) for group in groups.groups()), key=lambda m: m.id)


def _prints(traces: Iterable[ReportTrace], who: Mapping[str, str]) -> Iterable[_Print]:
    for trace in traces:
        for statement in trace.statements:
            speakers = frozenset(who.get(s, s) for s in statement.speakers)
            yield _Print(statement, trace, speakers, statement.said or trace.published)


def is_same(one: _Print, other: _Print) -> bool:
    """Tell whether two prints are of one statement; two of one report are told apart by the report itself."""
    a, b = one.statement, other.statement
    if one.report.id == other.report.id or a.polarity != b.polarity or _far(one.day, other.day):
        return False
    same_speaker = bool(one.speakers & other.speakers)
    other_speaker = bool(one.speakers and other.speakers) and not same_speaker
    other_numbers = bool(a.numbers and b.numbers) and not {*a.numbers} & {*b.numbers}
    if other_speaker or other_numbers:
        return False
    if {*a.quotes} & {*b.quotes}:
        return True
    return same_speaker and _is_alike(a, b)


def _is_alike(a: StatementTrace, b: StatementTrace) -> bool:
    """Tell whether two contents have most of their words in common."""
    shared = len({*a.words} & {*b.words})
    short, long = sorted((len(a.words), len(b.words)))
    if shared < _LEAST_WORDS or long > _LONGER * short:
        return False
    return shared / short >= (_ALIKE_DIRECT if a.form == b.form == "direct" else _ALIKE)


def _keys(statement: StatementTrace) -> Iterable[tuple[str, int]]:
    for quote in statement.quotes:
        yield "quote", quote
    # Two contents that share most of their words share two that follow one another in the order of keys.
    for first, second in pairwise(statement.words):
        yield "words", first << 32 | second


def _far(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) > SETTINGS.statement_days


def _merged(prints: Sequence[_Print]) -> MergedStatement:
    ordered = sorted(prints, key=lambda p: (p.report.published is None, p.report.published or date.max, p.statement.id))
    speakers = dict.fromkeys(s for p in ordered for s in sorted(p.speakers))
    digest = sha256(f"statement|{ordered[0].statement.id}".encode()).hexdigest()[:12]
    publishers = {p.report.publisher or p.report.id for p in ordered}
    return MergedStatement(
        id=f"same-{digest}",
        speakers=tuple(speakers),
        n_reports=len({p.report.id for p in ordered}),
        n_publishers=len(publishers),
        evidence=tuple(
            StatementEvidence(report=p.report.id, statement=p.statement.id, span=p.statement.span) for p in ordered
        ),
    )
