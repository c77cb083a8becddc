"""Days of publication that a web page gives, each marked with where it stands, the best first.

The order, and which of them are believed, is told in docs/sources.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.model.report import PublishedSource
from onrecord.sources.days import parse_day
from onrecord.sources.found import DateCandidate, choose_published
from onrecord.text.furniture import find_furniture
from onrecord.text.published import find_published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Names of meta elements that give the day of publication, the surest first.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "article:published_date",
    "datepublished", "date_published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "originalpublicationdate", "dc.date.issued", "dcterms.issued", "citation_publication_date", "publication_date",
    "pubdate", "publishdate", "publish-date", "publish_date", "published_time", "published-date", "og:pubdate",
    "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "dc:date", "displaydate", "date", "ptime",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "dcterms.modified", "dc.modified", "lastmod", "last-modified",
    "datemodified", "revision_date",
)  # fmt: skip
#: Days in addresses: /2022/01/11/, /2022/jan/11/, 2022-01-11, 20220111.
_IN_URL = (
    re.compile(r"/((?:19|20)\d\d)/([01]?\d|[a-z]{3})/([0-3]?\d)(?=[/._-]|$)", re.IGNORECASE),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]([01]\d)[-_]([0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)"),
)
#: How each kind of candidate is told of in a record; what is not here is kept, but never chosen.
SOURCES: dict[str, PublishedSource] = {
    "json-ld": "metadata", "meta": "metadata", "microdata": "metadata", "text:header": "header",
    "text:dateline": "dateline", "time": "metadata", "url": "url", "htmldate": "guess", "modified": "guess",
}  # fmt: skip


def find_dates(tree: HtmlElement, data: list[dict[str, Any]], text: str, url: str | None) -> tuple[DateCandidate, ...]:
    """Return the days that a page gives, the best first, each kind and place once.

    Args:
        tree: The page.
        data: Its structured data, as ``html_data.linked_data`` gives it.
        text: Its main text.
        url: Its address; None where unknown.
    """
    found = list(_in_metadata(tree, data))
    published = find_published(text, find_furniture(text))
    if published is not None:
        found.append(DateCandidate(published[0], f"text:{published[1]}"))
    found.extend(_in_times(tree))
    if url and (day := day_in_url(url)):
        found.append(DateCandidate(day, "url"))
    if choose_published(found, SOURCES) is None and (day := _guess(tree)):
        found.append(DateCandidate(day, "htmldate"))
    found.extend(_modified(tree, data))
    return tuple(dict.fromkeys(found))


def day_in_url(url: str) -> date | None:
    """Return the day that an address names; None where it names none.

    >>> day_in_url("https://news.example/world/2022/01/11/talks.html")
    datetime.date(2022, 1, 11)
    """
    for form in _IN_URL:
        for match in form.finditer(url[:2000]):
            year, month, day = match.groups()
            written = f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}"
            if found := parse_day(written):
                return found
    return None


def _in_metadata(tree: HtmlElement, data: list[dict[str, Any]]) -> Iterator[DateCandidate]:
    for item in data:
        if day := parse_day(item.get("datePublished")):
            yield DateCandidate(day, "json-ld:datePublished")
    yield from _in_meta(tree, _PUBLISHED, "meta")
    yield from _in_attributes(tree, ".//*[@itemprop='datePublished']", "microdata:datePublished")
    yield from _in_attributes(tree, ".//time[@pubdate]", "time:pubdate")
    for item in data:
        if day := parse_day(item.get("dateCreated")):
            yield DateCandidate(day, "json-ld:dateCreated")


def _modified(tree: HtmlElement, data: list[dict[str, Any]]) -> Iterator[DateCandidate]:
    for item in data:
        if day := parse_day(item.get("dateModified")):
            yield DateCandidate(day, "modified:json-ld:dateModified")
    yield from _in_meta(tree, _MODIFIED, "modified:meta")
    yield from _in_attributes(tree, ".//*[@itemprop='dateModified']", "modified:microdata:dateModified")


def _in_meta(tree: HtmlElement, names: tuple[str, ...], kind: str) -> Iterator[DateCandidate]:
    """Yield the days that meta elements of these names give, in the order of the names."""
    days: dict[str, date] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if day := parse_day(element.get("content")):
            days.setdefault(name.strip().lower(), day)
    for name in names:
        if name in days:
            yield DateCandidate(days[name], f"{kind}:{name}")


def _in_attributes(tree: HtmlElement, path: str, origin: str) -> Iterator[DateCandidate]:
    for element in tree.iterfind(path):
        value = element.get("datetime") or element.get("content") or element.text
        if element.tag != "meta" and (day := parse_day(value)):
            yield DateCandidate(day, origin)


def _in_times(tree: HtmlElement) -> Iterator[DateCandidate]:
    """Yield the days of time elements; those that may belong to other reports are marked "other"."""
    within = [day for element in tree.iterfind(".//article//time") if (day := parse_day(element.get("datetime")))]
    anywhere = [day for element in tree.iter("time") if (day := parse_day(element.get("datetime")))]
    if within:
        yield DateCandidate(within[0], "time")
    elif len(set(anywhere)) == 1:
        yield DateCandidate(anywhere[0], "time")
    yield from (DateCandidate(day, "other:time") for day in sorted(set(anywhere) - set(within[:1]))[:10])


def _guess(tree: HtmlElement) -> date | None:
    """Return htmldate's guess. Its search of the whole page is left out: that takes a year in a footer for a day."""
    import htmldate

    try:
        return parse_day(htmldate.find_date(tree, extensive_search=False, original_date=True))
    except Exception:  # a date is worth no report: whatever goes wrong in there, the page goes on without
        return None
