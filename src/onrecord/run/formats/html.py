"""The dossier as one self-contained page: the report with its words lit, the statements as cards beside it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from onrecord.model.dossier import Actor, Dossier
from onrecord.model.reading import Reading
from onrecord.run.formats.cards import write_cards
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.event_cards import badge, write_event_cards
from onrecord.run.formats.event_words import ACT, count_events, event_facts
from onrecord.run.formats.fact_lists import write_fact_lists
from onrecord.run.formats.facts import COUNT, WHEN, WHERE, Fact, all_facts
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.marking import Block, Piece, cut_blocks
from onrecord.run.formats.markup import Html, join, tag, text
from onrecord.run.formats.position_tables import write_position_tables
from onrecord.run.formats.position_words import STAND, count_positions, position_facts
from onrecord.run.formats.words import (
    actor_facts,
    date_words,
    known_speakers,
    language_words,
    plural,
    verdict,
)

_LEGEND = (
    ("c d", "own words"),
    ("c", "reported words"),
    ("c in", "inside another"),
    ("s", "speaker"),
    ("k", "cue"),
    ("p", "passed on by"),
    ("f", "not the report's prose"),
)
#: Shown only where there are facts of their sort.
_FACT_LEGEND = {
    WHEN: ("w", "when"),
    WHERE: ("l", "where"),
    COUNT: ("q", "how many"),
    ACT: ("e", "event"),
}
_CLASSES = {"content": "c", "speaker": "s", "cue": "k", "addressee": "a", "outlet": "o", "passed_on": "p"}


def write(dossier: Dossier, reading: Reading | None, *, width: int, color: bool) -> str:  # noqa: ARG001
    """Return the page. It asks nothing of the network, and without JavaScript numbers link words and cards."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_fingerprint(style)}'; script-src '{_fingerprint(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    title = one_line(dossier.report.title or "") or "Report without a title"
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("link", rel="icon", href="data:,"),
        tag("title", f"{title} | Onrecord"),
        tag("style", Html(style)),
    )
    lookup = Lookup.of(dossier)
    listed = all_facts(dossier)
    facts = [*listed, *event_facts(dossier), *position_facts(lookup)]
    side = (
        _layers(dossier),
        write_fact_lists(dossier, listed),
        write_cards(lookup),
        write_event_cards(lookup),
        write_position_tables(lookup),
        _actors(dossier),
        _footer(dossier),
    )
    body = (
        tag("a", "Go to the statements", class_="skip", href="#statements"),
        tag("a", "Go to the events", class_="skip", href="#events"),
        tag("a", "Go to the positions", class_="skip", href="#positions"),
        _header(dossier, title),
        tag("main", _report(dossier, facts), tag("div", *side, id="side")),
        tag("script", Html(script)),
    )
    parts = (tag("head", *head), tag("body", *body))
    return "<!doctype html>\n" + tag("html", *parts, lang="en") + "\n"


@cache
def _asset(name: str) -> str:
    return (files("onrecord.run.formats") / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _fingerprint(asset: str) -> str:
    """Return what a content security policy wants to know of a style or script."""
    return f"sha256-{b64encode(sha256(asset.encode()).digest()).decode()}"


def _header(dossier: Dossier, title: str) -> Html:
    report = dossier.report
    facts = (
        one_line(report.publisher or ""),
        date_words(dossier),
        language_words(report.language),
        plural(len(report.text.split()), "word"),
    )
    first, second = verdict(dossier)
    parts = [
        tag("h1", title),
        tag("p", *(tag("span", fact) for fact in facts if fact), *_address(report.url), class_="facts"),
        tag("p", tag("strong", first), *((tag("span", second),) if second else ()), class_="verdict"),
        *_counts(dossier),
    ]
    parts += [tag("p", one_line(warning), class_="warning") for warning in dossier.warnings]
    parts.append(_speakers(dossier))
    return tag("header", *parts)


def _counts(dossier: Dossier) -> tuple[Html, ...]:
    """Return how many events and positions there are; nothing where there are neither."""
    if not dossier.events and not dossier.positions:
        return ()
    counted, _, kinds = count_events(dossier).partition(": ")
    positions = tag("strong", count_positions(dossier))
    parts = (tag("strong", counted), *((tag("span", kinds), " ") if kinds else ()), positions)
    return (tag("p", *parts, class_="verdict"),)


def _layers(dossier: Dossier) -> Html:
    """Return links to what stands beside the report, with how much there is of each."""
    layers = (("Statements", dossier.statements), ("Events", dossier.events), ("Positions", dossier.positions))
    links = [tag("a", name, tag("b", f"{len(found):,}"), href=f"#{name.lower()}") for name, found in layers]
    return tag("nav", *links, class_="layers", aria_label="Beside the report")


def _address(url: str | None) -> tuple[Html, ...]:
    """Return the address, as a link only where it leads to the web."""
    if not url:
        return ()
    shown = one_line(url)
    if shown.lower().startswith(("https://", "http://")):
        return (tag("a", shown, href=shown, rel="noopener noreferrer nofollow", class_="url"),)
    return (tag("span", shown, class_="url"),)


def _speakers(dossier: Dossier) -> Html:
    """Return one button for each speaker; it leads to his first statement, or, with JavaScript, shows his alone."""
    said: dict[str, tuple[Actor, list[int]]] = {}
    for number, statement in enumerate(dossier.statements, 1):
        for actor in known_speakers(dossier, statement):
            said.setdefault(actor.id, (actor, []))[1].append(number)
    if not said:
        return Html()
    ordered = sorted(said.values(), key=lambda entry: (-len(entry[1]), entry[1]))
    buttons = [
        tag(
            "a",
            one_line(actor.name) or "(no name)",
            tag("b", str(len(numbers))),
            href=f"#s{numbers[0]}",
            data_only=" ".join(map(str, numbers)),
        )
        for actor, numbers in ordered
    ]
    return tag("nav", *buttons, class_="speakers", aria_label="Speakers")


def _report(dossier: Dossier, facts: list[Fact]) -> Html:
    sorts = {fact.key[0] for fact in facts}
    legend = (*_LEGEND, *(entry for sort, entry in _FACT_LEGEND.items() if sort in sorts))
    key = tag("p", *(tag("span", tag("span", words, class_=name)) for name, words in legend), class_="key")
    means = {fact.key: fact.means or fact.words for fact in facts}
    blocks = [_block(dossier, block, means) for block in cut_blocks(dossier, facts)]
    language = dossier.report.language
    article = tag("article", *blocks, lang=one_line(language) if language else None, dir="auto")
    return tag("div", key, article, id="report", tabindex="-1")


def _block(dossier: Dossier, block: Block, means: dict[str, str]) -> Html:
    pieces = [_piece(dossier, piece, means) for piece in block.pieces]
    dull = all(piece.furniture for piece in block.pieces if piece.span.of(dossier.report.text).strip())
    return tag("p", *pieces, data_line=str(block.line), class_="dull" if dull else None)


def _piece(dossier: Dossier, piece: Piece, means: dict[str, str]) -> Html:
    words = text(piece.span.of(dossier.report.text))
    if piece.facts:
        lit = [key for key in piece.facts if key[0] != STAND]
        words = tag(
            "span",
            words,
            class_=" ".join(dict.fromkeys(name for key in lit for name in _fact_classes(dossier, key))) or None,
            data_f=" ".join(lit) or None,
            data_p=" ".join(key for key in piece.facts if key[0] == STAND) or None,
            title="; ".join(means[key] for key in lit) or None,
        )
    if piece.marks or piece.furniture:
        words = tag(
            "span",
            words,
            class_=_class(dossier, piece),
            data_s=" ".join(dict.fromkeys(str(mark.number) for mark in piece.marks)) or None,
            title=piece.furniture,
        )
    anchors = (_anchor(dossier, key) for key in piece.fact_begins)
    return join([*(_badge(number) for number in piece.begins), *anchors, words])


def _fact_classes(dossier: Dossier, key: str) -> tuple[str, ...]:
    """Return the style classes of a fact in the report; a trigger shows what became of its event."""
    return (ACT, dossier.events[int(key[1:]) - 1].modality) if key[0] == ACT else (key[0],)


def _anchor(dossier: Dossier, key: str) -> Html:
    """Return what leads to a fact: the number of an event, a mere place for the others."""
    if key[0] == ACT:
        number = int(key[1:])
        return badge(number, dossier.events[number - 1])
    return tag("a", id=f"t{key}", class_="at")


def _badge(number: int) -> Html:
    label = f"Statement {number}"
    return tag("a", str(number), class_="n", id=f"t{number}", href=f"#s{number}", aria_label=label, data_s=str(number))


def _class(dossier: Dossier, piece: Piece) -> str:
    """Return the style classes of a piece."""
    names = list(dict.fromkeys(_CLASSES[mark.role] for mark in piece.marks))
    contents = list(dict.fromkeys(mark.number for mark in piece.marks if mark.role == "content"))
    if contents and dossier.statements[contents[-1] - 1].form == "direct":
        names.append("d")
    if len(contents) > 1:
        names.append("in")
    if piece.furniture:
        names.append("f")
    return " ".join(names)


def _actors(dossier: Dossier) -> Html:
    if not dossier.actors:
        return Html()
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Actor", "Kind", "Sector", "Mentions")))
    rows = []
    for actor in sorted(dossier.actors, key=lambda a: -len(a.mentions)):
        facts = actor_facts(actor)
        name = tag("th", one_line(actor.name), *((tag("small", facts),) if facts else ()), scope="row")
        cells = (actor.kind.replace("_", " "), one_line(actor.sector or ""), str(len(actor.mentions)))
        rows.append(tag("tr", name, *(tag("td", cell) for cell in cells)))
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag("details", tag("summary", f"All actors ({len(rows)})"), table, class_="actors")


def _footer(dossier: Dossier) -> Html:
    keys = "Keys: j next statement, k the one before; e next event, r the one before; Esc none."
    parts = [tag("p", keys, class_="keys")]
    if dossier.model:
        model = dossier.model
        parts.append(tag("p", one_line(f"Read by {model.name} {model.version} ({model.sha256[:12]})")))
    parts.append(tag("p", f"Report {dossier.report.id[:12]}. Found by a program: check before you rely on it."))
    return tag("footer", *parts)
