"""Every ceiling and default in one typed table, each with its unit and its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Ceilings and defaults; nothing changes them at run time."""

    #: Bytes of one input. A long report has 100 kB; beyond this it is an archive, a dump or a book, and reading it as
    #: one report would take minutes and tell nothing.
    max_input_bytes: int = 8 * 1024**2
    #: Code points of one report: a million must be read, twice that is room enough.
    max_report_chars: int = 2_000_000
    #: Tokens up to which a report is searched for statements in one go; few reports have half as many.
    section_tokens: int = 4_000
    #: Cues up to which it is, for lists of statements and floods of them: time grows with their square. Four thousand
    #: tokens of a report have about 150.
    section_cues: int = 400
    #: Processes of ``read_many`` where the caller names none: one per core, up to this many. Each takes about 300 MB.
    max_default_jobs: int = 8
    #: Processes a caller may ask for; more than this is a slip of the keyboard.
    max_jobs: int = 256
    #: Inputs below which one process does the work: another takes about half a second to get ready.
    min_inputs_per_job: int = 4
    #: Results that may wait, per process, for an earlier input to be finished, so that memory stays bounded.
    results_ahead_per_job: int = 8
    #: Columns of text output where the terminal does not say.
    text_width_columns: int = 80
    #: Columns beyond which lines of text get hard to read, however wide the terminal is.
    max_text_width_columns: int = 100
    #: Bytes of one file of a custom codebook: room for some 1,500 types with a few cues each, read in half a second.
    max_codebook_file_bytes: int = 256 * 1024
    #: Files of a custom codebook, and types in all of them together.
    max_codebook_files: int = 200
    max_codebook_types: int = 2_000
    #: Cues of one type of a custom codebook, and words of one cue.
    max_codebook_cues: int = 500
    max_codebook_cue_words: int = 8
    #: The only language the network was trained to read (ISO 639-1).
    language_read: str = "en"

    #: Bytes of one PDF document: scans and pictures make it large, its text is short.
    max_pdf_bytes: int = 64 * 1024**2
    #: Pages of one PDF document; beyond this it is a book.
    max_pdf_pages: int = 500
    #: Elements inside one another up to which a web page is left as it is. The parser gives up at 256 and loses what
    #: lies deeper; pages of the press rarely reach 60.
    max_html_depth: int = 120
    #: Bytes of one record of a table; a line longer than this is no report.
    max_row_bytes: int = 8 * 1024**2
    #: Bytes of a JSON file read in one piece; larger tables belong into JSON lines.
    max_json_bytes: int = 64 * 1024**2
    #: Members of one zip archive.
    max_archive_members: int = 100_000
    #: Bytes that all members of one zip archive may have, unpacked: a ceiling on time, since one is held at a time.
    max_archive_bytes: int = 16 * 1024**3
    #: Bytes out for a byte in, above which packed data is a bomb: prose has 3, a table that repeats itself 50.
    max_inflate_ratio: int = 200
    #: Bytes up to which the ratio does not matter.
    min_inflate_bytes: int = 16 * 1024**2
    #: Words below which a text has no language that could keep it out.
    min_language_words: int = 20
    #: Share above which the language identifier is believed. It gives English reports 0.9 and more, nearly always.
    min_language_share: float = 0.8
    #: Bytes of a description beside a text file (NAME.json).
    max_sidecar_bytes: int = 1024**2


SETTINGS = Settings()
