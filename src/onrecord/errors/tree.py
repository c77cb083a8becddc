"""The root of the tree, its three branches, and what stops a whole run."""

from __future__ import annotations

from typing import ClassVar


class OnrecordError(Exception):
    """Root of everything Onrecord raises on purpose."""

    #: Stable code of this kind of error; scripts may rely on it.
    code: ClassVar[str] = "E"


class FatalError(OnrecordError):
    """Stop: no other input will fare better."""

    code = "E-FATAL"


class UsageError(FatalError):
    """A command or a call was used wrongly."""

    code = "E-USAGE"


class CodebookError(FatalError):
    """A custom codebook breaks its rules; the message names the file, the line and the mend."""

    code = "E-CODEBOOK"


class OutputError(FatalError):
    """The result could not be written: no such folder, no right, no space."""

    code = "E-OUTPUT"


class WeightsError(FatalError):
    """The weights of the reading network are missing, damaged, or not those their manifest names."""

    code = "E-WEIGHTS"


class ReportError(OnrecordError):
    """Skip this report; it becomes a Reject with this code."""

    code = "E-REPORT"


class RetryableError(OnrecordError):
    """Try again: the cause may pass."""

    code = "E-RETRY"


class SparkError(FatalError):
    """Spark cannot be started, or gave the work up."""

    code = "E-SPARK"
