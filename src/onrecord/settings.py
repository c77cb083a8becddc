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
    #: Bytes of one fetched document, on the wire and again once inflated: the longest official PDFs have some 20 MB.
    fetch_max_bytes: int = 32 * 1024**2
    #: Bytes of one feed or feed list: feeds with whole articles in them have up to 3 MB. One of 8 MB is taken apart
    #: in seconds, the worst one made up for a test in half a minute.
    feed_max_bytes: int = 8 * 1024**2
    #: Seconds to find a host's address and connect to it; a live server answers in one.
    fetch_connect_seconds: float = 10.0
    #: Seconds between two pieces of an answer, before the server counts as hung.
    fetch_read_seconds: float = 20.0
    #: Seconds for one document with all its redirects, so that a server which drips its answer cannot hold the watch.
    fetch_total_seconds: float = 60.0
    #: Redirects followed for one document: http to https, to www, to the article's last address, and two to spare.
    fetch_max_redirects: int = 5
    #: Times one document is asked for when the server is busy or breaks off.
    fetch_attempts: int = 3
    #: Seconds between two requests to one host: no reader with a browser is slower by much.
    fetch_delay_seconds: float = 2.0
    #: Seconds the first back-off lasts where the server names no time; each further one lasts twice as long.
    fetch_backoff_seconds: float = 5.0
    #: Seconds one call waits for a host, be it for politeness or because the host asked for it. What would take longer
    #: is reported as busy, with the time left.
    fetch_max_wait_seconds: float = 120.0
    #: Seconds a ``Retry-After`` is believed for: a day. Some servers name a date in another century.
    fetch_max_retry_after_seconds: float = 86_400.0
    #: Seconds a robots.txt is kept: a day, as RFC 9309 has it.
    robots_kept_seconds: float = 86_400.0
    #: Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB.
    robots_max_bytes: int = 500 * 1024
    #: Ports that are fetched from: those of http and https, and the alternative ones registered beside them. Others
    #: belong to services that have no reports to give.
    fetch_ports: tuple[int, ...] = (80, 443, 8008, 8080, 8443)
    #: Feeds of one list.
    feed_max_feeds: int = 5_000
    #: Keys of one feed's entries (each has up to two) that are remembered as read once the entries have left the feed:
    #: two weeks of a busy agency.
    feed_kept_seen: int = 4_000
    #: Seconds between two polls of a feed at the least: no outlet changes its feed more often than once a minute.
    watch_min_every_seconds: float = 60.0
    #: Seconds between two polls at the most: 30 days; more is a slip of the keyboard.
    watch_max_every_seconds: float = 30 * 86_400.0
    #: Seconds a failing feed is left alone at the most: a day.
    watch_max_backoff_seconds: float = 86_400.0
    #: Share of the interval by which polls are moved at random, so that feeds are not all asked in the same second.
    watch_jitter_ratio: float = 0.1
    #: Times an entry is tried, one poll each, before it is rejected.
    watch_entry_tries: int = 5
    #: Seconds until an entry that failed is tried again, each further time twice as many: five tries take over an hour.
    watch_entry_backoff_seconds: float = 300.0
    #: Articles handed over at once: few enough that a kill costs little, enough that a commit is worth it.
    watch_batch: int = 50

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
    #: Rows of an export that are sorted by day in memory at a time: some 150 MB. More are read period by period.
    export_sorted_rows: int = 100_000
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
    #: Rows of one page of the workspace and of its interface for programs.
    page_rows: int = 100
    #: Characters from which equal words of statements are one telling; shorter ones are equal by chance.
    folded_chars: int = 28
    #: Tellings of folded statements that a page lists; a wire story is printed by hundreds.
    folded_rows: int = 500
    #: Names of issues, those in most reports, that are grouped for the matrix: grouping takes some 0.1 ms each.
    matrix_names: int = 600
    #: Issues on one page of the matrix, and parties beside one another: more fit no screen.
    matrix_issues: int = 20
    matrix_parties: int = 8
    #: Positions of one party on one issue that a drawer lists.
    trail_rows: int = 100
    #: Deadlocks on one page.
    deadlock_rows: int = 50
    #: Lanes of the timeline, and steps into which its days are put together: marks closer than that overlap.
    timeline_lanes: int = 12
    timeline_steps: int = 60
    #: Days that are listed as most spoken of.
    timeline_days: int = 15
    #: Rows of the calendar on one page.
    calendar_rows: int = 200
    #: Rows that the page of an actor gives of each kind.
    actor_rows: int = 10
    #: Words for an actor, its titles, and names near its own that its page gives.
    actor_words: int = 60
    #: Bytes and lines of a file of names and phrases to look up, and rows found for each line.
    lookup_bytes: int = 256 * 1024
    lookup_lines: int = 200
    lookup_rows: int = 5_000
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
    #: Words that are looked for at once, each a condition of its own: a thousand take seconds and find nothing.
    max_filter_words: int = 64
    #: Characters of one value of a filter.
    max_filter_chars: int = 500
    #: Texts that may wait to be read while another is; one takes a second for every 50 kB or so.
    reads_waiting: int = 2
    #: Bytes of a file to download that are held in memory; larger ones go through a temporary file.
    download_memory_bytes: int = 16 * 1024**2
    #: Reports of a Spark task: with 0.3 s for each, a minute and a quarter; more are read again when a machine is lost.
    spark_task_reports: int = 256
    #: Tasks per core at least, where there are reports enough, so that no core waits long for the last one.
    spark_tasks_per_core: int = 4
    #: Tasks whose results are committed together at most: some 8,000 reports, which take 100 MB in the driver.
    spark_wave_tasks: int = 32
    #: Reports that a Spark worker is given at a time.
    spark_batch_reports: int = 64
    #: Characters of one cell of such a list: a long phrase has some hundred.
    lookup_cell_chars: int = 10_000
    #: Characters of a report on one page of the reader: some 60 pages of a book, which browsers lay out in a second.
    reader_chars: int = 120_000
    #: Facts on one page of the review: what a person decides in a few minutes.
    review_rows: int = 20
    #: Reports in one file of decisions as annotations: more take minutes to put together.
    gold_reports: int = 1_000
    #: Rows of an answer to a query that a page shows, and that its CSV holds at most.
    query_rows: int = 500
    query_csv_rows: int = 100_000
    #: Seconds and bytes of memory of a query that is written into the workspace: it serves other pages meanwhile.
    web_query_seconds: float = 5.0
    web_query_bytes: int = 512 * 1024**2
    #: Bytes of a file that is dropped to be read.
    dropped_bytes: int = 8 * 1024**2


SETTINGS = Settings()
