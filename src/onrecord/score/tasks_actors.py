"""The tasks of ``onrecord score`` that need actors: coreference, speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Actor, Statement
from onrecord.model.ids import fact_id
from onrecord.model.reading import Reading
from onrecord.model.span import Span, hull
from onrecord.nn.reader import Reader
from onrecord.resolve.actors import resolve_actors, resolve_mentions
from onrecord.score.bootstrap import Counts, Metric, measure, ratio
from onrecord.score.coreference import COREFERENCE_METRICS, GAP_METRICS, count_coreference, count_gap
from onrecord.score.gold import Attribution, GapItem, GoldMention, GoldText, read_gap, read_texts
from onrecord.score.options import Options
from onrecord.score.predictions import page_of
from onrecord.score.speakers import (
    ACTOR_TYPES,
    clusters_of,
    form_of,
    project_actors,
    speaker_is_named,
    speaker_is_right,
    speaker_of,
)
from onrecord.score.table import Table, take
from onrecord.score.tasks import set_name

#: Marks that open words quoted as they were said.
_OPENERS = frozenset("\"“„«‘'")
_SPEAKER_METRICS: dict[str, tuple[Metric, str]] = {
    "speaker accuracy": (ratio("right", "gold"), "gold"),
    "answered": (ratio("answered", "gold"), "gold"),
    "right where answered": (ratio("right", "answered"), "answered"),
    "by name": (ratio("named", "gold"), "gold"),
    "sources I, we, you": (ratio("deictic right", "deictic gold"), "deictic gold"),
    "sources he, she, it, they": (ratio("pronoun right", "pronoun gold"), "pronoun gold"),
    "other sources": (ratio("noun right", "noun gold"), "noun gold"),
}


def score_coreference(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score clusters of mentions on GUM files, and pronouns on GAP files."""
    tables = []
    for path in paths:
        if path.name.startswith("gap"):
            tables.append(_gap_table(path, reader, options))
            continue
        given, whole = [], []
        for text in take(read_texts(path), set_name(path), options):
            reading = reader.read(page_of(text.text, published=text.published))
            given.append(_gold_mentions(text, reading))
            whole.append(_end_to_end(text, reading))
        title = f"coreference, {set_name(path)}"
        tables.append(Table(f"{title}, gold mentions", measure(given, COREFERENCE_METRICS), len(given)))
        notes = ["Persons, organisations and places with two mentions or more; a mention is right by its head word."]
        tables.append(Table(f"{title}, end to end", measure(whole, COREFERENCE_METRICS), len(whole), notes))
    return tables


def _gold_mentions(text: GoldText, reading: Reading) -> Counts:
    """Cluster the gold mentions of clusters with two or more, whatever their type."""
    clusters = [cluster for cluster in clusters_of(text.mentions) if len(cluster) > 1]
    mentions = sorted({hull(m.spans) or m.head for cluster in clusters for m in cluster})
    answers = resolve_mentions(reading, mentions)
    found: dict[object, set[Span]] = {}
    for mention, answer in zip(mentions, answers, strict=True):
        found.setdefault(("alone", mention) if answer is None else answer, set()).add(mention)
    gold = [{hull(m.spans) or m.head for m in cluster} for cluster in clusters]
    return count_coreference(gold, [cluster for cluster in found.values() if len(cluster) > 1])


def _end_to_end(text: GoldText, reading: Reading) -> Counts:
    actors = resolve_actors(reading, find_statements(reading)).actors
    eligible = [m for m in text.mentions if m.type in ACTOR_TYPES]
    gold, found = project_actors([actor.mentions for actor in actors], clusters_of(eligible))
    several = [cluster for cluster in gold if len(cluster) > 1]
    return count_coreference(several, [cluster for cluster in found if len(cluster) > 1])


def _gap_table(path: Path, reader: Reader, options: Options) -> Table:
    items = [_gap_counts(item, reader) for item in take(read_gap(path), set_name(path), options)]
    notes = ["Gold names are given as mentions; all else is read from the text."]
    return Table(f"coreference, {set_name(path)}", measure(items, GAP_METRICS), len(items), notes)


def _gap_counts(item: GapItem, reader: Reader) -> Counts:
    reading = reader.read(page_of(item.text))
    pronoun, *names = resolve_mentions(reading, [item.pronoun, *item.names])
    found = [pronoun is not None and name == pronoun for name in names]
    return count_gap(item.pronoun.of(item.text), item.means, found)


def score_speakers(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score who speaks, the quotes being given, on GUM attribution files beside their coreference files.

    The clusters come from the file of the same name in the folder ``coref`` next to the attribution file's folder;
    where there is none, from the speakers' mentions in the attribution file itself.
    """
    tables = []
    for path in paths:
        beside = path.parent.parent / "coref" / path.name
        mentions = {t.id: t.mentions for t in read_texts(beside)} if beside.exists() else {}
        documents = [
            _speaker_counts(text, mentions.get(text.id, text.mentions), reader)
            for text in take(read_texts(path), set_name(path), options)
        ]
        title = f"speakers, {set_name(path)}, gold quotes"
        tables.append(Table(title, measure(documents, _SPEAKER_METRICS), len(documents)))
    return tables


def _speaker_counts(text: GoldText, mentions: Sequence[GoldMention], reader: Reader) -> Counts:
    reading = reader.read(page_of(text.text, published=text.published))
    known = [(a, speaker_of(a, text.mentions)) for a in text.attributions]
    wanted = [(a, cluster) for a, cluster in known if cluster is not None]
    given = tuple(
        Statement(
            id=fact_id(reading.page.report.id, f"statement-{number}", (hull(a.content) or a.source[0])),
            kind="said",
            speakers=(),
            speaker_span=hull(a.source),
            cue_span=hull(a.cue),
            content=a.content,
            form="direct" if _is_direct(text.text, a) else "indirect",
            marks=None,
        )
        for number, (a, _) in enumerate(wanted)
    )
    who = resolve_actors(reading, given)
    by_id: dict[str, Actor] = {actor.id: actor for actor in who.actors}
    speakers = {statement.id: statement.speakers for statement in who.statements}
    counts: Counter[str] = Counter({"gold": len(wanted)})
    for statement, (_, cluster) in zip(given, wanted, strict=True):
        ids = speakers.get(statement.id, ())
        source = statement.speaker_span or Span(0, 0)
        members = [m for m in mentions if m.cluster == cluster]
        right = any(speaker_is_right(text.text, source, by_id[i], str(cluster), mentions) for i in ids)
        form = form_of(source.of(text.text))
        counts["answered"] += bool(ids)
        counts["right"] += right
        counts["named"] += any(speaker_is_named(text.text, by_id[i], members) for i in ids)
        counts[f"{form} gold"] += 1
        counts[f"{form} right"] += right
    return counts


def _is_direct(text: str, attribution: Attribution) -> bool:
    """Tell whether a given quote is the words themselves: it opens with a mark, or has no cue."""
    whole = hull(attribution.content)
    return not attribution.cue or (whole is not None and whole.of(text).lstrip()[:1] in _OPENERS)
