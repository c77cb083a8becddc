"""The command ``onrecord``: thin commands over the rooms, which are loaded only when a command needs them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO, TypeAlias

from onrecord import __version__
from onrecord.errors import FatalError, OnrecordError, OutputError, UsageError

#: Exit codes: done; some inputs rejected, or the work could not be done; wrong use.
DONE, REJECTED, WRONG_USE = 0, 1, 2
#: Stopped by Ctrl-C, as shells count it: 128 and the number of the signal.
INTERRUPTED, STOPPED = 130, 128
FORMATS = ("text", "json", "html", "brat", "conllu")
TASKS = (
    "attribution",
    "syntax",
    "entities",
    "coreference",
    "speakers",
    "segmentation",
    "times",
    "places",
    "figures",
    "events",
    "modality",
    "positions",
    "actors",
    "petrarch",
    "dossier",
    "agreement",
)

_READ_EXAMPLE = """\
examples:
  onrecord read report.txt --published 2031-05-02
  onrecord read reports/*.txt --output dossiers
  curl -s https://example.org/report.txt | onrecord read - --format json
"""
_DEMO_EXAMPLE = """\
examples:
  onrecord demo
  onrecord demo samples         write the dossiers, their pages and a record there too
"""
_SERVE_EXAMPLE = """\
examples:
  onrecord serve --record crisis
  onrecord serve --record crisis --host 0.0.0.0 --token new     let colleagues in, with the address that is printed
"""
_DOCTOR_EXAMPLE = """\
example:
  onrecord doctor
"""
_INGEST_EXAMPLE = """\
examples:
  onrecord ingest reports/ --record crisis
  onrecord ingest wire.jsonl --map text=body,published=date --publisher Norfax --record crisis
"""
_VERIFY_EXAMPLE = """\
example:
  onrecord verify --record crisis
"""
_SCORE_EXAMPLE = """\
examples:
  onrecord score attribution gold/attribution-dev.jsonl.gz
  onrecord score syntax gold/dev.conllu.gz --limit 20 --format json
  onrecord score events gold/reports gold/plv.jsonl.gz
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


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: Words after the program's name; None for those of the process.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    _prepare_streams()
    try:
        options = build_parser().parse_args(argv)
        code: int = options.command(options)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_pipe_go()
        return DONE
    except KeyboardInterrupt:
        complain("onrecord: interrupted; what was written so far is whole")
        return INTERRUPTED
    except UsageError as error:
        complain(f"onrecord: {error}")
        return WRONG_USE
    except OnrecordError as error:
        complain(f"onrecord: {error.code}: {error}")
        return REJECTED
    except OSError as error:
        _let_pipe_go()
        complain(f"onrecord: {_explain(error)}")
        return REJECTED
    return code


def _explain(error: OSError) -> str:
    """Say what to do: inputs and outputs are guarded where they are opened, so it was a stream or our own package."""
    if error.filename is None:
        return f"{OutputError.code}: The output cannot be written: {error.strerror}. Free space, or send it elsewhere."
    again = "If it is part of Onrecord: pip install --force-reinstall onrecord"
    return f"{FatalError.code}: {error.filename} cannot be read: {error.strerror}. {again}"


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Turns dated news reports into a sourced record: who said what, to whom, passed on by whom.",
        epilog="example:\n  onrecord read report.txt --published 2031-05-02\n\n'onrecord COMMAND --help' tells more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    parser.set_defaults(command=lambda _: parser.error(f"choose a command: {', '.join(commands.choices)}"))
    _add_read(commands)
    _add_ingest(commands)
    _add_verify(commands)
    _add_demo(commands)
    _add_serve(commands)
    _add_doctor(commands)
    _add_score(commands)
    _add_show(commands)
    _add_query(commands)
    _add_export(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(commands: _Commands, name: str, summary: str, example: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=example,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_read(commands: _Commands) -> None:
    parser = _add(commands, "read", "read reports and write one dossier for each", _READ_EXAMPLE)
    parser.add_argument("files", nargs="+", metavar="FILE", help="text files; - is standard input")
    parser.add_argument(
        "--published", metavar="DATE", help="day of publication (2031-05-02); else looked for in the text"
    )
    parser.add_argument("--publisher", metavar="NAME", help="the outlet that printed it")
    parser.add_argument("--url", metavar="URL", help="address it came from")
    parser.add_argument("--title", metavar="TITLE", help="headline; else the one at the head of the text")
    parser.add_argument("--format", choices=FORMATS, help="default: text")
    parser.add_argument(
        "--output",
        metavar="DIR",
        help="write NAME.dossier.json for each input there; with --format html, brat or conllu that form too",
    )
    parser.add_argument("--codebook", metavar="DIR", help="folder of a custom codebook: types of your own (YAML)")
    parser.add_argument("--jobs", type=int, metavar="N", help="processes; default: one per core where it helps")
    parser.add_argument("--quiet", action="store_true", help="no progress and no warnings")
    parser.set_defaults(command=_read)


def _add_ingest(commands: _Commands) -> None:
    parser = _add(commands, "ingest", "read reports and store them in a record, each once", _INGEST_EXAMPLE)
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


def _add_verify(commands: _Commands) -> None:
    parser = _add(commands, "verify", "check that a record still says what it said", _VERIFY_EXAMPLE)
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--quiet", action="store_true", help="print only what is wrong")
    parser.set_defaults(command=_verify)


def _add_demo(commands: _Commands) -> None:
    parser = _add(commands, "demo", "read the sample reports that come with Onrecord and print a digest", _DEMO_EXAMPLE)
    parser.add_argument("folder", nargs="?", metavar="DIR", help="write dossiers, pages and a record there too")
    parser.add_argument("--quiet", action="store_true", help="no progress and no warnings")
    parser.set_defaults(command=_demo)


def _add_serve(commands: _Commands) -> None:
    parser = _add(commands, "serve", "serve the workspace over a record, to this machine alone", _SERVE_EXAMPLE)
    parser.add_argument("--record", metavar="DIR", required=True, help="folder of the record")
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="address to serve on; another than the default needs a token",
    )
    parser.add_argument(
        "--port", type=int, metavar="N", default=8_765, help="default: %(default)s; 0 takes one that is free"
    )
    parser.add_argument("--token", metavar="SECRET", help="what visitors need to know; 'new' makes one")
    parser.add_argument("--quiet", action="store_true", help="print the address alone")
    parser.set_defaults(command=_serve)


def _add_doctor(commands: _Commands) -> None:
    parser = _add(commands, "doctor", "say what is installed and whether it works", _DOCTOR_EXAMPLE)
    parser.add_argument("--quiet", action="store_true", help="print only what is wrong")
    parser.set_defaults(command=_doctor)


def _add_score(commands: _Commands) -> None:
    parser = _add(commands, "score", "measure how right the readings are, on annotated texts", _SCORE_EXAMPLE)
    parser.add_argument("task", choices=TASKS, metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("gold", nargs="+", metavar="GOLD", help="annotated files")
    parser.add_argument("--level", choices=("statements", "frames"), default="statements", help="what is scored")
    parser.add_argument("--limit", type=int, metavar="N", help="read at most N documents of each file")
    parser.add_argument("--strip-quotes", action="store_true", help="score again with all quotation marks taken out")
    parser.add_argument("--count-inside", action="store_true", help="count what is found inside gold contents as wrong")
    parser.add_argument("--texts", metavar="DIR", help="where the corpora are whose texts stand-off annotations need")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    parser.set_defaults(command=_score)


def _add_show(commands: _Commands) -> None:
    parser = _add(commands, "show", "show what a record holds", _SHOW_EXAMPLE)
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


def _add_query(commands: _Commands) -> None:
    parser = _add(commands, "query", "ask a record in SQL", _QUERY_EXAMPLE)
    parser.add_argument("sql", metavar="SQL", help="one SELECT over the views; - reads it from standard input")
    parser.add_argument("--record", required=True, metavar="DIR", help="folder of the record")
    forms = ("table", "json", "jsonl", "csv", "parquet")
    parser.add_argument("--format", choices=forms, default="table", help="default: table")
    parser.add_argument("--quiet", action="store_true", help="no progress and no hints")
    parser.set_defaults(command=_query)


def _add_export(commands: _Commands) -> None:
    parser = _add(commands, "export", "write a record in the form of another program", _EXPORT_EXAMPLE)
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


def _read(options: argparse.Namespace) -> int:
    from onrecord.run.command import ReadOptions, read_inputs

    chosen = ReadOptions(
        published=options.published,
        publisher=options.publisher,
        url=options.url,
        title=options.title,
        format=options.format,
        output=options.output,
        codebook=options.codebook,
        jobs=options.jobs,
        quiet=options.quiet,
    )
    return DONE if read_inputs(options.files, chosen) else REJECTED


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


def _demo(options: argparse.Namespace) -> int:
    from onrecord.run.demo import show_demo

    show_demo(options.folder, quiet=options.quiet)
    return DONE


def _serve(options: argparse.Namespace) -> int:
    from onrecord.serve.command import ServeOptions, serve

    serve(
        ServeOptions(
            record=options.record, host=options.host, port=options.port, token=options.token, quiet=options.quiet
        )
    )
    return DONE


def _doctor(options: argparse.Namespace) -> int:
    from onrecord.run.doctor import examine, render_checks

    checks = examine()
    sys.stdout.write(render_checks(checks, only_wrong=options.quiet))
    return DONE if all(check.ok for check in checks) else REJECTED


def _score(options: argparse.Namespace) -> int:
    from pathlib import Path

    from onrecord.score.cli_score import draw_progress, run_score
    from onrecord.score.options import Options

    chosen = Options(
        level=options.level,
        limit=options.limit,
        strip_quotes=options.strip_quotes,
        inside_is_open=not options.count_inside,
        format=options.format,
        texts=Path(options.texts) if options.texts else None,
        progress=None if options.quiet else draw_progress,
    )
    answer = run_score(options.task, [Path(path) for path in options.gold], options=chosen)
    sys.stdout.write(answer if answer.endswith("\n") else answer + "\n")
    return DONE


def complain(message: str) -> None:
    """Write a line to standard error, where that can be written."""
    with suppress(OSError):
        sys.stderr.write(message + "\n")


def _prepare_streams() -> None:
    """Write UTF-8 to files and pipes; show characters that cannot be written instead of failing over them.

    A stream that was closed before we began is None to Python; what would go there goes nowhere.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _let_pipe_go() -> None:
    """Keep Python from complaining at exit about a reader that has gone."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
