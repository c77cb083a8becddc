"""The task ``petrarch`` of ``onrecord score``: linguistic tests on invented countries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.nn.reader import Reader
from onrecord.run.read import read_text
from onrecord.score.bootstrap import measure
from onrecord.score.options import Options
from onrecord.score.petrarch import PETRARCH_METRICS, WEIS_METRICS, count_codings, found_pairs, read_sentences
from onrecord.score.table import Table, take
from onrecord.score.tasks import set_name

_NOTES = [
    "Right: both parties go by a name of their code, and PLOVER's own label is the type of the code's root in CAMEO.",
    "Most codes are of WEIS, not CAMEO: see the second table. Statements (02) have no PLOVER type and count as missed.",
    "Codings and sentences without any: a sentence of which nothing is expected is one more item, right where empty.",
]
_WEIS_NOTES = ["The same answers, the codes' roots taken as WEIS numbers them; the correspondence is ours."]


def score_petrarch(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score the events found in PETRARCH-2's test sentences against their codings."""
    tables = []
    for path in paths:
        counts = [
            count_codings(sentence, found_pairs(read_text(sentence.text, published=sentence.day, reader=reader)))
            for sentence in take(read_sentences(path), set_name(path), options)
        ]
        title = f"petrarch, {set_name(path)}"
        tables.append(Table(f"{title}, codes read as CAMEO", measure(counts, PETRARCH_METRICS), len(counts), _NOTES))
        tables.append(Table(f"{title}, codes read as WEIS", measure(counts, WEIS_METRICS), len(counts), _WEIS_NOTES))
    return tables
