"""What is to be looked at first, how often people agreed with what was read, and decisions as annotated reports."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from onrecord.model.arrow import row_to_dossier
from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_to_json
from onrecord.record.export.csv_tables import plain_cell
from onrecord.record.filters import Filters, where
from onrecord.record.judged import read_rulings
from onrecord.record.judgements import read_judgements
from onrecord.serve.decisions import FIELDS, STATES, facts_of, judged, rulings_of
from onrecord.serve.paging import Page
from onrecord.serve.sums import ask_views, page_of_rows
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from onrecord.record.selection import OpenRecord

#: How much hangs on a fact, by kind: hard acts count more than talk, the present more than the background.
_WEIGHTS = {
    "statement": "CASE WHEN in_furniture THEN 0.5 ELSE 1.0 END * (1 + 0.2 * least(len(passed_on_by), 2))",
    "event": "(1 + abs(coalesce(intensity, 0)) / 10) * CASE WHEN background OR in_furniture THEN 0.5 ELSE 1.0 END",
    "position": "1.0",
    "figure": "CASE WHEN in_furniture THEN 0.5 ELSE 1.0 END * CASE WHEN unit IN ('deaths', 'injured', 'missing',"
    " 'displaced', 'troops') THEN 1.5 ELSE 1.0 END",
}
_HEADS = {
    "statement": "coalesce(speaker, speaker_words, 'nobody named') AS head, act AS detail, NULL AS modality,"
    " NULL AS sentence",
    "event": "type || coalesce(' · ' || mode, '') AS head,"
    " array_to_string(actors, ', ') || CASE WHEN len(recipients) > 0 THEN ' → ' || array_to_string(recipients, ', ')"
    " ELSE '' END AS detail, modality, sentence",
    "position": "coalesce(party, '') || ' ' || stance AS head, issue AS detail, NULL AS modality, NULL AS sentence",
    "figure": 'coalesce("of", unit) AS head, unit AS detail, NULL AS modality, sentence',
}
#: What is least sure, weighed by what hangs on it; the newest report first where two are alike.
_QUEUE = """
SELECT report_id, publisher, published, title, words, {head}, confidence, {first} AS start, {last} AS "end",
    4 * confidence * (1 - confidence) * ({weight}) AS urgency
FROM hidden.{kind}s
WHERE {where} AND NOT list_has_any(list_transform(_keys, lambda k: report_id || ':' || k), $decided::VARCHAR[])
ORDER BY urgency DESC, published DESC NULLS LAST, report_id, start
"""
KINDS = tuple(FIELDS)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How people judged the facts of one kind."""

    kind: str
    confirmed: int
    corrected: int
    rejected: int

    @property
    def share(self) -> float | None:
        """Return the share of facts that were right as they were read; None where none was judged."""
        judged_all = self.confirmed + self.corrected + self.rejected
        return self.confirmed / judged_all if judged_all else None

    @property
    def found(self) -> float | None:
        """Return the share of facts that were no invention: confirmed of confirmed and rejected; None without any."""
        decided = self.confirmed + self.rejected
        return self.confirmed / decided if decided else None


def queue(record: OpenRecord, kind: str, filters: Filters, token: str | None) -> Page:
    """Return one page of the facts of a kind that nobody has decided on, the most urgent first."""
    condition, values = where(f"{kind}s", filters)
    decided = [
        f"{r.report}:{r.place}" for r in read_rulings(record) if r.kind == f"{kind}s" and r.verdict in STATES
    ]  # fmt: skip
    first, last = ('"start"', '"end"') if kind != "statement" else _statement_ends()
    query = _QUEUE.format(
        head=_HEADS[kind], weight=_WEIGHTS[kind], kind=kind, where=condition, first=first, last=last
    )  # fmt: skip
    given = {"decided": decided, **values}
    views = tuple(dict.fromkeys((f"{kind}s", "actors")))
    return ask_views(record, views, lambda c: page_of_rows(c, query, given, token, size=SETTINGS.review_rows))


def _statement_ends() -> tuple[str, str]:
    """Return where the first content of a statement, by which it is known, begins and ends; else its cue."""
    key = "coalesce(_keys[2], _keys[1])"
    spot = f"CASE WHEN cue IS NULL THEN _keys[1] ELSE {key} END"
    return f"split_part({spot}, '-', 1)::INT", f"split_part({spot}, '-', 2)::INT"


def agreement(record: OpenRecord) -> list[Agreement]:
    """Return how people judged the facts of each kind."""
    counts = Counter((r.kind[:-1], STATES[r.verdict]) for r in read_rulings(record) if r.verdict in STATES)
    return [
        Agreement(kind, counts[kind, "confirmed"], counts[kind, "corrected"], counts[kind, "rejected"])
        for kind in KINDS
    ]


def judged_reports(record: OpenRecord) -> dict[str, int]:
    """Return the ids of the reports with decisions, and how many each has."""
    found: dict[str, int] = defaultdict(int)
    for ruling in read_rulings(record):
        if ruling.verdict in STATES:
            found[ruling.report] += 1
    return dict(found)


def write_gold(record: OpenRecord, out: BinaryIO, *, whole: bool) -> int:
    """Write a zip of annotated reports: each a dossier in JSON, rejected facts left out, corrected ones as corrected.

    Args:
        record: The record.
        out: Where to.
        whole: Of reports in which every fact was decided on alone; the others hold what nobody has looked at.

    Returns:
        How many reports it holds. ``decisions.csv`` beside them has the whole log.
    """
    n_reports = 0
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for dossier in _gold(record, sorted(judged_reports(record))[: SETTINGS.gold_reports], whole=whole):
            archive.writestr(f"{dossier.report.id[:16]}.json", dossier_to_json(dossier, indent=1))
            n_reports += 1
        archive.writestr("decisions.csv", _log(record))
    return n_reports


def _gold(record: OpenRecord, ids: Sequence[str], *, whole: bool) -> Iterator[Dossier]:
    for report_id in ids:
        row = record.report(report_id)
        if row is None:
            continue
        dossier = row_to_dossier(row)
        rulings = rulings_of(record, report_id, dossier)
        if not whole or rulings.keys() >= facts_of(dossier).keys():
            yield judged(dossier, rulings)


def _log(record: OpenRecord) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    names = ("at", "by", "kind", "left", "right", "verdict", "value")
    writer.writerow(names)
    for row in read_judgements(record, newest_only=False):
        values: list[Any] = [getattr(row, name) for name in names]
        writer.writerow([plain_cell(value) for value in values])
    return text.getvalue()
