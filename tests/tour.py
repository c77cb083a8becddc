"""Runs the examples of ``docs/tour.md`` and the one of ``README.md``, and writes down what they give.

``python -m tests.tour`` writes both anew; the tests compare them with what is committed.
"""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

TOUR = Path(__file__).resolve().parents[1] / "docs" / "tour.md"
README = TOUR.parents[1] / "README.md"
_BLOCK = re.compile(r"(?<=^```pycon\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"(?<=<!-- example: begin -->\n).*(?=<!-- example: end -->)", re.DOTALL)
#: Statements that the example of the README shows.
_N_SHOWN = 3


class _Recorder(doctest.DocTestRunner):
    """Keeps what each example gives, right or wrong."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        #: Output of each example, in order.
        self.given: list[str] = []

    def report_success(self, out: Callable[[str], object], test: object, example: object, got: str) -> None:
        """Keep the output."""
        self.given.append(got)

    report_failure = report_success

    def report_unexpected_exception(
        self, out: Callable[[str], object], test: object, example: doctest.Example, exc_info: Any
    ) -> None:
        """Stop: an example of the tour must not fail."""
        raise RuntimeError(f"This example fails: {example.source}") from exc_info[1]


def rewrite_tour(tour: str) -> str:
    """Return the tour with the output of its examples as it is now.

    The blocks share their names, as in one session.
    """
    names: dict[str, Any] = {}
    return _BLOCK.sub(lambda block: _run(block.group(), names), tour)


def _run(block: str, names: dict[str, Any]) -> str:
    examples = doctest.DocTestParser().get_examples(block)
    test = doctest.DocTest(examples, names, "tour", str(TOUR), 0, block)
    test.globs = names
    recorder = _Recorder()
    recorder.run(test, out=lambda _: None, clear_globs=False)
    return "".join(_shown(example.source, got) for example, got in zip(examples, recorder.given, strict=True))


def _shown(source: str, got: str) -> str:
    lines = source.rstrip("\n").split("\n")
    prompts = [">>>", *["..."] * (len(lines) - 1)]
    session = "".join(f"{prompt} {line}".rstrip() + "\n" for prompt, line in zip(prompts, lines, strict=True))
    kept = "".join((line.rstrip() or "<BLANKLINE>") + "\n" for line in got.splitlines())
    return session + kept


def rewrite_readme(readme: str) -> str:
    """Return the README with its example as it is now: how ``onrecord read`` shows a sample report begins."""
    import onrecord
    from onrecord.run.formats import render

    text = (files("onrecord.run") / "samples" / "wire.txt").read_text(encoding="utf-8")
    blocks = render(onrecord.read(text), None, "text").split("\n\n")
    shown = "\n\n".join([*blocks[: _N_SHOWN + 2], "  …"])
    return _EXAMPLE.sub(lambda _: f"```text\n{shown.rstrip()}\n```\n", readme)


if __name__ == "__main__":
    README.write_text(rewrite_readme(README.read_text(encoding="utf-8")), encoding="utf-8")
    TOUR.write_text(rewrite_tour(TOUR.read_text(encoding="utf-8")), encoding="utf-8")
