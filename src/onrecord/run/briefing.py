"""The briefing: what was chosen from a record as one self-contained page, every claim with its words and a link."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import BinaryIO

from onrecord.model.span import Span
from onrecord.record.export.cells import counted, iso, joined
from onrecord.record.export.claims import CLAIM_KINDS, Claim, read_claims
from onrecord.record.export.links import text_link
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import Row, Rows, kinds_with
from onrecord.record.export.target import as_text
from onrecord.record.filters import APPLIES, Filters
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.markup import Html, join, tag
from onrecord.settings import SETTINGS

#: Rows of the short tables at the head.
_SHORT = 12
#: Parts of the page, by the ids of their headings.
_PARTS = {"ahead": "What lay ahead", "days": "Days most spoken of", "claims": "Claims"}


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the page; return the number of claims on it.

    It holds statements, events, positions and figures, report by report, the oldest first; before them the days most
    spoken of and what lies ahead. Beyond ``SETTINGS.briefing_claims`` the newest of each kind are chosen, and the page
    says so. It asks nothing of the network and has no script.
    """
    kinds = options.tables or tuple(kinds_with(rows.filters, CLAIM_KINDS))
    totals = {kind: rows.count(kind) for kind in kinds}
    n_all = sum(totals.values())
    asked = rows.filters
    if n_all > SETTINGS.briefing_claims:
        rows.filters = replace(asked, limit=max(1, SETTINGS.briefing_claims // len(kinds)))
        note = (
            f"A page of {n_all:,} claims would be too long to read: it holds the newest {rows.filters.limit:,} of each "
            "kind. Narrow it with --since, --actor, --text; all claims: onrecord export ledger."
        )
        rows.notes.append(note)
    else:
        note = None
    shown = {kind: rows.count(kind) for kind in kinds}
    rows.expect(sum(shown.values()))
    n_claims = 0
    with as_text(out) as text:
        text.write(f'<!doctype html>\n<html lang="en">{_head(options)}<body>\n')
        text.write(tag("a", "Go to the claims", class_="skip", href="#claims") + "\n")
        sections = {"ahead": _ahead(rows, asked), "days": _days(rows, asked)}
        there = [name for name, section in sections.items() if section]
        text.write(_header(options, asked, totals, shown, there, note) + "\n<main>\n")
        text.writelines(section + "\n" for section in sections.values() if section)
        text.write(tag("h2", "Claims, report by report", id="claims") + "\n")
        for report, claims in read_claims(rows, kinds):
            text.write(_report(report, claims) + "\n")
            n_claims += len(claims)
        if not n_claims:
            text.write(tag("p", "Nothing fits the filters.", class_="note") + "\n")
        text.write(f"</main>\n{_footer()}</body></html>\n")
    return n_claims


@cache
def _style() -> str:
    return (files("onrecord.run") / "briefing.css").read_text(encoding="utf-8").replace("\r\n", "\n")


def _head(options: ExportOptions) -> Html:
    fingerprint = b64encode(sha256(_style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{fingerprint}'; img-src data:; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("link", rel="icon", href="data:,"),
        tag("title", f"{_title(options)} | Onrecord"),
        tag("style", Html(_style())),
    )


def _title(options: ExportOptions) -> str:
    return one_line(f"On record: {options.title}" if options.title else "On record")


def _header(
    options: ExportOptions,
    asked: Filters,
    totals: dict[str, int],
    shown: dict[str, int],
    there: Sequence[str],
    note: str | None,
) -> Html:
    counts = [f"{n:,} {kind}" if shown[kind] == n else f"{shown[kind]:,} of {n:,} {kind}" for kind, n in totals.items()]
    parts = [tag("h1", _title(options)), tag("p", *(tag("span", count) for count in counts), class_="facts")]
    chosen = [f"{name} {_words(getattr(asked, name))}" for name in asked.given()]
    if chosen:
        parts.append(tag("p", "Chosen: ", one_line(joined(chosen)), class_="facts"))
    if note:
        parts.append(tag("p", note, class_="note"))
    links = [tag("a", words, href=f"#{name}") for name, words in _PARTS.items() if name in (*there, "claims")]
    parts.append(tag("nav", *links, aria_label="Parts of this page"))
    return tag("header", *parts)


def _words(value: object) -> str:
    return joined(value, ", ") if isinstance(value, tuple) else str(value)


def _series(rows: Rows, what: str, asked: Filters) -> list[Row]:
    """Return the first rows of a series; none where a filter does not go with it."""
    if not all(name in APPLIES[what] for name in asked.given()):
        return []
    before, rows.filters = rows.filters, replace(asked, limit=_SHORT)
    try:
        return rows.series(what)
    finally:
        rows.filters = before


def _ahead(rows: Rows, asked: Filters) -> Html:
    found = _series(rows, "calendar", asked)
    if not found:
        return Html()
    lines = [
        tag(
            "tr",
            tag("td", _period(row), class_="day"),
            tag("td", one_line(_parties(row))),
            tag("td", f"{row['type']}, {row['certainty']}"),
            tag("td", _link(row, row["sentence"] or row["words"])),
        )
        for row in found
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Day", "Who", "What", "As told")))
    title = tag("h2", "What lay ahead when it was printed", id="ahead")
    return tag("section", title, tag("table", tag("thead", head), tag("tbody", *lines)))


def _period(row: Row) -> str:
    """Return the day of a row, or the first and the last of several."""
    first, end = row["when_start"].date(), row["when_end"]
    last = (end - timedelta(microseconds=1)).date() if end is not None else first
    return iso(first) if last <= first else f"{iso(first)} to {iso(last)}"


def _days(rows: Rows, asked: Filters) -> Html:
    found = _series(rows, "timeline", asked)
    if not found:
        return Html()
    lines = [
        tag(
            "tr",
            tag("td", iso(row["day"]), class_="day"),
            tag("td", f"{counted(row['n_reports'], 'report')}, {counted(row['n_publishers'], 'outlet')}"),
            tag("td", f"{row['type']}, {row['modality']}" if row["type"] else ""),
            tag("td", _link(row, row["sentence"] or row["words"]) if row["type"] else ""),
        )
        for row in found
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Day", "Spoken of in", "Event", "As told")))
    title = tag("h2", "Days most spoken of", id="days")
    return tag("section", title, tag("table", tag("thead", head), tag("tbody", *lines)))


def _parties(row: Row) -> str:
    return joined([joined(row["actors"] or (), ", "), joined(row["recipients"] or (), ", ")], " → ")


def _link(row: Row, words: str) -> Html:
    source = one_line(joined([row["publisher"], row["published"]], ", ")) or "report"
    return join([one_line(words), " ", tag("small", "(", _anchor(text_link(row["url"], [words]), source), ")")])


def _anchor(link: str | None, words: str) -> Html:
    """Return a link, where there is an address that leads to the web; else the words alone."""
    if link and link.lower().startswith(("https://", "http://")):
        shown = link.partition("#:~:")[0]
        return tag("a", words, href=link, rel="noopener noreferrer nofollow", data_shown=shown)
    return tag("span", words)


def _report(report: Row, claims: Sequence[Claim]) -> Html:
    title = one_line(report["title"] or "") or "Report without a title"
    facts = [one_line(str(fact)) for fact in (report["publisher"], report["published"]) if fact]
    text = report["text"]
    items = [_claim(claim, text) for claim in claims]
    return tag(
        "article",
        tag("h3", _anchor(report["url"], title)),
        tag("p", *(tag("span", fact) for fact in (*facts, f"report {report['report_id'][:12]}")), class_="facts"),
        tag("ol", *items),
    )


def _claim(claim: Claim, text: str) -> Html:
    details = [
        joined(["said" if claim.kind == "statements" else "dated", iso(claim.day)], " ") if claim.day else "",
        f"confidence {claim.row['confidence']:.2f}",
        f"characters {claim.spans[0].start:,} to {claim.spans[-1].end:,}",
    ]
    return tag(
        "li",
        tag("p", tag("span", claim.kind.removesuffix("s"), class_="kind"), tag("span", claim.claim, class_="claim")),
        tag("blockquote", *_lit(claim, text)),
        tag("p", _anchor(claim.link, "In the report"), " ", joined(details, ", "), class_="facts"),
    )


def _lit(claim: Claim, text: str) -> Iterator[str]:
    """Yield the words of a claim lit, with a little of what stands round them."""
    first, last = claim.spans[0].start, claim.spans[-1].end
    room = SETTINGS.context_chars // 2
    before = text[max(0, first - room) : first].rpartition("\n")[2]
    after = text[last : last + room].partition("\n")[0]
    yield one_line_kept(f"…{before.partition(' ')[2]}" if first > room and len(before) == room else before)
    place = first
    for span in claim.spans:
        if span.start > place:
            yield one_line_kept(Span(place, span.start).of(text))
        yield tag("mark", one_line_kept(span.of(text)))
        place = max(place, span.end)
    yield one_line_kept(f"{after.rpartition(' ')[0]}…" if len(after) == room else after)


def one_line_kept(words: str) -> str:
    """Return words on one line with a blank at either end where there was one."""
    line = one_line(words)
    if not line:
        return " " if words else ""
    return f"{' ' if words[0].isspace() else ''}{line}{' ' if words[-1].isspace() else ''}"


def _footer() -> Html:
    words = "Found by a program in news reports: check the words in the report before you rely on them."
    return tag("footer", tag("p", words), tag("p", "Confidence is a share: of claims at 0.80, some 80 in 100 hold."))
