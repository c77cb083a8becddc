"""Stable ids: the same input always gives the same ids."""

from __future__ import annotations

from hashlib import sha256

from onrecord.model.span import Span


def report_id(text: str) -> str:
    """Return the sha-256 (hex) of the text in UTF-8; lone surrogates are hashed as they are."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fact_id(report: str, kind: str, span: Span) -> str:
    """Return the id of a fact of one report, such as ``statement-3f9a0c1d22e4``.

    Args:
        report: Id of the report.
        kind: What sort of fact it is: "statement", "actor", …
        span: The fact's first evidence.
    """
    digest = sha256(f"{report}|{kind}|{span.start}|{span.end}".encode()).hexdigest()
    return f"{kind}-{digest[:12]}"
