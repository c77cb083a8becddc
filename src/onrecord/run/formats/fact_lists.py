"""When, where and how many beside the report: three lists that open one at a time, and the map."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.dossier import Dossier
from onrecord.run.formats.facts import COUNT, WHEN, WHERE, Fact, places_of
from onrecord.run.formats.markup import Html, join, tag
from onrecord.run.formats.world_map import draw_map

_TITLES = {WHEN: "When", WHERE: "Where", COUNT: "How many"}


def write_fact_lists(dossier: Dossier, facts: Sequence[Fact]) -> Html:
    """Return the lists of times, places and figures; nothing at all where there are none."""
    parts = []
    for sort, title in _TITLES.items():
        own = [fact for fact in facts if fact.key[0] == sort]
        if own:
            parts.append(_list(dossier, title, sort, own))
    return tag("section", *parts, class_="facts-lists", aria_label="When, where and how many") if parts else Html()


def _list(dossier: Dossier, title: str, sort: str, facts: Sequence[Fact]) -> Html:
    drawn = draw_map(facts) if sort == WHERE else Html()
    rows = tag("ol", *(_row(dossier, fact) for fact in facts), aria_label=title)
    summary = tag("summary", title, " ", tag("b", str(len(facts))))
    return tag("details", summary, drawn, rows, class_=f"sort {sort}-list", name="facts", open="" if drawn else None)


def _row(dossier: Dossier, fact: Fact) -> Html:
    places = places_of(dossier, fact)
    link = tag("a", fact.words or "(no words)", href=f"#t{fact.key}", class_="go")
    means = join([" ", tag("span", fact.means, class_="means")]) if fact.means and fact.means != fact.words else Html()
    more = f", {len(places)} times" if len(places) > 1 else ""
    details = tag("small", "".join(f"{detail}, " for detail in fact.details) + places[0] + more)
    return tag("li", link, means, " ", details, id=fact.key, class_="fact", data_f=fact.key)
