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
    #: Different words kept of a report for comparing it with others, the most frequent ones: few reports have more.
    trace_words: int = 400
    #: Values of a MinHash signature: 64 tell two thirds from half, and take 256 bytes.
    signature_values: int = 64
    #: Words of a quotation, and of a sentence, from which two reports that share it share a source.
    quote_words: int = 5
    sentence_words: int = 8
    #: Days without a report after which a story is over, and what each day between costs in log odds: a crisis has
    #: quiet weeks, but what is alike after a month is most often a second happening of the kind.
    story_days: int = 30
    story_fading_per_day: float = 0.05
    #: Days between two prints of one text: wire copies come within hours, weeklies and rewrites within days.
    duplicate_days: int = 10
    #: Days between two prints of one statement: what was said on Monday is quoted all week.
    statement_days: int = 7
    #: Tellings of a story up to which every two are compared (45,000 pairs take about a second); beyond, each telling
    #: is compared with so many others for each thing they share.
    events_all_pairs: int = 300
    event_candidates: int = 8
    #: How fast days between two tellings speak against one event: the judge's probability is divided by one and the
    #: days, to this power. Set by hand: ECB+, on which the judge learned, has no dates.
    event_fading: float = 2.0


SETTINGS = Settings()
