"""Positions beside the report: a table for each issue."""

from __future__ import annotations

from onrecord.model.dossier import Position
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.markup import Html, join, tag
from onrecord.run.formats.position_words import NO_POSITION, STAND, Issue, list_issues
from onrecord.run.formats.words import DOUBTFUL, words_at

_HEADS = ("Party", "Stance", "Words")


def write_position_tables(lookup: Lookup) -> Html:
    """Return the tables of positions; a sentence where there are none."""
    issues = list_issues(lookup.dossier)
    heading = tag("h2", "Positions", class_="layer")
    body = [_table(lookup, issue) for issue in issues] or [tag("p", NO_POSITION, class_="none")]
    return tag("section", heading, *body, id="positions", aria_label="Positions", tabindex="-1")


def _table(lookup: Lookup, issue: Issue) -> Html:
    head = tag("tr", *(tag("th", name, scope="col") for name in _HEADS))
    rows = [_row(lookup, number, position) for number, position in issue.rows]
    return tag(
        "table",
        tag("caption", tag("bdi", issue.title)),
        tag("thead", head),
        tag("tbody", *rows),
        class_="issue",
    )


def _row(lookup: Lookup, number: int, position: Position) -> Html:
    key = f"{STAND}{number}"
    speaker = lookup.other_speaker(position)
    party = [tag("bdi", lookup.party(position)), *([tag("small", "says ", tag("bdi", speaker))] if speaker else [])]
    toward = join([tag("bdi", name) for name in lookup.names(position.toward)], ", ")
    stance = [tag("strong", position.stance), *([tag("small", "toward ", toward)] if toward else [])]
    words = words_at(lookup.dossier, position.content_span) or "(no words)"
    link = tag("a", words, href=f"#t{key}", class_="go", aria_label=f"{words}: show in the report")
    statement = lookup.statements.get(position.statement) if position.statement is not None else None
    more: list[Html] = []
    if statement is not None:
        label = f"Statement {statement}"
        to = tag("a", str(statement), href=f"#s{statement}", data_go=str(statement), class_="n", aria_label=label)
        more.append(join([" ", to]))
    if position.confidence < DOUBTFUL:
        more.append(join([" ", tag("span", "doubtful", class_="chip doubt")]))
    return tag(
        "tr",
        tag("th", *party, scope="row"),
        tag("td", *stance),
        tag("td", link, *more, class_="words"),
        id=key,
        data_p=key,
    )
