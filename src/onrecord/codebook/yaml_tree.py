"""A small part of YAML, read safely: mappings, lists and plain text, each with its line.

Nothing is built from a file but text. Anchors, aliases and tags are refused, so no file can grow beyond its size or
name a Python object; text stays as it was written, so the word "no" is no truth value. Depth is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from onrecord.errors import CodebookError

#: Lists and mappings inside one another: a list of types, a type, a list of cues.
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text."""

    text: str
    #: Line it begins in, counted from 1.
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    items: tuple[tuple[Scalar, Node], ...]
    line: int


Node: TypeAlias = Scalar | Listing | Mapping


@dataclass(slots=True)
class _Open:
    """A list or mapping that has not ended yet; a mapping's keys and values alternate."""

    is_mapping: bool
    line: int
    parts: list[Node] = field(default_factory=list)


def parse_tree(text: str, origin: str) -> Node | None:
    """Return what a file of YAML holds.

    Args:
        text: The file's content.
        origin: Name of the file, for messages.

    Returns:
        None where the file holds nothing but comments.

    Raises:
        CodebookError: It is no YAML, or uses what is not allowed here; the message names file and line.
    """
    import yaml

    stack = [_Open(is_mapping=False, line=1)]
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            _take(event, stack, origin)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
        what = getattr(error, "problem", None) or "a character stands here that YAML does not allow"
        raise fail(origin, line, f"this is no YAML ({what}). Check indents, colons and quotation marks") from error
    documents = stack[0].parts
    if len(documents) > 1:
        raise fail(origin, documents[1].line, "a second document begins. Put all types into one list")
    return documents[0] if documents and documents[0] != Scalar("", documents[0].line) else None


def fail(origin: str, line: int, what: str) -> CodebookError:
    """Return the error that something is wrong at a line of a file."""
    return CodebookError(f"{origin}, line {line}: {what}.")


def _take(event: Any, stack: list[_Open], origin: str) -> None:
    """Add what the parser met to what stands open."""
    import yaml

    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise fail(
            origin, line, "anchors (&) and aliases (*) are not allowed. Write the value out, or in quotation marks"
        )
    if getattr(event, "tag", None) is not None:
        raise fail(origin, line, "tags (!) are not allowed. Write plain text, or put it in quotation marks")
    if isinstance(event, yaml.ScalarEvent):
        stack[-1].parts.append(Scalar(event.value, line))
    elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        if len(stack) >= _MAX_DEPTH:
            raise fail(origin, line, "lists stand too deep in one another. A type has no lists but examples and cues")
        stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line))
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        done = stack.pop()
        stack[-1].parts.append(_close(done, origin))


def _close(done: _Open, origin: str) -> Node:
    if not done.is_mapping:
        return Listing(tuple(done.parts), done.line)
    pairs: list[tuple[Scalar, Node]] = []
    seen: dict[str, int] = {}
    for key, value in zip(done.parts[::2], done.parts[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise fail(origin, key.line, "a key is a list. Keys are single words, such as name")
        if key.text in seen:
            raise fail(origin, key.line, f"'{key.text[:40]}' stands in line {seen[key.text]} already. Keep one")
        seen[key.text] = key.line
        pairs.append((key, value))
    return Mapping(tuple(pairs), done.line)
