"""Facts as W3C Web Annotations: JSON-LD, each on its words by position and by quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO
from urllib.parse import quote

from onrecord.model.span import Span
from onrecord.record.export.claims import CLAIM_KINDS, Claim, read_claims
from onrecord.record.export.json_stream import inner, write_items
from onrecord.record.export.options import ExportOptions, software
from onrecord.record.export.rows import Row, Rows, kinds_with
from onrecord.record.export.target import as_text
from onrecord.settings import SETTINGS

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:term:"}]


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write an annotation collection of one page; return the number of annotations.

    By default statements, events, positions and figures are annotated.

    Source: Web Annotation Data Model, W3C Recommendation of 2017. Positions count code points, as it asks for.
    """
    kinds = options.tables or tuple(kinds_with(rows.filters, CLAIM_KINDS))
    total = sum(rows.count(kind) for kind in kinds)
    rows.expect(total)
    collection = {
        "@context": _CONTEXT,
        "id": "urn:onrecord:collection",
        "type": "AnnotationCollection",
        "label": f"Onrecord: {options.title}" if options.title else "Onrecord",
        "total": total,
    }
    page, tail = inner({"id": "urn:onrecord:collection:page-1", "type": "AnnotationPage", "startIndex": 0}, "items")
    head, _ = inner(collection, "first")
    with as_text(out) as text:
        return write_items(text, _annotations(rows, kinds), head=head[:-1] + page, tail=tail + "}")


def _annotations(rows: Rows, kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
    for report, claims in read_claims(rows, kinds):
        for claim in claims:
            yield annotation(report, claim)


def annotation(report: Row, claim: Claim) -> dict[str, Any]:
    """Return the annotation of a claim; a claim in several pieces has as many targets.

    The source is the report's address, or, where it has none, its id as a URN. Positions count in the report's text
    as the record keeps it, which of a web page is the main text alone: there the quotation finds the words.
    """
    row, text = claim.row, report["text"]
    targets = [_target(report, span, text) for span in claim.spans]
    return {
        "id": f"urn:onrecord:{row['report_id']}:{quote(row['id'], safe='')}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"id": "urn:onrecord:software", "type": "Software", "name": software()},
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en",
             "value": claim.claim},
            {"type": "TextualBody", "purpose": "tagging", "value": claim.kind.removesuffix("s")},
        ],
        "target": targets[0] if len(targets) == 1 else targets,
        "onrecord:confidence": row["confidence"],
        "onrecord:report": row["report_id"],
    }  # fmt: skip


def _target(report: Row, span: Span, text: str) -> dict[str, Any]:
    n_chars = SETTINGS.annotation_context_chars
    return {
        "type": "SpecificResource",
        "source": source_of(report),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - n_chars) : span.start],
                "suffix": text[span.end : span.end + n_chars],
            },
        ],
    }


def source_of(report: Row) -> str:
    """Return the address of a report, or its id as a URN where it has none on the web."""
    url = report["url"] or ""
    return url if url.lower().startswith(("http://", "https://")) else f"urn:sha256:{report['report_id']}"
