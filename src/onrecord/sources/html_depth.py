"""Web pages nested too deep: flattened before they are parsed, so that no text is lost.

The parser (libxml2) stops at 256 elements inside one another and leaves out what lies deeper; extraction then finds
nothing and says nothing. Here the tags are read first, in linear time. Where they nest deeper than a page of the press
does, those beyond the limit are taken out and their text stays, paragraph by paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.settings import SETTINGS

#: Elements without content.
_VOID = frozenset("area base basefont br col frame hr img input isindex link meta param".split())
#: Elements without content that the parser takes for open ones; they carry no text.
_FALSELY_OPEN = frozenset("bgsound command embed keygen source track wbr".split())
#: Elements whose content is no markup.
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
#: What an element of each kind ends, where that is open right above it.
_ENDS: dict[str, set[str]] = {
    **{name: {"p"} for name in "p div ul ol dl table blockquote pre h1 h2 h3 h4 h5 h6 section article form".split()},
    "li": {"p", "li"}, "dd": {"p", "dd", "dt"}, "dt": {"p", "dd", "dt"}, "option": {"option"},
    "tr": {"p", "td", "th", "tr"}, "td": {"p", "td", "th"}, "th": {"p", "td", "th"},
}  # fmt: skip
#: Elements that the parser itself ends so.
_ENDED_BY_PARSER = frozenset("p li tr td th option".split())
#: Elements that stand inside a line of text.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var".split()
)
#: Elements that are kept beyond the limit, one at a time: they are paragraphs.
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre".split())
#: What stands for a block that is left out.
_LINE_END = "\n<br>"
_OPENING = re.compile(r"<(?:(?P<skip>!--|[!?])|(?P<end>/)?(?P<name>[a-zA-Z][^\s/>]*))")
#: The rest of a tag, up to its closing bracket outside quotes; no longer than any sane tag.
_REST = re.compile(r"(?:[^>\"']++|\"[^\"]{0,1000000}+\"|'[^']{0,1000000}+'){0,2000}+>")
#: After this many tags with unbalanced quotes, quotes are no longer believed: each is a long look ahead.
_UNBALANCED_TAGS = 50


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    #: In small letters; empty for comments and declarations.
    name: str
    closing: bool
    #: Whether the tag says that it has no content (``<div/>``).
    empty: bool = False
    #: Whether it is an element from end to end, such as a script.
    whole: bool = False


@dataclass(slots=True)
class _Open:
    """The elements open at a place of the page."""

    #: Name, and whether it was kept.
    stack: list[tuple[str, bool]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    n_kept: int = 0
    n_leaves: int = 0

    def push(self, name: str, *, kept: bool, leaf: bool) -> None:
        self.stack.append((name, kept))
        self.counts[name] += 1
        self.n_kept += kept
        self.n_leaves += leaf

    def pop(self) -> tuple[str, bool]:
        name, kept = self.stack.pop()
        self.counts[name] -= 1
        self.n_kept -= kept
        if self.n_leaves and kept:
            self.n_leaves -= 1
        return name, kept


def flatten(markup: str) -> str:
    """Return the page with no more than ``max_html_depth`` elements inside one another; unchanged where it has not.

    Takes linear time in the length of the page and loses no text.
    """
    if markup.count("<") <= SETTINGS.max_html_depth or _depth(markup) <= SETTINGS.max_html_depth:
        return markup
    return "".join(_pieces(markup))


def _depth(markup: str) -> int:
    """Return how deep the parser will see the page nested, or deeper."""
    deepest, opened = 0, _Open()
    for tag in _tags(markup):
        if tag.closing:
            if opened.counts[tag.name]:
                while opened.pop()[0] != tag.name:
                    pass
            continue
        if not tag.name or tag.name in _VOID or tag.empty or tag.whole:
            continue
        ends = _ENDS.get(tag.name, set()) & _ENDED_BY_PARSER
        while opened.stack and opened.stack[-1][0] in ends:
            opened.pop()
        opened.push(tag.name, kept=True, leaf=False)
        deepest = max(deepest, len(opened.stack))
    return deepest


def _pieces(markup: str) -> Iterator[str]:
    """Yield the page piece by piece, deep tags left out, the rest closed in order; line ends only after text."""
    bare = True
    for piece in _kept(markup):
        if piece == _LINE_END and bare:
            continue
        bare = piece == _LINE_END or (bare and not piece.strip())
        yield piece


def _kept(markup: str) -> Iterator[str]:
    opened, place = _Open(), 0
    for tag in _tags(markup):
        yield markup[place : tag.start]
        place = tag.end
        if not tag.name or tag.name in _FALSELY_OPEN:
            continue
        if tag.closing:
            yield from _close(opened, tag.name)
        elif tag.name in _VOID or tag.whole:
            yield markup[tag.start : tag.end]
        else:
            while opened.stack and opened.stack[-1][0] in _ENDS.get(tag.name, ()):
                yield _end(*opened.pop())
            if not tag.empty:
                yield _open(opened, tag, markup)
    yield markup[place:]


def _open(opened: _Open, tag: _Tag, markup: str) -> str:
    """Note an element as open; return its tag, or a line end where that is left out."""
    deep = opened.n_kept >= SETTINGS.max_html_depth
    leaf = deep and tag.name in _LEAVES and opened.n_leaves == 0
    kept = leaf or not deep
    opened.push(tag.name, kept=kept, leaf=leaf)
    if kept:
        return markup[tag.start : tag.end]
    return "" if tag.name in _INLINE else _LINE_END


def _close(opened: _Open, name: str) -> Iterator[str]:
    """Close an element and all inside it; a tag that closes nothing is left out."""
    while opened.counts[name]:
        inner, kept = opened.pop()
        yield _end(inner, kept)
        if inner == name:
            break


def _end(name: str, kept: bool) -> str:
    if kept:
        return f"</{name}>"
    return "" if name in _INLINE else _LINE_END


def _tags(markup: str) -> Iterator[_Tag]:
    """Yield the tags, comments and declarations of a page; the content of scripts and styles has none."""
    place, n_unbalanced = 0, 0
    endless: set[str] = set()  # elements without an end tag further on, not to be looked for again
    while opening := _OPENING.search(markup, place):
        start = opening.start()
        if opening["skip"]:
            place = _after(markup, "-->" if opening["skip"] == "!--" else ">", opening.end())
            yield _Tag(start, place, "", closing=False)
            continue
        rest = _REST.match(markup, opening.end()) if n_unbalanced < _UNBALANCED_TAGS else None
        n_unbalanced += rest is None
        place = rest.end() if rest else _after(markup, ">", opening.end())
        name, empty = opening["name"].lower(), markup[place - 2 : place] == "/>"
        if name in _RAW and name not in endless and not opening["end"] and not empty:
            end = re.compile(rf"</{name}[^>]{{0,200}}>", re.IGNORECASE).search(markup, place)
            if end is None:
                endless.add(name)
            place = end.end() if end else place
            yield _Tag(start, place, name, closing=False, whole=True)
        else:
            yield _Tag(start, place, name, closing=bool(opening["end"]), empty=empty)


def _after(markup: str, mark: str, place: int) -> int:
    """Return the place behind the next mark, or the end of the page."""
    found = markup.find(mark, place)
    return len(markup) if found < 0 else found + len(mark)
