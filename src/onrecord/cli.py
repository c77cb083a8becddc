"""The command ``onrecord``: thin commands over the rooms, which are loaded only when a command needs them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from onrecord import __version__
from onrecord.cli_record import DONE, INTERRUPTED, REJECTED, WRONG_USE, Commands, add_command, add_record_commands
from onrecord.errors import FatalError, OnrecordError, OutputError, UsageError

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
    "stories",
    "event-coreference",
    "dossier",
    "agreement",
)

_READ_EXAMPLE = """\
examples:
  onrecord read report.txt --published 2031-05-02
  onrecord read reports/*.txt --output dossiers
  curl -s https://example.org/report.txt | onrecord read - --format json
"""
_DEMO_SUMMARY = "read the sample reports that come with Onrecord and print a digest"
_DEMO_EXAMPLE = """\
examples:
  onrecord demo
  onrecord demo crisis          keep them as a record in the folder crisis
"""
_DOCTOR_EXAMPLE = """\
example:
  onrecord doctor
"""
_SCORE_EXAMPLE = """\
examples:
  onrecord score attribution gold/attribution-dev.jsonl.gz
  onrecord score syntax gold/dev.conllu.gz --limit 20 --format json
  onrecord score events gold/reports gold/plv.jsonl.gz
"""


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
    add_record_commands(commands)
    _add_demo(commands)
    _add_doctor(commands)
    _add_score(commands)
    return parser


def _add_read(commands: Commands) -> None:
    parser = add_command(commands, "read", "read reports and write one dossier for each", _READ_EXAMPLE)
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


def _add_demo(commands: Commands) -> None:
    parser = add_command(
        commands, "demo", "read the sample reports that come with Onrecord and print a digest", _DEMO_EXAMPLE
    )
    parser.add_argument("folder", nargs="?", metavar="DIR", help="keep them there as a record")
    parser.add_argument("--quiet", action="store_true", help="no progress and no warnings")
    parser.set_defaults(command=_demo)


def _add_doctor(commands: Commands) -> None:
    parser = add_command(commands, "doctor", "say what is installed and whether it works", _DOCTOR_EXAMPLE)
    parser.add_argument("--quiet", action="store_true", help="print only what is wrong")
    parser.set_defaults(command=_doctor)


def _add_score(commands: Commands) -> None:
    parser = add_command(commands, "score", "measure how right the readings are, on annotated texts", _SCORE_EXAMPLE)
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


def _demo(options: argparse.Namespace) -> int:
    from onrecord.run.demo import show_demo

    show_demo(options.folder, quiet=options.quiet)
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
