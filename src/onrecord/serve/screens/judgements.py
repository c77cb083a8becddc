"""Decisions: accept, reject, set right, take back; each goes to the record's log with who and when."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.record.judged import CORRECTED
from onrecord.record.judgements import JudgementRow, add_judgements
from onrecord.serve.decisions import (
    FIELDS,
    VERDICTS,
    chosen,
    clean_name,
    facts_of,
    keep_name,
    name_of,
    now,
    value_asked,
)
from onrecord.serve.page import record_of
from onrecord.serve.screens.reader import Opened, card_answer, missing, opened

router = APIRouter(include_in_schema=False)


@router.post("/judgements")
async def judge(request: Request) -> Response:
    """Write one decision on one fact: ``fact`` is REPORT:KIND:START-END, ``verdict`` what is decided."""
    async with request.form(max_files=0, max_fields=100) as form:
        return await run_in_threadpool(_judge, request, form)


@router.post("/judgements/name")
async def name(request: Request) -> Response:
    """Keep the name under which this browser decides."""
    async with request.form(max_files=0, max_fields=4) as form:
        given, back = clean_name(_text(form, "by")), _text(form, "back")
    # Back to a page of ours alone: one slash, and no other host behind it.
    answer = RedirectResponse(back if _is_ours(back) else "/review", 303)
    if given:
        keep_name(answer, given)
    return answer


def _is_ours(path: str) -> bool:
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()


def _judge(request: Request, form: FormData) -> Response:
    report_id, _, key = _text(form, "fact").partition(":")
    verdict = _text(form, "verdict")
    if verdict not in VERDICTS:
        raise UsageError(f"A decision is one of {', '.join(VERDICTS)}. Use the buttons of the card.")
    found = opened(request, report_id)
    fact = facts_of(found.dossier).get(key) if found else None
    if found is None or fact is None:
        return missing(request)
    actors, kind = found.dossier.actors, key.partition(":")[0]
    value: dict[str, Any] | None = None
    if verdict == CORRECTED:
        try:
            asked = {field.name: [str(v) for v in form.getlist(field.name)] for field in FIELDS[kind]}
            value = value_asked(kind, asked, actors)
        except UsageError as error:
            return _answer(request, found, key, status=422, edit=True, problem=str(error))
        as_read = chosen(kind, fact, actors)
        value = {name: new for name, new in value.items() if new != as_read[name]}
        if not value:
            # Nothing differs from what was read, which is what accepting it says.
            verdict, value = VERDICTS[0], None
    by = clean_name(_text(form, "by")) or name_of(request)
    if by is None:
        waiting = [(n, str(v)) for n, v in form.multi_items() if n != "by"]
        return _answer(request, found, key, asking=waiting)
    row = JudgementRow(
        kind="fact", left=f"{report_id}:{key}", verdict=verdict, by=by, at=now(),
        value=json.dumps(value, ensure_ascii=False) if value is not None else None,
    )  # fmt: skip
    add_judgements(record_of(request), [row])
    again = opened(request, report_id)
    answer = _answer(request, again or found, key, by=by)
    keep_name(answer, by)
    return answer


def _answer(request: Request, found: Opened, key: str, *, status: int = 200, **more: Any) -> Response:
    """Return the card to htmx; lead a browser without scripts back to the report."""
    if request.headers.get("hx-request"):
        return card_answer(request, found, key, status=status, **more) or missing(request)
    if more.get("asking"):
        # Without scripts the question stands on a page of its own.
        return card_answer(request, found, key, status=status, **more) or missing(request)
    return RedirectResponse(f"/reports/{found.dossier.report.id}?{urlencode({'fact': key})}#card-{key}", 303)


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""
