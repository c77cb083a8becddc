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
    #: Threads that make the flat tables of a record, each of one data file at a time: more would wait for the disk.
    flat_threads: int = 4
    #: Seconds after which a half-written derived file is taken for one that a crash left: none takes minutes to write.
    leftover_seconds: float = 3_600.0
    #: Bytes of memory that a query may take. Sorting all events of 100,000 reports takes a fifth of it.
    query_bytes: int = 2 * 1024**3
    #: Seconds that a query may take: all that is asked of 100,000 reports takes below one.
    query_seconds: float = 60.0
    #: Seconds to wait for another process that adds to the index of words: some hundred reports take it one.
    search_wait_seconds: float = 60.0
    #: Rows of a table on a terminal where no limit is given; beyond that nobody reads on.
    table_rows: int = 40
    #: Characters of a query: long ones are made by programs, which may use the Python interface.
    max_query_chars: int = 100_000
    #: Weeks that both sides of a change point must have at least; one loud week is no change.
    change_weeks: int = 3
    #: What a change point must explain, in variances of week-to-week noise times the logarithm of the weeks.
    change_penalty: float = 3.0
    #: Pairs of parties in one answer of series: beyond that they are to be asked for by country.
    series_pairs: int = 100
    #: Pairs of parties, those with most events, whose series are searched for change points: each takes some 3 ms.
    change_pairs: int = 40
    #: Reports named for a change point: the first to be read, not all.
    change_reports: int = 5
    #: Rows of one page of the workspace and of its interface for programs.
    page_rows: int = 100
    #: Rows up to which an export is sorted by day: sorting holds them in memory, a million takes some hundred MB.
    export_sorted_rows: int = 1_000_000
    #: Rows of an export that are read, and written, at a time.
    export_batch_rows: int = 4_096
    #: Reports of which text and facts are read together, by exports that need both: about 2 MB.
    export_reports: int = 200
    #: Rows of a sheet without its header, and characters of a cell, in UTF-16 units: limits of Excel.
    sheet_rows: int = 1_048_575
    sheet_cell_chars: int = 32_767
    #: Code points of the report on either side of a claim in the ledger and in annotations.
    context_chars: int = 160
    annotation_context_chars: int = 32
    #: Code points from the beginning of a report that count as its lead, where a form asks for that.
    lead_chars: int = 600
    #: Claims on a briefing page: more than that no one reads, and browsers get slow.
    briefing_claims: int = 2_000
    #: Rows of one page that a program may ask for: a megabyte or two of JSON.
    max_page_rows: int = 1_000
    #: Where the workspace is served unless the user says otherwise.
    serve_port: int = 8_765
    #: Requests that are worked on at a time, each with a DuckDB connection of its own; the others wait.
    serve_threads: int = 8
    #: Connections beyond which the workspace answers 503: one analyst's browser opens six.
    serve_connections: int = 128
    #: Characters of a secret that a user makes up: shorter ones can be guessed by trying.
    min_token_chars: int = 12
    #: Bytes of what stands after "?" in an address: filters have some hundred, a query some thousand.
    max_query_string_bytes: int = 8 * 1024
    #: Bytes of what is sent to the workspace: the longest report, once over as JSON may escape it.
    max_request_bytes: int = 16 * 1024**2
    #: Values of one filter in one request.
    max_filter_values: int = 20
    #: Characters of one value of a filter.
    max_filter_chars: int = 500
    #: Texts that may wait to be read while another is; one takes a second for every 50 kB or so.
    reads_waiting: int = 2
    #: Bytes of a file to download that are held in memory; larger ones go through a temporary file.
    download_memory_bytes: int = 16 * 1024**2


SETTINGS = Settings()
