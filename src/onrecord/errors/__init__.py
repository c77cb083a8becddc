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
    │   ├── SparkError             E-SPARK            Spark cannot be started, or gave the work up
    │   ├── NoWorkerError          E-WORKER-START     no process for reading stays alive
    │   └── WeightsError           E-WEIGHTS          the reading network is missing or damaged
    ├── ReportError                skip this report: it becomes a Reject
    │   ├── MissingInputError      E-INPUT-MISSING    no such file
    │   ├── NotAFileError          E-INPUT-FOLDER     a folder, or something else that is no file
    │   ├── UnreadableInputError   E-INPUT-UNREADABLE the file is there but may not be read
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

from onrecord.errors.fetching import (
    AddressRefusedError,
    BrokenAnswerError,
    BusyHostError,
    CertificateError,
    CodingError,
    FeedEntryError,
    FeedError,
    FeedListError,
    FetchedTooLargeError,
    FetchLaterError,
    FetchTimeoutError,
    MediaTypeError,
    RedirectError,
    RobotsRefusedError,
    ServerFaultError,
    StatusError,
    UnreachableError,
    UrlError,
)
from onrecord.errors.records import (
    BusyRecordError,
    DamagedRecordError,
    NewerRecordError,
    NoRecordError,
    NoWorkerError,
    WorkerLostError,
    WorkerStuckError,
)
from onrecord.errors.reports import (
    BinaryInputError,
    ColumnError,
    DamagedPdfError,
    DamagedSourceError,
    EmptyPageError,
    EmptyReportError,
    EncodedRecordError,
    FormatError,
    LanguageError,
    LargeArchiveError,
    LockedArchiveError,
    LockedPdfError,
    MarkupInputError,
    MissingInputError,
    NestedArchiveError,
    NotAFileError,
    OutOfMemoryError,
    ReadingError,
    RowError,
    ScannedPdfError,
    TooLargeError,
    TruncatedSourceError,
    UndecodableError,
    UnfetchedError,
    UnreadableInputError,
)
from onrecord.errors.tree import (
    CodebookError,
    FatalError,
    OnrecordError,
    OutputError,
    ReportError,
    RetryableError,
    SparkError,
    UsageError,
    WeightsError,
)

__all__ = [
    "AddressRefusedError",
    "BinaryInputError",
    "BrokenAnswerError",
    "BusyHostError",
    "BusyRecordError",
    "CertificateError",
    "CodebookError",
    "CodingError",
    "ColumnError",
    "DamagedPdfError",
    "DamagedRecordError",
    "DamagedSourceError",
    "EmptyPageError",
    "EmptyReportError",
    "EncodedRecordError",
    "FatalError",
    "FeedEntryError",
    "FeedError",
    "FeedListError",
    "FetchLaterError",
    "FetchTimeoutError",
    "FetchedTooLargeError",
    "FormatError",
    "LanguageError",
    "LargeArchiveError",
    "LockedArchiveError",
    "LockedPdfError",
    "MarkupInputError",
    "MediaTypeError",
    "MissingInputError",
    "NestedArchiveError",
    "NewerRecordError",
    "NoRecordError",
    "NoWorkerError",
    "NotAFileError",
    "OnrecordError",
    "OutOfMemoryError",
    "OutputError",
    "ReadingError",
    "RedirectError",
    "ReportError",
    "RetryableError",
    "RobotsRefusedError",
    "RowError",
    "ScannedPdfError",
    "ServerFaultError",
    "SparkError",
    "StatusError",
    "TooLargeError",
    "TruncatedSourceError",
    "UndecodableError",
    "UnfetchedError",
    "UnreachableError",
    "UnreadableInputError",
    "UrlError",
    "UsageError",
    "WeightsError",
    "WorkerLostError",
    "WorkerStuckError",
]
