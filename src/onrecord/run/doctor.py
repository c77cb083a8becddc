"""Says what is installed and whether it works."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.run.read import PageReader, read_text

#: What reading needs, and what is only needed for other work.
NEEDED = ("numpy", "onnxruntime", "charset-normalizer", "pyyaml")
OPTIONAL = {"onnx": "training, and the machine's matrix rate in the bench", "torch": "training"}
#: A sentence whose statement must be found.
SENTENCE = "“We will not leave the talks,” the foreign minister, Ilse Brandt, said in Lisbon on Tuesday."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    #: "weights", "numpy", …
    name: str
    #: What was found; where it is wrong, with the next step.
    detail: str
    #: False where reading cannot work because of it.
    ok: bool = True


def examine(reader: PageReader | None = None) -> list[Check]:
    """Look at everything reading needs, and read a sentence.

    Args:
        reader: What reads; None for the shipped network.
    """
    checks = [
        Check("onrecord", __version__),
        Check("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        *(_package(name) for name in NEEDED),
        _try("weights", _weights),
    ]
    checks.extend(_optional(name, use) for name, use in OPTIONAL.items())
    if all(check.ok for check in checks):
        checks.append(_try("self-check", lambda: _read_sentence(reader)))
    return checks


def render_checks(checks: Iterable[Check], *, only_wrong: bool = False) -> str:
    """Write the checks as lines, "ok" or "WRONG" first."""
    shown = [check for check in checks if not (only_wrong and check.ok)]
    return "".join(f"{'ok' if check.ok else 'WRONG':<6} {check.name:<19} {check.detail}\n" for check in shown)


def _try(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, look())
    except OnrecordError as error:
        return Check(name, f"{error.code}: {error}", ok=False)
    except Exception as error:  # a doctor who faints is no help
        return Check(
            name, f"{type(error).__name__}: {error}. Reinstall: pip install --force-reinstall onrecord", ok=False
        )


def _package(name: str) -> Check:
    try:
        return Check(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name, f"is missing. Install it: {sys.executable} -m pip install {name}", ok=False)


def _optional(name: str, use: str) -> Check:
    try:
        return Check(name, f"{metadata.version(name)} (optional: {use})")
    except metadata.PackageNotFoundError:
        return Check(name, f"not installed (optional: {use})")


def _weights() -> str:
    from onrecord.nn.reader import load_reader

    manifest = load_reader().manifest
    return f"{manifest.name} {manifest.version}, sha-256 {manifest.sha256[:16]}… as in the manifest"


def _read_sentence(reader: PageReader | None) -> str:
    dossier = read_text(SENTENCE, published="2031-05-02", reader=reader)
    found = [s for s in dossier.statements if s.speaker_span and "Brandt" in s.speaker_span.of(SENTENCE)]
    if not found:
        raise OnrecordError("a plain sentence was read, but its statement not found. Reinstall onrecord")
    return "read a sentence and found who said what"
