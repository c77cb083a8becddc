"""What a site's robots.txt allows, as RFC 9309 has it.

Own code because the reader of the standard library knows neither ``*`` nor ``$`` in a path and lets the first rule win
where the longest should, so it would fetch pages that sites ask not to be fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

#: The name robots.txt files call this program by.
PRODUCT = "onrecord"

_TRIPLET = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_TOKEN = re.compile(r"[A-Za-z_-]+|\*")


@dataclass(slots=True)
class _Group:
    agents: set[str] = field(default_factory=set)
    #: (path pattern, allowed).
    rules: list[tuple[str, bool]] = field(default_factory=list)
    delay_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for this program."""

    #: (path pattern, allowed), in no order that matters.
    rules: tuple[tuple[str, bool], ...] = ()
    #: Seconds the site wants between requests (``Crawl-delay``); None where it does not say.
    delay_seconds: float | None = None

    def allows(self, target: str) -> bool:
        """Tell whether a path with its query ("/news?page=2") may be fetched.

        The longest pattern that fits decides; where two are as long, the one that allows.
        """
        target = _normalise(target or "/")
        if target == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, target)]
        return max(fitting)[1] if fitting else True


def parse_robots(content: bytes) -> Robots:
    """Return the rules for this program: those under its own name, else those for everybody.

    Args:
        content: The file's bytes; whatever cannot be understood in it is passed over.
    """
    groups = _read_groups(content.decode("utf-8-sig", "replace"))
    ours = [group for group in groups if PRODUCT in group.agents]
    ours = ours or [group for group in groups if "*" in group.agents]
    delays = [group.delay_seconds for group in ours if group.delay_seconds is not None]
    return Robots(tuple(rule for group in ours for rule in group.rules), max(delays, default=None))


def _read_groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    naming = False  # Whether the line before named an agent too, so that both head one group.
    for line in re.split(r"[\r\n]+", text):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if not naming:
                groups.append(_Group())
            naming = True
            token = _TOKEN.match(value)
            groups[-1].agents.add(token.group().lower() if token else "")
        elif key in {"allow", "disallow"}:
            naming = False
            if groups and value:
                groups[-1].rules.append((_normalise(value), key == "allow"))
        elif key == "crawl-delay":
            naming = False
            if groups and re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value):
                groups[-1].delay_seconds = float(value)
    return groups


def _normalise(path: str) -> str:
    """Return a path in the one spelling in which patterns and addresses are compared."""

    def spell(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _TRIPLET.sub(spell, quote(path, safe="/?#[]@!$&'()*+,;=:%~|"))


def _fits(pattern: str, target: str) -> bool:
    """Tell whether a pattern fits from the beginning of the target; takes time in line with both lengths."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    if not rest:
        return not anchored or target == first
    place = len(first)
    for piece in rest[:-1]:
        found = target.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    last = rest[-1]
    if anchored:
        return target.endswith(last) and len(target) - len(last) >= place
    return target.find(last, place) >= 0
