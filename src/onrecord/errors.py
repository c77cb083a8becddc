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
    │   ├── ReadingError           E-READING          reading failed in a way nobody foresaw
    │   ├── UrlError               E-FETCH-URL        no http(s) address, or one with a name, password or odd port in it
    │   ├── AddressRefusedError    E-FETCH-ADDRESS    the host stands in a network that is not fetched from
    │   ├── RobotsRefusedError     E-FETCH-ROBOTS     the site's robots.txt asks not to fetch it
    │   ├── RedirectError          E-FETCH-REDIRECT   too many redirects, or one that leads nowhere
    │   ├── StatusError            E-FETCH-STATUS     the server says no: not found, not allowed, gone
    │   ├── CertificateError       E-FETCH-TLS        the server cannot prove who it is
    │   ├── MediaTypeError         E-FETCH-TYPE       a kind of document that is not read
    │   ├── FetchedTooLargeError   E-FETCH-LARGE      the answer is beyond the ceiling of ``settings``
    │   ├── CodingError            E-FETCH-CODING     the answer's compression is damaged or unknown
    │   ├── FeedError              E-FEED             no feed, or one too damaged to find an entry in it
    │   ├── FeedListError          E-FEED-LIST        an OPML file that cannot be read or declares entities
    │   └── FeedEntryError         E-FEED-ENTRY       an entry with neither a link nor a text
    └── RetryableError             try again: the cause may pass
        ├── WorkerLostError        E-WORKER-LOST      a worker process died
        │   └── WorkerStuckError   E-WORKER-STUCK     a worker process took longer than its ceiling
        └── FetchLaterError        E-FETCH-LATER      fetching failed for now
            ├── UnreachableError   E-FETCH-CONNECT    no such host, or no connection to it
            ├── BrokenAnswerError  E-FETCH-BROKEN     the connection broke in the middle, or the answer is no http
            ├── FetchTimeoutError  E-FETCH-TIME       the server took too long
            ├── BusyHostError      E-FETCH-BUSY       the server asks for patience (429, 503)
            └── ServerFaultError   E-FETCH-SERVER     the server failed (500 and the like)

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


class ReadingError(ReportError):
    """Reading failed in a way nobody foresaw; the cause is chained."""

    code = "E-READING"


class RetryableError(OnrecordError):
    """Try again: the cause may pass."""

    code = "E-RETRY"


class WorkerLostError(RetryableError):
    """A worker process died, most often for want of memory."""

    code = "E-WORKER-LOST"


class UrlError(ReportError):
    """The address is not http(s), or has a user name, a password or an odd port in it."""

    code = "E-FETCH-URL"


class AddressRefusedError(ReportError):
    """The host stands in a private, local or otherwise special network."""

    code = "E-FETCH-ADDRESS"


class RobotsRefusedError(ReportError):
    """The site's robots.txt asks programs not to fetch this address."""

    code = "E-FETCH-ROBOTS"


class RedirectError(ReportError):
    """There were too many redirects, or one leads nowhere."""

    code = "E-FETCH-REDIRECT"


class StatusError(ReportError):
    """The server says no: not found, not allowed, gone."""

    code = "E-FETCH-STATUS"

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        #: HTTP status of the answer.
        self.status = status


class CertificateError(ReportError):
    """The server's certificate does not prove who it is."""

    code = "E-FETCH-TLS"


class MediaTypeError(ReportError):
    """The answer is of a kind that is not read: an image, a film, a program."""

    code = "E-FETCH-TYPE"


class FetchedTooLargeError(ReportError):
    """The answer is larger than its ceiling in ``settings``, as sent or once inflated."""

    code = "E-FETCH-LARGE"


class CodingError(ReportError):
    """The answer's compression is damaged, or of a kind that was not asked for."""

    code = "E-FETCH-CODING"


class FeedError(ReportError):
    """The document is no feed, or too damaged to find an entry in it."""

    code = "E-FEED"


class FeedListError(ReportError):
    """An OPML file that is not well formed, declares entities, or lists no feed."""

    code = "E-FEED-LIST"


class FeedEntryError(ReportError):
    """An entry of a feed with neither a link nor a text."""

    code = "E-FEED-ENTRY"


class FetchLaterError(RetryableError):
    """Fetching failed for now."""

    code = "E-FETCH-LATER"

    def __init__(self, message: str, *, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        #: Seconds to wait before the next try; None where the server named no time.
        self.retry_after_seconds = retry_after_seconds


class UnreachableError(FetchLaterError):
    """There is no such host, or no connection to it."""

    code = "E-FETCH-CONNECT"


class BrokenAnswerError(FetchLaterError):
    """The connection broke in the middle of the answer, or the answer is no http."""

    code = "E-FETCH-BROKEN"


class FetchTimeoutError(FetchLaterError):
    """The server took too long to connect, to go on, or altogether."""

    code = "E-FETCH-TIME"


class BusyHostError(FetchLaterError):
    """The server asks for patience (429, 503), or was asked too recently."""

    code = "E-FETCH-BUSY"


class ServerFaultError(FetchLaterError):
    """The server failed: 500, 502, 504 and the like."""

    code = "E-FETCH-SERVER"


class DamagedRecordError(FatalError):
    """A table of the record cannot be read: its log or a file is missing or damaged."""

    code = "E-RECORD-DAMAGED"


class BusyRecordError(FatalError):
    """Other writers committed first, every time this one tried."""

    code = "E-RECORD-BUSY"


class NoWorkerError(FatalError):
    """Every process for reading died before it had read anything."""

    code = "E-WORKER-START"


class OutOfMemoryError(ReportError):
    """Reading the report needed more memory than there is, or than its ceiling in ``settings``."""

    code = "E-MEMORY"


class WorkerStuckError(WorkerLostError):
    """A worker process took longer over a report than its ceiling in ``settings``, and was ended."""

    code = "E-WORKER-STUCK"
