"""Sites no gazetteer knows ("the old customs house") lie where the report plays, if it plays in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from onrecord.codebook.place_names import fold
from onrecord.resolve.place_candidates import Candidate, Name
from onrecord.resolve.place_ranker import Choice

#: Last words of names of sites that lie in or at a town.
_SITES = frozenset(
    "street st road rd avenue ave boulevard lane drive highway square plaza park church cathedral mosque temple "
    "synagogue school college university hospital clinic hotel stadium arena centre center station airport "
    "terminal bridge mall market cemetery hall museum library theatre theater prison jail court courthouse "
    "tower building house palace fort garden gardens estate quarter neighborhood neighbourhood suburb heights "
    "hills beach pier harbor harbour dock port river creek lake pond reservoir dam canal mountain mount hill "
    "valley woods forest reserve zoo campus barracks base plant factory refinery mine warehouse depot way place "
    "terrace row crescent circle crossing junction farm ranch island point bay cove inn plantation academy "
    "institute high elementary subdivision township ward marina speedway raceway fairgrounds arboretum chapel "
    "monastery abbey trail parkway expressway turnpike pike".split()
)
#: Nouns in small letters that make a name that of a site: "the Serena hotel" lies in no Serena.
SITE_NOUNS = frozenset(
    "church cathedral mosque temple pagoda synagogue school college university hospital clinic hotel stadium arena "
    "airport terminal bridge mall market cemetery hall museum library theatre theater prison jail tower house palace "
    "fort castle park square street avenue boulevard camp barracks base plant refinery mine dam canal river lake gate "
    "tunnel pass hill bazaar factory station".split()
)
#: Share of the report's towns that must lie together, and how sure a site put there is.
_FOCUS_SHARE = 0.5
_TRUST = 0.55
#: Towns, those named most often, that are weighed as the one a report plays in.
_MAX_FOCI = 24
#: Degrees within which towns count as one neighbourhood.
_NEAR_DEGREES = 1.5


def fill_from_focus(
    names: Sequence[Name],
    found: Sequence[Choice | None],
    *,
    sites_only: bool = True,
    scenes: Sequence[Choice | None] | None = None,
) -> list[Choice | None]:
    """Put names that the gazetteer does not know where most named towns lie.

    Args:
        names: Names of the report.
        found: What each means; None where the gazetteer does not know it. A place that was only found by a name inside
            a longer one gives way too, where it is little known and far from all else.
        sites_only: Leave names without a word for a street, building or landmark alone.
        scenes: Those of the places at which something happens, which tell where the report plays; None for all.
    """
    answers = list(found)
    focus = find_focus(found if scenes is None else scenes)
    divisions = {c.entry.division for c in found if c is not None and c.candidate.match != "inside"}
    for number, (name, choice) in enumerate(zip(names, found, strict=True)):
        if choice is None:
            if focus is not None and (not sites_only or is_site(name.words)):
                answers[number] = focus if is_site(name.words) else replace(focus, chance=focus.chance / 2)
        elif choice.candidate.match == "inside" and _gives_way(choice, focus, divisions):
            answers[number] = focus
    return answers


def _gives_way(choice: Choice, focus: Choice | None, divisions: Collection[str | None]) -> bool:
    """Tell whether a place found by a name inside a longer one is worth less than the town the report plays in."""
    entry = choice.entry
    if entry.kind in ("country", "admin1"):
        return focus is not None and entry.country == focus.entry.country
    if entry.log_population >= _WELL_KNOWN or entry.kind == "region":
        return False
    return entry.division not in divisions and (focus is None or not _is_near(choice, focus))


#: Logarithm of the people from which a city's name inside a longer one is trusted: about 160,000.
_WELL_KNOWN = 12.0


def _is_near(one: Choice, other: Choice) -> bool:
    a, b = one.entry, other.entry
    return abs(a.lat - b.lat) <= _NEAR_DEGREES and abs(a.lon - b.lon) <= _NEAR_DEGREES


def is_site(words: str) -> bool:
    """Tell whether a name is that of a street, building or landmark.

    >>> is_site("Larkspur Street"), is_site("Lake Orrin"), is_site("Norvania")
    (True, True, False)
    """
    parts = fold(words).split()
    return len(parts) > 1 and (
        parts[-1] in _SITES or parts[0] in ("lake", "mount", "fort", "port", "rue", "camp", "plaza")
    )


def find_focus(found: Sequence[Choice | None]) -> Choice | None:
    """Return the town a report plays in, less sure than its name was; None where it plays in several or in none."""
    towns = [c for c in found if c is not None and c.entry.kind in ("city", "admin2") and c.candidate.match != "inside"]
    if not towns:
        return None
    counts = Counter(c.entry.number for c in towns)
    first = {c.entry.number: c for c in reversed(towns)}
    often = [first[number] for number, _ in counts.most_common(_MAX_FOCI)]
    best = max(often, key=lambda c: (_weight_near(c, first, counts), counts[c.entry.number], -c.entry.number))
    if _weight_near(best, first, counts) < _FOCUS_SHARE * len(towns):
        return None
    return replace(best, candidate=Candidate(best.entry, "inside"), chance=_TRUST * best.chance)


def _weight_near(choice: Choice, towns: dict[int, Choice], counts: Counter[int]) -> int:
    return sum(counts[number] for number, other in towns.items() if _is_near(choice, other))
