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
from onrecord.run.formats.fact_lists import write_fact_lists
from onrecord.run.formats.facts import COUNT, WHEN, WHERE, Fact, all_facts
from onrecord.run.formats.marking import Block, Piece, cut_blocks
from onrecord.run.formats.markup import Html, join, tag, text
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
_FACT_LEGEND = {WHEN: ("w", "when"), WHERE: ("l", "where"), COUNT: ("q", "how many")}
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
    facts = all_facts(dossier)
    side = (write_fact_lists(dossier, facts), write_cards(dossier), _actors(dossier), _footer(dossier))
    body = (
        tag("a", "Go to the statements", class_="skip", href="#statements"),
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
    ]
    parts += [tag("p", one_line(warning), class_="warning") for warning in dossier.warnings]
    parts.append(_speakers(dossier))
    return tag("header", *parts)


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
    return tag("nav", *buttons, aria_label="Speakers")


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
        sorts = dict.fromkeys(key[0] for key in piece.facts)
        title = "; ".join(means[key] for key in piece.facts)
        words = tag("span", words, class_=" ".join(sorts), data_f=" ".join(piece.facts), title=title)
    if piece.marks or piece.furniture:
        words = tag(
            "span",
            words,
            class_=_class(dossier, piece),
            data_s=" ".join(dict.fromkeys(str(mark.number) for mark in piece.marks)) or None,
            title=piece.furniture,
        )
    anchors = (tag("a", id=f"t{key}", class_="at") for key in piece.fact_begins)
    return join([*(_badge(number) for number in piece.begins), *anchors, words])


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
    parts = [tag("p", "Keys: j next statement, k the one before, Esc none.", class_="keys")]
    if dossier.model:
        model = dossier.model
        parts.append(tag("p", one_line(f"Read by {model.name} {model.version} ({model.sha256[:12]})")))
    parts.append(tag("p", f"Report {dossier.report.id[:12]}. Found by a program: check before you rely on it."))
    return tag("footer", *parts)
