"""Reading the texts that are sent to the workspace: one at a time, a few may wait, the rest come again later."""

from __future__ import annotations

from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError, ReadingError
from onrecord.model.dossier import Dossier
from onrecord.serve.failures import Refused
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from onrecord.run.given import Given
    from onrecord.run.read import PageReader


class Reads:
    """Reads texts, one at a time: reading takes a core and some hundred MB."""

    def __init__(self, reader: PageReader | None = None) -> None:
        self._reader = reader
        self._one = Lock()
        self._room = BoundedSemaphore(1 + SETTINGS.reads_waiting)

    def read(self, text: str, given: Given) -> Dossier:
        """Read a report; blocks, so it belongs into a thread of its own.

        Raises:
            Refused: Others wait already; status 429.
            ReportError: The text is empty, too large, or cannot be read.
            UsageError: The day of publication is none.
            WeightsError: The shipped network is missing or damaged.
        """
        from onrecord.run.read import analyse_text  # loads all that reads, which not every visit needs

        if not self._room.acquire(blocking=False):
            raise Refused(
                429, "Other texts wait to be read. Send this one again in a while.", headers={"retry-after": "5"}
            )
        try:
            with self._one:
                return analyse_text(text, given, reader=self._reader).dossier
        except OnrecordError:
            raise
        except Exception as error:  # as in run.work: a failure nobody foresaw costs one report, not the workspace
            raise ReadingError("Reading failed. Please report it, with the text if you may share it.") from error
        finally:
            self._room.release()
