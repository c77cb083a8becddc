"""The same person, state or body over many reports.

Names decide, helped by country, title and story: a full name means one person unless two countries speak against it; a
last name alone means whoever of that name is in the same story, holds the title, or was in office; else it stays apart.
States are never merged with one another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import TypeVar

from onrecord.codebook.actors import find_named, find_role
from onrecord.codebook.leaders import usual_name, usual_name_by_last
from onrecord.model.dossier import ActorKind
from onrecord.model.merged import ActorTrace, HeldTitle, Identity, Judgement, ReportTrace
from onrecord.resolve.judged import Groups, Links
from onrecord.resolve.names import bare_name, is_same_person, plain_name
from onrecord.resolve.titles import fit
from onrecord.resolve.traces import is_proper

Word = TypeVar("Word", bound=str)
#: How well a title must repeat another to be the same office (``titles.fit``).
_SAME_TITLE = 2
_STATES = frozenset({"state", "government"})


@dataclass(slots=True)
class _Atom:
    """Actors that are one without question: one name, one country, and of short names one story."""

    key: str
    kind: ActorKind
    name: str
    country: str | None
    #: Parts of a person's name; empty for all others.
    parts: list[str] = field(default_factory=list)
    stories: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    titles: Counter[str] = field(default_factory=Counter)
    seen: list[tuple[ActorTrace, ReportTrace]] = field(default_factory=list)


def find_identities(
    traces: Iterable[ReportTrace], judgements: Iterable[Judgement] = (), *, story_of: Mapping[str, str] | None = None
) -> list[Identity]:
    """Put the actors of many reports together.

    Args:
        traces: The reports.
        judgements: Those of kind ``actor`` hold, on actor ids or on ids of identities of an earlier run.
        story_of: Story id by report id; None to do without stories.

    Returns:
        Every actor of every report in exactly one identity, by id.
    """
    told = [j for j in judgements if j.kind == "actor"]
    judged = {end for j in told for end in (j.left, j.right)}
    atoms = _atoms(traces, story_of or {}, judged)
    of_actor = {actor.id: key for key, atom in atoms.items() for actor, _ in atom.seen}
    known: dict[str, str] = {}
    if any(end not in of_actor for end in judged):
        plain = _join_atoms(atoms, Links((), ("actor",)))
        known = {_identity([atoms[k] for k in group]).id: group[0] for group in plain}
    groups = _join_atoms(atoms, Links(told, ("actor",), named=lambda end: of_actor.get(end) or known.get(end)))
    found = [_identity([atoms[k] for k in group]) for group in groups]
    return sorted(_told_apart(found), key=lambda i: i.id)


def identity_of(identities: Iterable[Identity]) -> dict[str, str]:
    """Return the id of the identity by actor id."""
    return {actor: identity.id for identity in identities for actor in identity.actors}


def _atoms(traces: Iterable[ReportTrace], story_of: Mapping[str, str], judged: set[str]) -> dict[str, _Atom]:
    atoms: dict[str, _Atom] = {}
    for trace in traces:
        story = story_of.get(trace.id, "")
        for actor in trace.actors:
            key, name, parts = _key_of(actor, story)
            if actor.id in judged:
                key = f"{key}|{actor.id}"
            atom = atoms.get(key)
            if atom is None:
                atom = atoms[key] = _Atom(key, actor.kind, name, actor.country, parts)
            atom.seen.append((actor, trace))
            if story:
                atom.stories.add(story)
            if trace.published:
                atom.years.add(trace.published.year)
            if actor.title:
                atom.titles[actor.title] += 1
    return atoms


def _key_of(actor: ActorTrace, story: str) -> tuple[str, str, list[str]]:
    """Return what an actor is told apart by, its name, and the parts of a person's name."""
    if actor.kind in _STATES:
        entry = find_named(actor.name)
        name = entry.name if entry is not None else plain_name(actor.name)
        if actor.country is None:
            return f"{actor.kind}|{name.lower()}|", name, []
        return f"{actor.kind}|{actor.country}", name, []
    if actor.kind == "person":
        return _person_key(actor, story)
    name = plain_name(actor.name)
    entry = find_named(actor.name)
    if entry is not None:
        return f"{actor.kind}|{entry.name.lower()}|{entry.country}", entry.name, []
    if not is_named(actor.name):
        # "protesters" of two reports need not be the same people.
        return f"{actor.kind}|{actor.id}", name, []
    return f"{actor.kind}|{name.lower()}|{actor.country}", name, []


def is_named(name: str) -> bool:
    """Tell whether a body or group has a name, and is no description.

    >>> is_named("Harbour Board"), is_named("Officials"), is_named("the protesters")
    (True, False, False)
    """
    bare = plain_name(name)
    return bare[:1].isupper() and (" " in bare or find_role(bare) is None)


def _person_key(actor: ActorTrace, story: str) -> tuple[str, str, list[str]]:
    if not is_proper(actor.name):
        return f"person|{actor.id}", actor.name, []
    parts = bare_name(actor.name)
    name = usual_name(" ".join(parts)) or " ".join(parts)
    if len(name.split()) > 1:
        return f"person|{name.lower()}|{actor.country}", name, name.split()
    return f"person|{name.lower()}|{actor.country}|{story}", name, parts


def _join_atoms(atoms: Mapping[str, _Atom], links: Links) -> list[list[str]]:
    groups = Groups(atoms, links)
    _join_bodies(atoms, groups)
    people: defaultdict[str, list[_Atom]] = defaultdict(list)
    for atom in atoms.values():
        if atom.parts:
            people[atom.parts[-1].lower()].append(atom)
    for last, bearers in people.items():
        full = [a for a in bearers if len(a.parts) > 1]
        _join_full(full, groups)
        for atom in bearers:
            if len(atom.parts) == 1:
                _join_short(atom, [f for f in full if is_same_person(atom.parts, f.parts)], groups, last)
    return groups.groups()


def _join_bodies(atoms: Mapping[str, _Atom], groups: Groups) -> None:
    """Put a body whose country a report does not tell to the one of that name whose country others tell."""
    named: defaultdict[tuple[str, str], list[_Atom]] = defaultdict(list)
    for atom in atoms.values():
        if atom.kind not in _STATES and atom.kind != "person" and atom.name[:1].isupper():
            named[atom.kind, atom.name.lower()].append(atom)
    for same in named.values():
        _join_by_country(same, groups, lambda _one, _other: True)


def _join_full(full: Sequence[_Atom], groups: Groups) -> None:
    """Put full names together: the same name first, then variants of it where only one is meant."""
    by_name: defaultdict[str, list[_Atom]] = defaultdict(list)
    for atom in full:
        by_name[atom.name.lower()].append(atom)
    for same in by_name.values():
        _join_by_country(same, groups, _speak_for_each_other)
    for one in full:
        fits = {
            groups.of(other.key)
            for other in full
            if other.name.lower() != one.name.lower()
            and is_same_person(one.parts, other.parts)
            and (one.country is None or other.country in (None, one.country))
        } - {groups.of(one.key)}
        if len(fits) == 1:
            groups.join(one.key, fits.pop())


def _join_by_country(same: Sequence[_Atom], groups: Groups, agree: Callable[[_Atom, _Atom], bool]) -> None:
    """Join bearers of one name: of one country; of none where there is only one other; of two where they agree."""
    placed = [a for a in same if a.country is not None]
    for number, one in enumerate(placed):
        for other in placed[:number]:
            if one.country == other.country or (one.parts and agree(one, other)):
                groups.join(one.key, other.key)
    homes = {groups.of(a.key) for a in placed}
    loose = [a for a in same if a.country is None]
    for one in loose:
        near = {groups.of(a.key) for a in placed if a.stories & one.stories} or homes
        if len(near) == 1:
            groups.join(one.key, next(iter(near)))
        elif not homes:
            groups.join(one.key, loose[0].key)


def _speak_for_each_other(one: _Atom, other: _Atom) -> bool:
    """Tell whether two persons of one full name but two countries are one: in one story, or of one title."""
    return bool(one.stories & other.stories) or _share_title(one, other)


def _share_title(one: _Atom, other: _Atom) -> bool:
    return any(fit(a, b) >= _SAME_TITLE or fit(b, a) >= _SAME_TITLE for a in one.titles for b in other.titles)


def _join_short(atom: _Atom, full: Sequence[_Atom], groups: Groups, last: str) -> None:
    """Put a last name where story, country, title or the code book's years in office say that it belongs."""
    alike = [f for f in full if atom.country is None or f.country in (None, atom.country)]
    for chosen in (
        [f for f in alike if f.stories & atom.stories],
        [f for f in alike if _share_title(atom, f)],
        _in_office(atom, full, last),
        [f for f in alike if atom.country is not None and f.country == atom.country],
    ):
        meant = {groups.of(f.key) for f in chosen}
        if len(meant) == 1:
            groups.join(atom.key, meant.pop())
            return
        if meant:
            return


def _in_office(atom: _Atom, full: Sequence[_Atom], last: str) -> list[_Atom]:
    """Return those of the full names that the code book has in office, in the country, in the years of the reports."""
    if not atom.titles and atom.country is None:
        return []
    years: list[int | None] = [*atom.years] or [None]
    names = {usual_name_by_last(last.title(), atom.country, year) for year in years}
    return [f for f in full if f.name in names]


def _identity(atoms: Sequence[_Atom]) -> Identity:
    names: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    kinds: Counter[ActorKind] = Counter()
    sectors: Counter[str] = Counter()
    titles: dict[str, list[date | None]] = {}
    for atom in atoms:
        for actor, trace in atom.seen:
            names[actor.name] += 1
            kinds[actor.kind] += 1
            countries.update([actor.country] if actor.country else [])
            sectors.update([actor.sector] if actor.sector else [])
            if actor.title:
                titles.setdefault(actor.title, []).append(trace.published)
    name = _best_name(atoms)
    country, kind = _most(countries), _most(kinds) or atoms[0].kind
    alone = "" if kind != "person" or atoms[0].parts else atoms[0].key
    digest = sha256(f"{name.lower()}|{country}|{kind}|{alone}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Identity(
        id=f"identity-{digest}",
        name=name,
        kind=kind,
        country=country,
        sector=_most(sectors),
        names=tuple(n for n, _ in sorted(names.items(), key=lambda e: (-e[1], e[0]))),
        titles=tuple(_held(title, days) for title, days in sorted(titles.items())),
        actors=tuple(sorted({actor.id for atom in atoms for actor, _ in atom.seen})),
        n_reports=len({trace.id for atom in atoms for _, trace in atom.seen}),
    )


def _best_name(atoms: Sequence[_Atom]) -> str:
    """Return the most frequent of the fullest names; "his ministry" only where there is no better one."""
    counts: Counter[str] = Counter()
    for atom in atoms:
        if atoms[0].parts:
            counts[atom.name] += len(atom.seen)
        else:
            counts.update(actor.name for actor, _ in atom.seen)
    full = 2 if atoms[0].parts else 0
    return min(counts, key=lambda n: (not n[:1].isupper(), -min(len(n.split()), full), -counts[n], n))


def _most(counts: Counter[Word]) -> Word | None:
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None


def _held(title: str, days: Sequence[date | None]) -> HeldTitle:
    known = [d for d in days if d is not None]
    return HeldTitle(title=title, first=min(known, default=None), last=max(known, default=None))


def _told_apart(found: Sequence[Identity]) -> list[Identity]:
    """Give those whose name, country and kind are the same, but who are not, ids of their own: by their first actor."""
    taken = Counter(i.id for i in found)
    out = []
    for one in found:
        if taken[one.id] > 1:
            digest = sha256(f"{one.id}|{one.actors[0]}".encode()).hexdigest()[:12]
            out.append(replace(one, id=f"identity-{digest}"))
        else:
            out.append(one)
    return out
