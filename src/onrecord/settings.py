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
    #: Reports after which an ingest commits. Fewer make more and smaller files; more are lost to be read again when the
    #: power fails.
    reports_per_commit: int = 256
    #: Seconds after which an ingest commits what it has, however few: on a slow machine 256 reports take minutes.
    seconds_per_commit: float = 30.0
    #: Bytes of rows, in memory, at which it commits: very long reports would fill the memory before there are 256.
    bytes_per_commit: int = 64 * 1024**2
    #: Times a commit is tried when other writers are quicker, and the first wait between them in seconds, which doubles
    #: up to the longest. All together about half a minute, in which ten writers have had their turns many times.
    commit_tries: int = 24
    commit_wait_seconds: float = 0.02
    longest_commit_wait_seconds: float = 2.0
    #: Bytes that must be free on the disk besides the batch, so that a commit is not begun that cannot be finished.
    min_free_bytes: int = 16 * 1024**2
    #: Bytes of a file that compaction aims at: some thousand reports, read in a tenth of a second.
    compact_bytes: int = 32 * 1024**2
    #: Files below half that size at which a table is compacted. A query opens every file; fifty cost it about 50 ms.
    compact_files: int = 48
    #: Hours for which files are kept that compaction replaced or a crash left: no reader or writer runs for a week.
    vacuum_hours: int = 168
    #: Seconds a report may take to be read, and for each 1,000 characters of it besides. A quiet laptop reads 1,000
    #: characters in 0.1 s and loads the network in two; twenty times that is a hang, not a slow day.
    report_seconds: float = 120.0
    report_seconds_per_1000_chars: float = 2.0
    #: Bytes of address space of a process that reads. The network and its libraries take 1.5 GB of it, the longest
    #: report another 2; beyond this the machine would begin to swap.
    worker_bytes: int = 6 * 1024**3
    #: Seconds between two looks of a process that reads whether the one that started it still lives.
    parent_seconds: float = 2.0
    #: Reports given to the processes of an ingest at a time, per process: one to read, one to go on with.
    reports_ahead_per_job: int = 2
    #: Lost reports after which an ingest stops to try them again, each alone.
    lost_before_retry: int = 8
    #: Lost reports, with none read, after which it is the processes that are at fault.
    lost_before_giving_up: int = 3
    #: Seconds between two looks at the clock while reports are being read.
    tick_seconds: float = 0.25
    #: Reports of a Spark task: with 0.3 s for each, a minute and a quarter; more are read again when a machine is lost.
    spark_task_reports: int = 256
    #: Tasks per core at least, where there are reports enough, so that no core waits long for the last one.
    spark_tasks_per_core: int = 4
    #: Tasks whose results are committed together at most: some 8,000 reports, which take 100 MB in the driver.
    spark_wave_tasks: int = 32
    #: Reports that a Spark worker is given at a time.
    spark_batch_reports: int = 64
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


SETTINGS = Settings()
