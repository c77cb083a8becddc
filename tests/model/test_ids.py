"""Ids."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given

from onrecord.model.ids import fact_id, report_id
from onrecord.model.span import Span
from tests.strategies import any_text


def test_report_id_is_the_hash_of_the_text() -> None:
    """The id of a report is the sha-256 of its text in UTF-8."""
    assert report_id("Zürich") == sha256("Zürich".encode()).hexdigest()


@given(any_text())
def test_every_text_has_an_id(text: str) -> None:
    """Texts with lone surrogates have ids too, and the same text has the same id."""
    assert report_id(text) == report_id(text)
    assert len(report_id(text)) == 64


def test_fact_ids_tell_kind_and_place_apart() -> None:
    """Facts of another kind or at another place have other ids."""
    ids = {fact_id("r", kind, span) for kind in ("actor", "statement") for span in (Span(0, 3), Span(0, 4), Span(1, 3))}
    assert len(ids) == 6
    assert all(i.split("-")[0] in {"actor", "statement"} for i in ids)
