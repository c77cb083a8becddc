"""What is wrong with one report, file or row: it becomes a Reject."""

from __future__ import annotations

from onrecord.errors.tree import ReportError


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


class OutOfMemoryError(ReportError):
    """Reading the report needed more memory than there is, or than its ceiling in ``settings``."""

    code = "E-MEMORY"
