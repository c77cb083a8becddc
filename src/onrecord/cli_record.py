"""The commands that work on a record: thin commands over the rooms, as those of ``cli``."""

from __future__ import annotations

import argparse
import sys
from typing import TypeAlias

#: Exit codes: done; some inputs rejected, or the work could not be done; wrong use.
DONE, REJECTED, WRONG_USE = 0, 1, 2
#: Stopped by Ctrl-C, as shells count it: 128 and the number of the signal.
INTERRUPTED, STOPPED = 130, 128
_INGEST_EXAMPLE = """\
examples:
  onrecord ingest reports/ --record crisis
  onrecord ingest wire.jsonl --map text=body,published=date --publisher Norfax --record crisis
"""
_VERIFY_EXAMPLE = """\
example:
  onrecord verify --record crisis
"""
_SHOW_EXAMPLE = """\
examples:
  onrecord show statements --record crisis --speaker Oduya --since 2031-05-01
  onrecord show events --record crisis --country Kenya --type THREATEN,ASSAULT --format csv > events.csv
  onrecord show tension --record crisis --country KEN,UGA
"""
_QUERY_EXAMPLE = """\
examples:
  onrecord query "SELECT speaker, count(*) AS n FROM statements GROUP BY speaker ORDER BY n DESC" --record crisis
  onrecord query "SELECT * FROM events WHERE modality = 'planned'" --record crisis --format parquet > planned.parquet
"""
_EXPORT_EXAMPLE = """\
examples:
  onrecord export xlsx --record crisis -o crisis.xlsx
  onrecord export ledger --record crisis --speaker Oduya -o oduya.csv --excel
  onrecord export gdelt --record crisis --since 2031-05-01 -o may.export.CSV
  onrecord export csv --record crisis --table events -o - | head
What each form holds, and what it loses: docs/exports.md
"""
EXPORTS = (
    "csv", "parquet", "xlsx", "geojson", "ics", "ledger", "polecat", "gdelt", "icews", "plover", "webannotation",
    "timelinejs", "gexf", "html",
)  # fmt: skip
WHATS = (
    "statements", "events", "positions", "figures", "times", "places", "actors", "reports", "timeline", "calendar",
    "tension", "deadlocks", "rejects", "merged_events", "stories",
)  # fmt: skip
_MERGE_EXAMPLE = """\
example:
  onrecord merge --record crisis && onrecord show merged_events --record crisis
What is put together, and how well: docs/merging.md
"""
_SERVE_EXAMPLE = """\
examples:
  onrecord serve --record crisis
  onrecord serve --record crisis --host 0.0.0.0 --token new     let colleagues in, with the address that is printed
"""
_WATCH_EXAMPLE = """\
examples:
  onrecord watch https://news.example/world.rss --record crisis
  onrecord watch feeds.opml --record crisis --every 1h --contact desk@example.org
"""

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(commands: Commands, name: str, summary: str, example: str) -> argparse.ArgumentParser:
    """Add a command, and return its parser."""
    return commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=example,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_record_commands(commands: Commands) -> None:
    """Add the commands that work on a record."""
    _add_ingest(commands)
    _add_watch(commands)
    _add_show(commands)
    _add_query(commands)
    _add_export(commands)
    _add_merge(commands)
    _add_serve(commands)
    _add_verify(commands)


def _add_ingest(commands: Commands) -> None:
    parser = add_command(commands, "ingest", "read reports and store them in a record, each once", _INGEST_EXAMPLE)
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="files and folders; docs/sources.md lists all kinds"
    )
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record; made where there is none")
    parser.add_argument("--published", metavar="DATE", help="day of publication of all of them; else each one's own")
    parser.add_argument("--publisher", metavar="NAME", help="the outlet that printed all of them; else each one's own")
    parser.add_argument("--map", metavar="FIELD=COLUMN,…", help="columns of tables: text=body,published=date")
    parser.add_argument("--codebook", metavar="DIR", help="folder of a custom codebook: types of your own (YAML)")
    parser.add_argument("--jobs", type=int, metavar="N", help="processes that read; default: one per core")
    parser.add_argument("--engine", choices=("local", "spark"), default="local", help="default: local")
    parser.add_argument("--master", metavar="URL", help="where Spark is; default: this machine")
    parser.add_argument("--quiet", action="store_true", help="no progress; rejects and the account are still told")
    parser.set_defaults(command=_ingest)


def _add_verify(commands: Commands) -> None:
    parser = add_command(commands, "verify", "check that a record still says what it said", _VERIFY_EXAMPLE)
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--quiet", action="store_true", help="print only what is wrong")
    parser.set_defaults(command=_verify)


def _add_show(commands: Commands) -> None:
    parser = add_command(commands, "show", "show what a record holds", _SHOW_EXAMPLE)
    parser.add_argument("what", choices=WHATS, metavar="WHAT", help=", ".join(WHATS))
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record")
    _add_filters(parser)
    parser.add_argument(
        "--limit", type=int, metavar="N", help="rows at most; 0 for all; default: 40 in a table, else all"
    )
    parser.add_argument("--period", choices=("week", "day"), default="week", help="of tension; default: week")
    parser.add_argument("--format", choices=("table", "json", "jsonl", "csv"), default="table", help="default: table")
    parser.add_argument("--quiet", action="store_true", help="no progress and no hints")
    parser.set_defaults(command=_show)


def _add_filters(parser: argparse.ArgumentParser) -> None:
    """Add what rows of a record are chosen by, but for their number."""
    parser.add_argument(
        "--since", metavar="DATE", help="first day of publication (calendar, timeline: of the day itself)"
    )
    parser.add_argument("--until", metavar="DATE", help="last day, included")
    for name, metavar, told in (
        ("actor", "NAME", "who takes part: any name or title he has in the report"),
        ("speaker", "NAME", "who says it"),
        ("country", "NAME", "country or body of those who take part: Kenya, KEN, NATO; several with commas"),
        ("type", "CODE", "type of event, act, stance, unit or kind; several with commas"),
        ("modality", "NAME", "happened, planned, threatened, demanded, offered, possible, alleged, denied"),
        ("publisher", "NAME", "the outlet"),
    ):
        parser.add_argument(f"--{name}", action="append", metavar=metavar, help=told)
    parser.add_argument("--issue", metavar="WORDS", help="words of the issue")
    parser.add_argument("--text", metavar="WORDS", help="words of the evidence; a phrase in quotation marks")


def _add_query(commands: Commands) -> None:
    parser = add_command(commands, "query", "ask a record in SQL", _QUERY_EXAMPLE)
    parser.add_argument("sql", metavar="SQL", help="one SELECT over the views; - reads it from standard input")
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record")
    forms = ("table", "json", "jsonl", "csv", "parquet")
    parser.add_argument("--format", choices=forms, default="table", help="default: table")
    parser.add_argument("--quiet", action="store_true", help="no progress and no hints")
    parser.set_defaults(command=_query)


def _add_export(commands: Commands) -> None:
    parser = add_command(commands, "export", "write a record in the form of another program", _EXPORT_EXAMPLE)
    parser.add_argument("profile", choices=EXPORTS, metavar="PROFILE", help=", ".join(EXPORTS))
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record")
    parser.add_argument(
        "-o", "--output", required=True, metavar="PATH",
        help="file; for csv and parquet without --table a folder; - is standard output",
    )  # fmt: skip
    parser.add_argument(
        "--table", action="append", default=[], metavar="KIND",
        help="statements, events, positions, figures, times, places, actors or reports; may be given again",
    )  # fmt: skip
    _add_filters(parser)
    parser.add_argument("--limit", type=int, metavar="N", help="of each table the newest N rows alone; default: all")
    parser.add_argument(
        "--all-modalities", action="store_true",
        help="polecat, gdelt, icews, gexf: also what was planned, threatened, feared, denied; default: what happened",
    )  # fmt: skip
    parser.add_argument(
        "--pairs", action="store_true", help="gdelt, icews: a row for each pair of parties; default: one per event"
    )
    parser.add_argument("--gdelt", choices=("1", "2"), default="2", help="version of GDELT's table; default: 2")
    parser.add_argument("--excel", action="store_true", help="csv, ledger: for spreadsheets; no cell is a formula")
    parser.add_argument("--quiet", action="store_true", help="no progress and no notes")
    parser.set_defaults(command=_export)


def _filters(options: argparse.Namespace) -> dict[str, object]:
    """Return the filters as given, and the limit."""
    names = ("since", "until", "actor", "speaker", "country", "type", "modality", "publisher", "issue", "text", "limit")
    return {name: getattr(options, name) for name in names}


def _export(options: argparse.Namespace) -> int:
    from onrecord.run.export import ExportCommand, export

    chosen = ExportCommand(
        profile=options.profile,
        record=options.record,
        output=options.output,
        tables=options.table,
        filters={name: value for name, value in _filters(options).items() if value is not None},
        excel=options.excel,
        all_modalities=options.all_modalities,
        pairs=options.pairs,
        gdelt=options.gdelt,
        quiet=options.quiet,
    )
    export(chosen)
    return DONE


def _show(options: argparse.Namespace) -> int:
    from onrecord.run.show import ShowOptions, show

    filters = _filters(options)
    chosen = ShowOptions(
        record=options.record, format=options.format, filters=filters, period=options.period, quiet=options.quiet
    )
    show(options.what, chosen)
    return DONE


def _query(options: argparse.Namespace) -> int:
    from onrecord.run.show import ShowOptions, query

    text = sys.stdin.read() if options.sql == "-" else options.sql
    query(text, ShowOptions(record=options.record, format=options.format, quiet=options.quiet))
    return DONE


def _ingest(options: argparse.Namespace) -> int:
    from onrecord.run.ingest_command import IngestWords, ingest_sources

    words = IngestWords(
        record=options.record,
        published=options.published,
        publisher=options.publisher,
        mapping=options.map,
        codebook=options.codebook,
        jobs=options.jobs,
        engine=options.engine,
        master=options.master,
        quiet=options.quiet,
    )
    ending = ingest_sources(options.sources, words)
    if ending.signal:
        return STOPPED + ending.signal
    return REJECTED if ending.account.rejected else DONE


def _verify(options: argparse.Namespace) -> int:
    from onrecord.run.verify_command import verify_folder

    return DONE if verify_folder(options.record, form=options.format, quiet=options.quiet) else REJECTED


def _add_watch(commands: Commands) -> None:
    parser = add_command(commands, "watch", "poll feeds and store what is new", _WATCH_EXAMPLE)
    parser.add_argument("feeds", nargs="+", metavar="FEED", help="addresses of feeds, or OPML files that list them")
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record; made if there is none")
    parser.add_argument("--every", default="15m", metavar="TIME", help="between two polls of a feed; default: 15m")
    parser.add_argument("--contact", metavar="ADDRESS", help="mail or web address that servers are told")
    parser.add_argument("--once", action="store_true", help="poll each feed once and end")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that read; default: 1")
    parser.add_argument("--quiet", action="store_true", help="name rejects only")
    parser.set_defaults(command=_watch)


def _watch(options: argparse.Namespace) -> int:
    from onrecord.run.watch_command import WatchWords, watch_feeds

    words = WatchWords(
        record=options.record,
        every=options.every,
        contact=options.contact,
        once=options.once,
        jobs=options.jobs,
        quiet=options.quiet,
    )
    return REJECTED if watch_feeds(options.feeds, words).rejected else DONE


def _add_merge(commands: Commands) -> None:
    parser = add_command(
        commands, "merge", "compute copies, stories, merged events and who is who over all reports", _MERGE_EXAMPLE
    )
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    parser.set_defaults(command=_merge)


def _merge(options: argparse.Namespace) -> int:
    from onrecord.run.merge_command import merge_folder

    merge_folder(options.record, quiet=options.quiet)
    return DONE


def _add_serve(commands: Commands) -> None:
    parser = add_command(commands, "serve", "serve the workspace over a record, to this machine alone", _SERVE_EXAMPLE)
    parser.add_argument("--record", metavar="DIR", required=True, help="folder of the record")
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="address to serve on; any other needs a token",
    )
    parser.add_argument(
        "--port", type=int, metavar="N", default=8_765, help="default: %(default)s; 0 takes one that is free"
    )
    parser.add_argument("--token", metavar="SECRET", help="what visitors need to know; 'new' makes one")
    parser.add_argument("--quiet", action="store_true", help="print the address alone")
    parser.set_defaults(command=_serve)


def _serve(options: argparse.Namespace) -> int:
    from onrecord.serve.command import ServeOptions, serve

    serve(
        ServeOptions(
            record=options.record, host=options.host, port=options.port, token=options.token, quiet=options.quiet
        )
    )
    return DONE
