"""The error tree: first split by what the caller must do.

::

    OnrecordError
    ├── FatalError                 stop: going on cannot help
    │   ├── UsageError             E-USAGE            the command or call was wrong
    │   ├── CodebookError          E-CODEBOOK         a custom codebook breaks its rules
    │   ├── OutputError            E-OUTPUT           the result could not be written
    │   ├── NoRecordError          E-RECORD           the folder is no record
    │   ├── NewerRecordError       E-RECORD-NEWER     a newer version wrote the record
    │   ├── DamagedRecordError     E-RECORD-DAMAGED   a table of the record cannot be read
    │   ├── BusyRecordError        E-RECORD-BUSY      other writers never let this one commit
    │   ├── NoWorkerError          E-WORKER-START     no process for reading stays alive
    │   ├── SparkError             E-SPARK            Spark cannot be started, or gave the work up
    │   └── WeightsError           E-WEIGHTS          the reading network is missing or damaged
    ├── ReportError                skip this report: it becomes a Reject
    │   ├── MissingInputError      E-INPUT-MISSING    no such file
    │   ├── NotAFileError          E-INPUT-FOLDER     a folder, or something else that is no file
    │   ├── UnreadableInputError   E-INPUT-UNREADABLEthe file is there but may not be read
    │   ├── TooLargeError          E-INPUT-LARGE      beyond the ceiling of ``settings``
    │   ├── EmptyReportError       E-TEXT-EMPTY       no words in it
    │   ├── BinaryInputError       E-TEXT-BINARY      bytes that are no text
    │   ├── MarkupInputError       E-TEXT-MARKUP      a web page with its tags, not its text
    │   ├── UndecodableError       E-TEXT-ENCODING    no known encoding fits
    │   ├── UnfetchedError         E-INPUT-URL        an address, where nothing may be fetched
    │   ├── LanguageError          E-LANGUAGE         the report is not in English
    │   ├── EmptyPageError         E-HTML-EMPTY       a web page with no report on it
    │   ├── LockedPdfError         E-PDF-LOCKED       a PDF behind a password
    │   ├── DamagedPdfError        E-PDF-DAMAGED      a PDF that cannot be opened
    │   ├── ScannedPdfError        E-PDF-SCANNED      a PDF of pictures without text
    │   ├── DamagedSourceError     E-SOURCE-DAMAGED   broken bytes in an archive or table
    │   ├── TruncatedSourceError   E-SOURCE-CUT       an archive or table that ends too early
    │   ├── EncodedRecordError     E-SOURCE-ENCODING  a web record packed in an unknown way
    │   ├── ColumnError            E-TABLE-COLUMN     a table without a column of text
    │   ├── RowError               E-TABLE-ROW        one record of a table is broken
    │   ├── LargeArchiveError      E-ARCHIVE-LARGE    beyond a ceiling for archives
    │   ├── NestedArchiveError     E-ARCHIVE-NESTED   an archive inside an archive
    │   ├── LockedArchiveError     E-ARCHIVE-LOCKED   a member behind a password
    │   ├── FormatError            E-FORMAT           a file in one of our formats breaks its rules
    │   ├── OutOfMemoryError       E-MEMORY           reading it needed more memory than there is
    │   └── ReadingError           E-READING          reading failed in a way nobody foresaw
    └── RetryableError             try again: the cause may pass
        └── WorkerLostError        E-WORKER-LOST      a worker process died
            └── WorkerStuckError   E-WORKER-STUCK     a worker process took longer than its ceiling

Every instance has a stable ``code`` and a message that names the next step. No message carries text of a report.
"""

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


class NoRecordError(FatalError):
    """The folder is no record, or holds other things."""

    code = "E-RECORD"


class NewerRecordError(FatalError):
    """A newer version of Onrecord wrote the record."""

    code = "E-RECORD-NEWER"


class DamagedRecordError(FatalError):
    """A table of the record cannot be read: its log or a file is missing or damaged."""

    code = "E-RECORD-DAMAGED"


class BusyRecordError(FatalError):
    """Other writers committed first, every time this one tried."""

    code = "E-RECORD-BUSY"


class NoWorkerError(FatalError):
    """Every process for reading died before it had read anything."""

    code = "E-WORKER-START"


class SparkError(FatalError):
    """Spark cannot be started, or gave the work up."""

    code = "E-SPARK"


class WeightsError(FatalError):
    """The weights of the reading network are missing, damaged, or not those their manifest names."""

    code = "E-WEIGHTS"


class ReportError(OnrecordError):
    """Skip this report; it becomes a Reject with this code."""

    code = "E-REPORT"


class MissingInputError(ReportError):
    """There is no file of that name."""

    code = "E-INPUT-MISSING"


class NotAFileError(ReportError):
    """A folder, a device or something else stands where a file was expected."""

    code = "E-INPUT-FOLDER"


class UnreadableInputError(ReportError):
    """The file is there, but the system does not let us read it."""

    code = "E-INPUT-UNREADABLE"


class TooLargeError(ReportError):
    """The input is larger than its ceiling in ``settings``."""

    code = "E-INPUT-LARGE"


class EmptyReportError(ReportError):
    """There are no words in the input."""

    code = "E-TEXT-EMPTY"


class BinaryInputError(ReportError):
    """The bytes are no text: an image, an archive, an office document."""

    code = "E-TEXT-BINARY"


class MarkupInputError(ReportError):
    """The input is a web page with its tags, not the text of a report."""

    code = "E-TEXT-MARKUP"


class UndecodableError(ReportError):
    """No known character encoding fits the bytes."""

    code = "E-TEXT-ENCODING"


class UnfetchedError(ReportError):
    """An address was given where nothing may be fetched."""

    code = "E-INPUT-URL"


class LanguageError(ReportError):
    """The report is in a language that is not read."""

    code = "E-LANGUAGE"


class EmptyPageError(ReportError):
    """There is no running text on a web page, or none that can be told from its furniture."""

    code = "E-HTML-EMPTY"


class LockedPdfError(ReportError):
    """A PDF document asks for a password."""

    code = "E-PDF-LOCKED"


class DamagedPdfError(ReportError):
    """A PDF document is damaged, or is none."""

    code = "E-PDF-DAMAGED"


class ScannedPdfError(ReportError):
    """A PDF document holds pictures of pages and no text."""

    code = "E-PDF-SCANNED"


class DamagedSourceError(ReportError):
    """Part of an archive or table is damaged; the reason names the place."""

    code = "E-SOURCE-DAMAGED"


class TruncatedSourceError(ReportError):
    """An archive or table ends in the middle of a record; the reason names the place."""

    code = "E-SOURCE-CUT"


class EncodedRecordError(ReportError):
    """A record of a web archive is packed in a way that is not known here."""

    code = "E-SOURCE-ENCODING"


class ColumnError(ReportError):
    """A table has no column that holds the reports, or not the one that was named."""

    code = "E-TABLE-COLUMN"


class RowError(ReportError):
    """One record of a table cannot be read."""

    code = "E-TABLE-ROW"


class LargeArchiveError(ReportError):
    """An archive has more members or bytes, or is packed tighter, than its ceilings in ``settings`` allow."""

    code = "E-ARCHIVE-LARGE"


class NestedArchiveError(ReportError):
    """An archive lies inside another."""

    code = "E-ARCHIVE-NESTED"


class LockedArchiveError(ReportError):
    """A member of an archive asks for a password."""

    code = "E-ARCHIVE-LOCKED"


class FormatError(ReportError):
    """A file in one of Onrecord's own formats breaks the rules of that format."""

    code = "E-FORMAT"


class OutOfMemoryError(ReportError):
    """Reading the report needed more memory than there is, or than its ceiling in ``settings``."""

    code = "E-MEMORY"


class ReadingError(ReportError):
    """Reading failed in a way nobody foresaw; the cause is chained."""

    code = "E-READING"


class RetryableError(OnrecordError):
    """Try again: the cause may pass."""

    code = "E-RETRY"


class WorkerLostError(RetryableError):
    """A worker process died, most often for want of memory."""

    code = "E-WORKER-LOST"


class WorkerStuckError(WorkerLostError):
    """A worker process took longer over a report than its ceiling in ``settings``, and was ended."""

    code = "E-WORKER-STUCK"
