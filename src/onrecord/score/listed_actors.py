"""The actors that an annotated report lists, with every place that means them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.model.dossier import Actor, ActorKind
from onrecord.model.ids import fact_id
from onrecord.model.span import Span
from onrecord.score.codes import ACTOR_KINDS, BODIES, SECTORS
from onrecord.score.gold_dossiers import split_names
from onrecord.score.inline import InlineReport
from onrecord.score.notes import Findings, Note, find_words


@cache
def country_codes() -> frozenset[str]:
    """Return every country code of the code book, and the codes of bodies that stand where a country does."""
    table = (files("onrecord.codebook") / "data" / "actors" / "countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t")[0] for line in table.splitlines() if line and not line.startswith("#")]
    return frozenset(rows) | BODIES


class ListedActors:
    """Finds actors by name, other name or number, and gathers their mentions."""

    def __init__(self, report: InlineReport, notes: dict[int, Note], identity: str, findings: Findings) -> None:
        self._findings = findings
        self._notes = {note.label: note for note in notes.values()}
        self._line = 1
        self._mentions = {label: set(_mentions(report.text, note)) for label, note in self._notes.items()}
        self._by_name: dict[str, list[str]] = {}
        for label, note in self._notes.items():
            for name in {label, *note.bare[:1], *_other_names(note)}:
                self._by_name.setdefault(name, []).append(label)
        self._ids = {}
        for label, note in self._notes.items():
            first = min(self._mentions[label], default=None)
            if first is None:
                findings.wrong(
                    note.line,
                    f"no words in the text mean {note.label}; mark some with {{{note.label}:…}} or add also=…",
                )
            self._ids[label] = f"{fact_id(identity, 'actor', first or Span(0, 0))}-{note.number}"

    def at(self, line: int) -> None:
        """Set the line to complain about from now on."""
        self._line = line

    def label(self, name: str) -> str | None:
        """Return the label ("n3") of an actor given by a name or label; None, noted, where there is none."""
        labels = self._by_name.get(name) or self._by_name.get(name.removeprefix("the ").removeprefix("The "), [])
        if len(labels) == 1:
            return labels[0]
        if labels:
            self._findings.wrong(self._line, f"'{name}' is {' and '.join(labels)}; write the number")
        else:
            self._findings.wrong(
                self._line, f"'{name}' is no listed actor; add a line 'n…: {name}; kind' or mend the name"
            )
        return None

    def get(self, name: str, mention: Span | None) -> str | None:
        """Return the id of an actor, noting a mention of it."""
        label = self.label(name)
        if label is None:
            return None
        if mention is not None:
            self._mentions[label].add(mention)
        return self._ids[label]

    def several(self, names: str) -> tuple[str, ...]:
        """Return the ids of "Ada Bell + Carl Dorn"; "none" is nobody."""
        if names == "none":
            return ()
        found = [self.get(name, None) for name in split_names(names)]
        return tuple(actor for actor in found if actor is not None)

    def all(self) -> tuple[Actor, ...]:
        """Return the actors in the order of their first mention."""
        built = [self._build(label, note) for label, note in self._notes.items()]
        return tuple(sorted(built, key=lambda actor: (actor.mentions[:1], actor.id)))

    def _build(self, label: str, note: Note) -> Actor:
        kind, country, sector = self._codes(note)
        self.at(note.line)
        state = self.get(note.values["same_as"], None) if "same_as" in note.values else None
        if state == self._ids[label]:
            self._findings.wrong(note.line, f"{label} is said to be the same as itself; name the state it speaks for")
        return Actor(
            id=self._ids[label],
            name=note.bare[0] if note.bare else "",
            kind=cast(ActorKind, kind),
            country=country,
            sector=sector,
            title=note.values.get("title"),
            same_as=state,
            mentions=tuple(sorted(self._mentions[label])),
        )

    def _codes(self, note: Note) -> tuple[str, str | None, str | None]:
        kind = country = sector = None
        for word in note.bare[1:]:
            if word in ACTOR_KINDS and kind is None:
                kind = word
            elif word in SECTORS and (sector is None and (word not in BODIES or country is not None)):
                sector = word
            elif word in country_codes() and country is None:
                country = word
            else:
                self._findings.wrong(
                    note.line, f"'{word}' is no kind, country or sector; write 'name; kind; KAZ; GOV' with known codes"
                )
        if kind is None:
            kinds = ", ".join(sorted(ACTOR_KINDS))
            self._findings.wrong(note.line, f"{note.label} has no kind; write one after the name: {kinds}")
        return kind or "group", country, sector


def _other_names(note: Note) -> list[str]:
    pieces = (piece.strip() for piece in note.values.get("also", "").split("|"))
    return [piece.partition("#")[0].strip() for piece in pieces if piece]


def _mentions(text: str, note: Note) -> list[Span]:
    """Return the places of the name, unless ``also`` says which of them count, and of all that ``also`` names.

    A place inside a longer mention of the same actor is part of that mention: "Bell" in "Ada Bell".
    """
    places = list(note.spans.get("also", ()))
    if note.bare and note.bare[0] not in _other_names(note):
        places += find_words(text, note.bare[0])
    return [one for one in places if not any(other != one and other.contains(one) for other in places)]
