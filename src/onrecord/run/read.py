"""One report through the house: text → Page → Reading → statements → actors → Dossier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from onrecord.codebook.custom import Codebook, load_codebook
from onrecord.extract.acts import draft_acts, hints_of, parties_of
from onrecord.extract.custom import label_events
from onrecord.extract.event_codes import fill_codes
from onrecord.extract.events import Known, build_events
from onrecord.extract.figures import find_figures, warn_of_unread
from onrecord.extract.positions import find_positions
from onrecord.extract.signed import add_signed
from onrecord.extract.statements import find_statements
from onrecord.extract.time_guards import warn_of_unresolved
from onrecord.extract.times import find_times
from onrecord.model.dossier import Dossier, ModelStamp
from onrecord.model.ids import report_id
from onrecord.model.page import Page
from onrecord.model.reading import Reading
from onrecord.model.report import PublishedSource, Report
from onrecord.resolve.actors import resolve_actors
from onrecord.resolve.places import find_places
from onrecord.run.door import check_text, load_text
from onrecord.run.given import Given, as_date
from onrecord.run.sections import cut_sections
from onrecord.settings import SETTINGS
from onrecord.text.language import detect_language
from onrecord.text.page import lay_out
from onrecord.text.published import find_published

NO_DATE = (
    "No publication date was given or found, so words like 'on Monday' stay without a date. Give --published DATE."
)
NOTHING_FOUND = "No statement was found in this report."


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A dossier with the Reading it was made from."""

    dossier: Dossier
    #: None where the report was not read (another language, no words outside the furniture).
    reading: Reading | None


class Stamp(Protocol):
    """What a reader says of its weights."""

    @property
    def name(self) -> str:
        """Name of the weights."""

    @property
    def version(self) -> str:
        """Version of the weights."""

    @property
    def sha256(self) -> str:
        """Their sha-256 (hex)."""


class PageReader(Protocol):
    """What reads a page: the network, or a stand-in for it."""

    @property
    def manifest(self) -> Stamp:
        """What the weights are."""

    def read(self, page: Page) -> Reading:
        """Read a page."""


def read_text(
    text: str,
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    reader: PageReader | None = None,
    codebook: str | Path | None = None,
) -> Dossier:
    """Read one report.

    Args:
        text: The report, as it was printed. Spans of the dossier count its code points.
        published: Day of publication, as a date or in ISO 8601 ("2031-05-02"); None to look for it in the text.
        publisher: The outlet that printed it.
        url: Address it came from.
        title: Headline; None to take the one that stands at the head of the text.
        reader: What reads the page; None for the shipped network, loaded once per process.
        codebook: Folder of a custom codebook (docs/codebook.md); None for PLOVER's types alone.

    Returns:
        The dossier: the report, its furniture, who said what, and the actors. ``warnings`` say what is missing.

    Raises:
        ReportError: The text is empty or too large.
        UsageError: ``published`` is no date.
        WeightsError: The shipped network is missing or damaged.
        CodebookError: The codebook breaks its rules.
    """
    given = Given(published=published, publisher=publisher, url=url, title=title)
    book = load_codebook(codebook) if codebook is not None else None
    return analyse_text(text, given, reader=reader, codebook=book).dossier


def read_file(
    path: str | Path,
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    reader: PageReader | None = None,
    codebook: str | Path | None = None,
) -> Dossier:
    """Read the report in a text file; arguments, result and errors as ``read_text``.

    Raises:
        ReportError: There is no such file, or it holds no text that can be read.
    """
    given = Given(published=published, publisher=publisher, url=url, title=title)
    book = load_codebook(codebook) if codebook is not None else None
    return analyse_text(load_text(path), given, reader=reader, codebook=book).dossier


def analyse_text(
    text: str, given: Given | None = None, *, reader: PageReader | None = None, codebook: Codebook | None = None
) -> Analysis:
    """Read one report and keep the Reading; errors as ``read_text``."""
    check_text(text)
    page, warnings = _lay_out(text, given or Given())
    language = page.report.language
    if language is not None and language != SETTINGS.language_read:
        warnings.append(f"The report is not in English (language: {language}), so no facts were looked for.")
        return Analysis(
            dossier=Dossier(report=page.report, furniture=page.furniture, warnings=tuple(warnings)), reading=None
        )
    if not page.tokens:
        warnings.append(NOTHING_FOUND)
        return Analysis(
            dossier=Dossier(report=page.report, furniture=page.furniture, warnings=tuple(warnings)), reading=None
        )
    known_reader = reader or _shipped_reader()
    reading = known_reader.read(page)
    found = tuple(statement for section in cut_sections(reading) for statement in find_statements(section))
    found = add_signed(reading, found)
    acts = draft_acts(reading, found)
    who = resolve_actors(reading, found, parties_of(acts), hints_of(acts))
    statements = who.statements
    figures = find_figures(reading)
    warnings.extend(warn_of_unread(figures))
    times, places = find_times(reading, statements), find_places(reading)
    known = Known(reading, statements, times, places, who.parties, {a.id: a for a in who.actors})
    events = tuple(fill_codes(event) for event in build_events(acts, known))
    warnings.extend(warn_of_unresolved(text, times, dated=page.report.published is not None))
    if codebook is not None:
        events, missed = label_events(reading, events, codebook)
        warnings.extend(missed)
    if not statements:
        warnings.append(NOTHING_FOUND)
    stamp = known_reader.manifest
    dossier = Dossier(
        report=page.report,
        furniture=page.furniture,
        actors=who.actors,
        statements=statements,
        events=events,
        positions=find_positions(reading, statements, known.actors, events, who.sides),
        figures=figures,
        times=times,
        places=places,
        warnings=tuple(warnings),
        model=ModelStamp(name=stamp.name, version=stamp.version, sha256=stamp.sha256),
    )
    return Analysis(dossier=dossier, reading=reading)


def _lay_out(text: str, given: Given) -> tuple[Page, list[str]]:
    """Lay out the text, fill in what is known of the report, and say what is missing."""
    day = as_date(given.published)
    source: PublishedSource | None = (given.published_source or "given") if day else None
    report = Report(
        id=report_id(text),
        text=text,
        title=given.title,
        publisher=given.publisher,
        published=day,
        published_source=source,
        url=given.url,
        language=detect_language(text),
    )
    page = lay_out(report)
    if day is None and (found := find_published(text, page.furniture)):
        day, source = found
    title = given.title if given.title is not None else _headline(page)
    page = replace(page, report=replace(report, title=title, published=day, published_source=source))
    return page, [] if day else [NO_DATE]


def _headline(page: Page) -> str | None:
    """Return the heading that stands before all prose; None where there is none."""
    prose = [p for p in page.paragraphs if p.kind == "prose"]
    first = page.tokens[prose[0].tokens.first].start if prose else 0
    headings = [f.span for f in page.furniture if f.kind == "heading" and f.span.end <= first]
    return headings[0].of(page.report.text).strip() if headings else None


def _shipped_reader() -> PageReader:
    from onrecord.nn.reader import load_reader

    return load_reader()
