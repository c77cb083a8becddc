"""What goes wrong when something is fetched."""

from __future__ import annotations

from onrecord.errors.tree import ReportError, RetryableError


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
