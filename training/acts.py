"""Events as labels of words: from dossiers, and from the sentence corpora of events and factuality."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.model.dossier import Dossier, Event
from onrecord.model.reading import ACT_TYPES, MODALITIES
from onrecord.model.span import Span
from onrecord.text.quotes import find_quotations
from onrecord.text.tokens import tokenize
from training.documents import ActLabels, Document, PairLabels, read_lines
from training.labels import ACT_ROLE_TAGS, ACT_TAGS, MODE_NAMES, PARTY_TAGS, mask_of
from training.mapped_types import GENEVA_ROLES, GENEVA_TYPES, RAMS_ROLES, rams_types

Locate = Callable[[Span], range]
_TAG = {tag: number for number, tag in enumerate(ACT_TAGS)}
_ROLE = {tag: number for number, tag in enumerate(ACT_ROLE_TAGS)}
_PARTY = {tag: number for number, tag in enumerate(PARTY_TAGS)}
#: Sentences between an act and a mention of its party from which on nothing is taught.
_FAR_SENTENCES = 2
_FAR_WORDS = 120


@dataclass(slots=True)
class MarkedAct:
    """An event over characters; the fields are those of ``ActLabels``."""

    trigger: list[Span]
    type: str
    modality: int | None = None
    mode: int | None = None
    negated: bool | None = None
    background: bool | None = None
    #: (role, the mentions that may fill it, nearest to be chosen), one entry per filler.
    roles: list[tuple[str, list[Span]]] = field(default_factory=list)


def marked_acts(dossier: Dossier, end: int) -> list[MarkedAct]:
    """Return the events before a character of a report, each retelling as an act whose modality is left open."""
    mentions = {actor.id: [m for m in actor.mentions if m.end <= end] for actor in dossier.actors}
    places = {place.id: place.span for place in dossier.places if place.span.end <= end}
    acts = []
    for event in dossier.events:
        if event.trigger_span.end > end:
            continue
        roles = _fillers(event, mentions)
        mode = MODE_NAMES.index(f"{event.type}/{event.mode}") if event.mode else 0
        if event.when is not None and event.when.span.end <= end:
            roles.append(("time", [event.when.span]))
        if event.where in places:
            roles.append(("place", [places[event.where]]))
        if event.condition_span is not None and event.condition_span.end <= end:
            roles.append(("condition", [event.condition_span]))
        modality = MODALITIES.index(event.modality)
        acts.append(MarkedAct([event.trigger_span], event.type, modality, mode, event.negated, event.background, roles))
        retold = [again for again in event.mentions if again.end <= end]
        acts += [MarkedAct([again], event.type, roles=_fillers(event, mentions)) for again in retold]
    return acts


def _fillers(event: Event, mentions: dict[str, list[Span]]) -> list[tuple[str, list[Span]]]:
    named = [("actor", a) for a in (*event.actors, *event.actors_alleged)]
    named += [("recipient", a) for a in event.recipients]
    return [(role, mentions[a]) for role, a in named if mentions.get(a)]


def label_acts(doc: Document, acts: Iterable[MarkedAct], silent: Iterable[Span], words_of: Locate) -> None:
    """Turn marked acts into labels of a document's words."""
    doc.acts = [1] * len(doc.words)
    for span in silent:
        for word in words_of(span):
            doc.acts[word] = 0
    breaks = _breaks(doc.words)
    for act in acts:
        trigger = [w for span in act.trigger for w in words_of(span)]
        if not trigger:
            continue
        doc.acts[trigger[0]] = 1 << _TAG[f"B-{act.type}"]
        for word in trigger[1:]:
            doc.acts[word] = 1 << _TAG["I"]
        roles = dict.fromkeys(trigger, 1 << _ROLE["trigger"])
        for role, mentions in act.roles:
            _label_filler(roles, role, [words_of(m) for m in mentions], trigger, breaks)
        types = 1 << ACT_TYPES.index(act.type)
        doc.act_frames.append(
            ActLabels(trigger, act.modality, act.mode, act.negated, act.background, None, roles, types)
        )


def _breaks(words: Sequence[str]) -> list[int]:
    """Return for each word how many sentences have ended before it, near enough."""
    counts, count = [], 0
    for word in words:
        counts.append(count)
        count += word in {".", "!", "?"}
    return counts


def _label_filler(
    roles: dict[int, int], role: str, mentions: Sequence[range], trigger: list[int], breaks: Sequence[int]
) -> None:
    """Mark the mention nearest to the act as the filler; others of the same party may or may not be marked."""
    begin, inside = 1 << _ROLE[f"B-{role}"], 1 << _ROLE[f"I-{role}"]

    def distance(words: range) -> tuple[int, int]:
        apart = abs(breaks[words[0]] - breaks[trigger[0]])
        return apart, max(trigger[0] - words[-1], words[0] - trigger[-1])

    ranked = sorted((m for m in mentions if m), key=distance)
    for number, words in enumerate(ranked):
        apart, gap = distance(words)
        sure = number == 0 and apart <= _FAR_SENTENCES and gap <= _FAR_WORDS
        for word in words:
            mask = begin if word == words[0] else inside
            if sure:
                roles[word] = mask
            else:
                roles.setdefault(word, 1 | begin | inside)


def _sentence_document(corpus: str, text: str) -> tuple[Document, Locate]:
    tokens = tokenize(text, 0, len(text))
    words = [span.of(text) for span in tokens]
    starts = [0] if tokens else []
    doc = Document(corpus, words, list(find_quotations(text, tokens, starts)[1]), set(starts))
    return doc, lambda span: _words(tokens, span)


def _words(tokens: Sequence[Span], span: Span) -> range:
    inside = [n for n, token in enumerate(tokens) if token.start < span.end and span.start < token.end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def read_plv(path: Path) -> list[Document]:
    """Return PLV's sentences: who acts on whom, and the type."""
    documents = []
    for record in read_lines(path):
        doc, words_of = _sentence_document("plv", record["text"])
        source, target = ([w for a, b in record[n] for w in words_of(Span(a, b))] for n in ("source", "target"))
        roots = ("CONCEDE", "RETREAT") if record["root"] == "YIELD" else (record["root"],)
        doc.pairs = [PairLabels(source, target, mask_of([ACT_TYPES.index(r) for r in roots]))]
        documents.append(doc)
    return documents


def read_cameo_ner(path: Path) -> list[Document]:
    """Return the sentences of cameo-ner: who acts, who is acted upon, who does both."""
    documents = []
    for record in read_lines(path):
        doc, words_of = _sentence_document("cameo", record["text"])
        doc.parties = [1] * len(doc.words)
        for field_name, role in (("source", "source"), ("target", "target"), ("reciprocal", "both")):
            for a, b in record[field_name]:
                for n, word in enumerate(words_of(Span(a, b))):
                    doc.parties[word] = 1 << _PARTY[f"{'I' if n else 'B'}-{role}"]
        documents.append(doc)
    return documents


def read_factuality(path: Path, corpus: str, held_out: str = "") -> list[Document]:
    """Return sentences whose predicates are rated for whether they happened.

    Args:
        path: The corpus.
        corpus: Its name.
        held_out: Letters and digits of texts that a score is taken on; sentences found in it are left out.
    """
    documents = []
    for record in read_lines(path):
        if held_out and letters(record["text"]) in held_out:
            continue
        doc, words_of = _sentence_document(corpus, record["text"])
        for target in record["targets"]:
            trigger = list(words_of(Span(*target["span"])))
            if trigger:
                doc.act_frames.append(ActLabels(trigger, factuality=float(target["label"])))
        documents.append(doc)
    return documents


def letters(text: str) -> str:
    """Return a text's letters and digits in lower case, to find it where spacing differs."""
    return re.sub(r"[\W_]+", "", text.lower())


def read_geneva(path: Path) -> list[Document]:
    """Return GENEVA's sentences that hold an act with a counterpart in PLOVER; other words teach nothing."""
    documents = []
    for record in read_lines(path):
        mapped = [e for e in record["events"] if e["type"] in GENEVA_TYPES]
        if mapped:
            doc, words_of = _sentence_document("geneva", record["text"])
            for event in mapped:
                _add_mapped(doc, words_of, event, GENEVA_TYPES[event["type"]], GENEVA_ROLES)
            documents.append(doc)
    return documents


def read_rams(path: Path) -> list[Document]:
    """Return RAMS windows whose act has a counterpart in PLOVER; other words teach nothing."""
    documents = []
    for record in read_lines(path):
        (event,) = record["events"]
        types = rams_types(event["type"])
        if types:
            doc, words_of = _sentence_document("rams", record["text"])
            _add_mapped(doc, words_of, event, types, RAMS_ROLES)
            documents.append(doc)
    return documents


def _add_mapped(
    doc: Document, words_of: Locate, event: dict[str, object], types: tuple[str, ...], names: dict[str, str]
) -> None:
    trigger = list(words_of(Span(*event["trigger"])))  # type: ignore[misc]
    if not trigger:
        return
    doc.act_types[trigger[0]] = mask_of([ACT_TYPES.index(name) for name in types])
    roles = dict.fromkeys(trigger, 1 << _ROLE["trigger"])
    for argument in event["arguments"]:  # type: ignore[attr-defined]
        role = names.get(argument["role"])
        for n, word in enumerate(words_of(Span(*argument["span"]))):
            mask = (1 << _ROLE[f"{'I' if n else 'B'}-{role}"]) if role else 0
            roles.setdefault(word, mask)
    if any(a["role"] in names for a in event["arguments"]):  # type: ignore[attr-defined]
        doc.act_frames.append(ActLabels(trigger, roles=roles, types=doc.act_types[trigger[0]]))
