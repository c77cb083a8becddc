"""What goes wrong with a record, and with the processes that read."""

from __future__ import annotations

from onrecord.errors.tree import FatalError, RetryableError


class NoRecordError(FatalError):
    """The folder is no record, or holds other things."""

    code = "E-RECORD"


class NewerRecordError(FatalError):
    """A newer version of Onrecord wrote the record."""

    code = "E-RECORD-NEWER"


class WorkerLostError(RetryableError):
    """A worker process died, most often for want of memory."""

    code = "E-WORKER-LOST"


class DamagedRecordError(FatalError):
    """A table of the record cannot be read: its log or a file is missing or damaged."""

    code = "E-RECORD-DAMAGED"


class BusyRecordError(FatalError):
    """Other writers committed first, every time this one tried."""

    code = "E-RECORD-BUSY"


class NoWorkerError(FatalError):
    """Every process for reading died before it had read anything."""

    code = "E-WORKER-START"


class WorkerStuckError(WorkerLostError):
    """A worker process took longer over a report than its ceiling in ``settings``, and was ended."""

    code = "E-WORKER-STUCK"
