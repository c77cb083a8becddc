"""Actors: who is named in the record, by what words, with which titles, and what each said, holds and did."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record.filters import Filters
from onrecord.record.lists import list_rows
from onrecord.record.selection import OpenRecord, Selection
from onrecord.record.views import merged_files
from onrecord.serve.asked import asked_of
from onrecord.serve.listing import page_of_list, text_asked
from onrecord.serve.page import record_of, render
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)


@router.get("/actors")
def actors(request: Request) -> HTMLResponse:
    """Show the names of actors over all reports, a page at a time."""
    asked = asked_of(request, "actors")
    page = page_of_list(record_of(request), "actors", asked.filters, request.query_params.get("next"))
    return render(request, "actors.html", screen="actors", asked=asked, page=page)


@router.get("/actors/named")
def named(request: Request) -> HTMLResponse:
    """Show one actor, ``?name=NAME``, whatever the case of the name."""
    asked = asked_of(request, "actors")
    record = record_of(request)
    key = text_asked(request.query_params, "name").lower()
    words = list_rows(record, "actor_words", key=key, limit=SETTINGS.actor_words) if key else []
    titles = list_rows(record, "actor_titles", key=key, limit=SETTINGS.actor_words) if words else []
    if not titles:
        return render(request, "missing.html", screen="actors", asked=asked, status=404, what="actor")
    asked_name = text_asked(request.query_params, "name")
    name = next((row["words"] for row in words if row["words"].lower() == key), asked_name)
    kind = max(titles, key=lambda row: row["n_reports"])["kind"]
    for row in words:
        row["how"] = how_resolved(row["words"], key, pronoun=row["pronoun"])
        row["start"], _, row["end"] = row["newest"]["place"].partition("-")
    near = list_rows(record, "actor_near", key=key, kind=kind, last=key.split()[-1], limit=SETTINGS.actor_words)
    return render(
        request, "actor.html", screen="actor", asked=asked, name=name, kind=kind, words=words, titles=titles,
        near=near, merged=sorted(merged_files(record)), **_facts(record, name),
    )  # fmt: skip


def how_resolved(words: str, key: str, *, pronoun: bool) -> str:
    """Return in words how a mention was taken to be of an actor.

    Args:
        words: The words of the mention.
        key: Name of the actor in lower case.
        pronoun: Whether the words are a pronoun.

    >>> how_resolved("Ms Oduya", "maria oduya", pronoun=False)
    'a part of the name'
    """
    low = words.lower()
    if pronoun:
        return "a pronoun, by what stands before it"
    if low == key:
        return "the name itself"
    if key in low:
        return "the name with more words"
    if set(low.replace("’s", "").split()) & set(key.split()):
        return "a part of the name"
    return "a description or another name, by its report"


def _facts(record: OpenRecord, name: str) -> dict[str, Any]:
    """Return the newest facts of an actor of each kind, and how many there are."""
    found: dict[str, Any] = {}
    wanted = (
        ("statements", Filters(speaker=(name,), limit=SETTINGS.actor_rows)),
        ("positions", Filters(actor=(name,), limit=SETTINGS.actor_rows)),
        ("events", Filters(actor=(name,), limit=SETTINGS.actor_rows)),
    )
    for kind, filters in wanted:
        chosen = Selection(record, kind, filters)
        found[kind], found[f"n_{kind}"] = list(chosen.rows()), chosen.count()
    return found
