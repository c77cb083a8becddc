"""The test sentences of PETRARCH-2: invented countries, each sentence with codings (source, target, code).

The sentences are older than CAMEO: most of their codes are those of WEIS, whose categories bear other numbers (04
approves, 12 accuses, 16 warns), and some are the tests' own (34, 80, 90, 91). The file calls all of them CAMEO. Both
readings are scored, and the reading by CAMEO has a ceiling far below one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.model.dossier import Actor, Dossier, Event
from onrecord.score.assignment import match_pairs
from onrecord.score.bootstrap import Counts, Metric, f1, ratio
from onrecord.score.gold import GoldError, read_records
from onrecord.score.layer_scores import told_events
from onrecord.score.petrarch_names import name_pattern
from onrecord.score.speakers import is_pronoun

#: PLOVER types by the root of a code, as CAMEO numbers them; 01 and 02, statements, have none.
#: Source: the conversion table of PLOVER (openeventdata/PLOVER, cameo2plover), by the first code of each root.
CAMEO: dict[str, tuple[str, ...]] = {
    "03": ("AGREE",), "04": ("CONSULT",), "05": ("SUPPORT",), "06": ("COOPERATE",), "07": ("AID",),
    "08": ("CONCEDE", "RETREAT"), "09": ("ACCUSE",), "10": ("REQUEST",), "11": ("ACCUSE",), "12": ("REJECT",),
    "13": ("THREATEN",), "14": ("PROTEST",), "15": ("MOBILIZE",), "16": ("SANCTION",), "17": ("COERCE",),
    "18": ("ASSAULT",), "19": ("ASSAULT",), "20": ("ASSAULT",),
}  # fmt: skip
#: The same as WEIS numbers them; 02, comments, has none. A root that PLOVER divides may be any of its parts.
#: Source: categories of WEIS (McClelland 1978) set beside PLOVER's definitions; the choice is ours.
WEIS: dict[str, tuple[str, ...]] = {
    "01": ("CONCEDE", "RETREAT"), "03": ("CONSULT",), "04": ("SUPPORT",), "05": ("AGREE", "SUPPORT"),
    "06": ("COOPERATE", "CONCEDE", "RETREAT", "AGREE"), "07": ("AID",), "08": ("AGREE",), "09": ("REQUEST",),
    "10": ("REQUEST",), "11": ("REJECT",), "12": ("ACCUSE",), "13": ("ACCUSE", "PROTEST"), "14": ("REJECT",),
    "15": ("REQUEST",), "16": ("THREATEN",), "17": ("THREATEN",), "18": ("PROTEST", "MOBILIZE"), "19": ("SANCTION",),
    "20": ("SANCTION", "COERCE"), "21": ("COERCE",), "22": ("ASSAULT",),
}  # fmt: skip
#: The root CAMEO gives a type, unless the mode says otherwise.
_ROOT: dict[str, str] = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08",
    "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15",
    "SANCTION": "16", "COERCE": "17", "ASSAULT": "19",
}  # fmt: skip
_ROOT_OF_MODE: dict[tuple[str, str], str] = {
    ("ACCUSE", "investigate"): "09",
    **{("ASSAULT", mode): "18" for mode in ("abduct", "beat", "torture", "sexual", "targeted", "suicide-attack")},
    ("ASSAULT", "explosives"): "18",
    ("ASSAULT", "unconventional"): "20",
}
#: The line that ends the file; it is no test.
_END = "FINAL-RECORD"


@dataclass(frozen=True, slots=True)
class Coding:
    """One expected event."""

    #: Actor code; None where nobody is named.
    source: str | None
    target: str | None
    code: str

    @property
    def root(self) -> str:
        """The first two digits of the code."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A sentence with all events that are expected of it; none where it should yield nothing."""

    id: str
    text: str
    day: date
    codings: tuple[Coding, ...]
    #: True where the file says that there is no event (others without codings test faulty input).
    no_event: bool


@dataclass(frozen=True, slots=True)
class FoundPair:
    """A found event between one actor and one recipient; either may be nobody."""

    source: frozenset[str]
    target: frozenset[str]
    #: PLOVER's own label of the event.
    type: str
    #: CAMEO root of that label and the mode.
    root: str


def read_sentences(path: Path) -> Iterator[CodedSentence]:
    """Yield the test sentences of a file, its closing line left out.

    Raises:
        GoldError: A record has other fields.
    """
    for record in read_records(path):
        if not {"id", "date", "text", "events", "no_event"} <= record.keys():
            raise GoldError(f"{path}: a record without date, text, events or no_event; give the file petrarch-unit")
        if record["id"] != _END:
            yield _sentence(record)


def _sentence(record: Mapping[str, Any]) -> CodedSentence:
    day = str(record["date"])
    return CodedSentence(
        str(record["id"]),
        record["text"],
        date(int(day[:4]), int(day[4:6]), int(day[6:8])),
        tuple(Coding(e["source"], e["target"], e["cameo"]) for e in record["events"]),
        bool(record["no_event"]),
    )


def found_pairs(dossier: Dossier) -> list[FoundPair]:
    """Return the events of a dossier as pairs: each actor with each recipient, parties of a meeting with each other.

    A meeting counts both ways, as the tests have it; one event gives a pair of parties once.
    """
    names = {actor.id: names_of(dossier, actor) for actor in dossier.actors}
    pairs = []
    for event in told_events(dossier, dossier.furniture):
        label = event.plover or event.type
        root = _ROOT_OF_MODE.get((label, event.mode or ""), _ROOT[label])
        for source, target in _sides(event):
            pairs.append(FoundPair(names.get(source, frozenset()), names.get(target, frozenset()), label, root))
    return pairs


def _sides(event: Event) -> list[tuple[str, str]]:
    """Return (actor id, recipient id) of each pair; an empty id is nobody."""
    if len(event.actors) > 1 and not event.recipients:
        return [(a, b) for a in event.actors for b in event.actors if a != b]
    sides = [(a, b) for a in event.actors or ("",) for b in event.recipients or ("",)]
    if event.type == "CONSULT":
        sides += [(b, a) for a, b in sides if a and b]
    return sides


def names_of(dossier: Dossier, actor: Actor) -> frozenset[str]:
    """Return the names by which an actor may be known: its name, its mentions, those of the state it speaks for."""
    text = dossier.report.text
    state = [other for other in dossier.actors if other.id == actor.same_as]
    words = {name for one in [actor, *state] for name in (one.name, *(span.of(text) for span in one.mentions))}
    return frozenset(name for name in words if not is_pronoun(name))


def stands_for(code: str | None, names: frozenset[str]) -> bool:
    """Tell whether an actor code means a party that goes by these names.

    A code of nobody in particular ("---GOV", none at all) means no party, or one under none of the tests' names.
    """
    pattern = name_pattern(code)
    if pattern is None:
        return not any(_ANY.search(name) for name in names)
    return any(pattern.search(name) for name in names)


_ANY = name_pattern("") or re.compile("")


def count_codings(sentence: CodedSentence, pairs: Sequence[FoundPair]) -> Counts:
    """Compare the codings of a sentence with the pairs found in it, each with one at most.

    Returns:
        Counts ``codings``, ``coded CAMEO`` and ``coded WEIS`` (those whose root has a PLOVER type there), ``found``,
        ``empty`` and ``left empty``; and what is right: ``CAMEO``, ``WEIS`` (source, target and type), ``CAMEO type``,
        ``WEIS type``, ``root``, ``parties``, ``source``, ``target``.
    """
    counts: Counter[str] = Counter({"codings": len(sentence.codings), "found": len(pairs)})
    edges: dict[str, list[tuple[float, int, int]]] = {name: [] for name in _RIGHT}
    for i, coding in enumerate(sentence.codings):
        counts["coded CAMEO"] += coding.root in CAMEO
        counts["coded WEIS"] += coding.root in WEIS
        for j, pair in enumerate(pairs):
            for name, right in _agreement(coding, pair).items():
                if right:
                    edges[name].append((1.0, i, j))
    for name, kept in edges.items():
        counts[name] = len(match_pairs(kept))
    counts["empty"] = int(sentence.no_event)
    counts["left empty"] = int(sentence.no_event and not pairs)
    counts["asked"] = len(sentence.codings) or 1
    counts["answered"] = counts["CAMEO"] if sentence.codings else int(not pairs)
    return counts


_RIGHT = ("CAMEO", "WEIS", "CAMEO type", "WEIS type", "root", "parties", "source", "target")


def _agreement(coding: Coding, pair: FoundPair) -> dict[str, bool]:
    source, target = stands_for(coding.source, pair.source), stands_for(coding.target, pair.target)
    by_cameo, by_weis = pair.type in CAMEO.get(coding.root, ()), pair.type in WEIS.get(coding.root, ())
    return {
        "CAMEO": source and target and by_cameo,
        "WEIS": source and target and by_weis,
        "CAMEO type": by_cameo,
        "WEIS type": by_weis,
        "root": pair.root == coding.root,
        "parties": source and target,
        "source": source,
        "target": target,
    }


def _scheme_metrics(scheme: str) -> dict[str, tuple[Metric, str]]:
    return {
        "codings right": (ratio(scheme, "codings"), "codings"),
        "codings right, of those with a PLOVER type": (ratio(scheme, f"coded {scheme}"), f"coded {scheme}"),
        "type alone": (ratio(f"{scheme} type", "codings"), "codings"),
        "codings F1": (f1(scheme, "found", "codings"), "codings"),
    }


PETRARCH_METRICS: dict[str, tuple[Metric, str]] = {
    **_scheme_metrics("CAMEO"),
    "codings and sentences without any": (ratio("answered", "asked"), "asked"),
    "CAMEO root alone": (ratio("root", "codings"), "codings"),
    "source and target alone": (ratio("parties", "codings"), "codings"),
    "source alone": (ratio("source", "codings"), "codings"),
    "target alone": (ratio("target", "codings"), "codings"),
    "sentences without event left empty": (ratio("left empty", "empty"), "empty"),
}
WEIS_METRICS: dict[str, tuple[Metric, str]] = _scheme_metrics("WEIS")
