"""HTML that cannot be broken by what stands in it: every text is escaped on its way in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

#: Characters that HTML does not allow, lone surrogates among them.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_EMPTY = frozenset({"meta", "link", "br", "hr"})


class Html(str):
    """Markup that is safe to put into a page as it is."""

    __slots__ = ()


def text(words: str) -> Html:
    """Return words as markup; what HTML does not allow becomes the replacement character.

    >>> text("<b>")
    '&lt;b&gt;'
    """
    return Html(escape(_FORBIDDEN.sub("\ufffd", words), quote=True))


def join(parts: Iterable[str], between: str = "") -> Html:
    """Join parts; those that are not markup yet are escaped."""
    return Html(str(_safe(between)).join(map(_safe, parts)))


def tag(name: str, /, *children: str, **attributes: str | None) -> Html:
    """Return an element.

    Args:
        name: Name of the element.
        *children: Markup, or words to be escaped.
        **attributes: ``class_`` is ``class``, ``data_n`` is ``data-n``; one that is None is left out.

    >>> tag("p", "a < b", class_="x")
    '<p class="x">a &lt; b</p>'
    """
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    inside = "".join(f' {key}="{text(value)}"' for key, value in given)
    if name in _EMPTY:
        return Html(f"<{name}{inside}>")
    return Html(f"<{name}{inside}>{join(children)}</{name}>")


def _safe(part: str) -> Html:
    return part if isinstance(part, Html) else text(part)
