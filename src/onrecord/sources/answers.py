"""What comes back from a server: the document and its bounds, and what the lines before its body mean."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import BusyHostError, MediaTypeError, RedirectError, ServerFaultError, StatusError
from onrecord.settings import SETTINGS
from onrecord.sources.politeness import parse_retry_after

#: Media types that hold feeds. Many servers name theirs text/html or text/plain, so the content decides in the end.
FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "text/html",
        "text/plain",
        "text/x-opml",
        "application/octet-stream",
    }
)
#: Media types that are taken from the web. ``application/octet-stream`` is what some servers call a PDF.
DOCUMENT_TYPES = FEED_TYPES | {"application/xhtml+xml", "application/pdf", "application/x-pdf", "text/markdown"}

#: What the fetcher says it likes to get.
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,"
    "application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1"
)

#: Status of an answer that says: what you have is still right.
NOT_MODIFIED = 304

_STEPS = {
    401: "It wants a login. Save the page by hand and give the file.",
    402: "It wants payment. Save the page by hand and give the file.",
    403: "It does not let programs read it. Save the page by hand and give the file.",
    404: "Check the address.",
    410: "It is gone for good. Take the address off the list.",
    451: "It is withheld for legal reasons.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document as its server gave it."""

    #: The address that was asked for.
    url: str
    #: The address that answered, after redirects.
    final_url: str
    #: HTTP status: 200, or 304 where nothing changed since.
    status: int
    #: The body without its compression; empty for 304.
    content: bytes
    #: Media type in lower case, without parameters; None where the server names none.
    content_type: str | None
    #: Character set the server names; None where it does not.
    charset: str | None
    #: Validators to ask with next time; None where the server gives none.
    etag: str | None
    last_modified: str | None
    #: Where the document has moved for good; None where it has not.
    moved_to: str | None = None

    @property
    def not_modified(self) -> bool:
        """Whether the document is still the one whose validators were sent."""
        return self.status == NOT_MODIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Bounds on one document."""

    #: Bytes, as sent and once inflated.
    max_bytes: int = SETTINGS.fetch_max_bytes
    #: Seconds to look up and connect, between two pieces of the answer, and for all of it.
    connect_seconds: float = SETTINGS.fetch_connect_seconds
    read_seconds: float = SETTINGS.fetch_read_seconds
    total_seconds: float = SETTINGS.fetch_total_seconds
    max_redirects: int = SETTINGS.fetch_max_redirects
    #: Times a busy or failing server is asked.
    attempts: int = SETTINGS.fetch_attempts


def check_status(status: int, retry_after: str | None = None) -> None:
    """Pass an answer with a document (200) or without need of one (304).

    Args:
        status: The HTTP status.
        retry_after: The ``Retry-After`` line; None where there is none.

    Raises:
        StatusError: The server says no for good.
        RedirectError: It sends elsewhere, but not whereto.
        BusyHostError: It asks for patience.
        ServerFaultError: It failed.
    """
    if status in {200, 203, 304}:
        return
    seconds = parse_retry_after(retry_after)
    if status in {429, 503}:
        raise BusyHostError(
            f"The server asks for patience (status {status}). Try again later.", retry_after_seconds=seconds
        )
    if status in {408, 425} or status >= 500:
        raise ServerFaultError(f"The server failed (status {status}). Try again later.", retry_after_seconds=seconds)
    if 300 <= status < 400:
        raise RedirectError(f"A redirect (status {status}) leads nowhere. Open the address in a browser to see why.")
    step = _STEPS.get(status, "Open the address in a browser to see why.")
    raise StatusError(f"The server gives no document (status {status}). {step}", status=status)


def parse_content_type(value: str | None) -> tuple[str | None, str | None]:
    """Return the media type in lower case and the character set of a ``Content-Type`` line, None where not named."""
    kind, *parameters = (value or "").split(";")
    charset = None
    for parameter in parameters:
        name, _, text = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = text.strip().strip("\"'") or None
    return kind.strip().lower() or None, charset


def check_type(content_type: str | None, accept: frozenset[str] | None) -> None:
    """Pass a media type that is taken, or none at all: then the content must show what it is.

    Raises:
        MediaTypeError: It is another one.
    """
    if accept is None or content_type is None or content_type in accept:
        return
    if content_type.endswith("+xml") and "application/xml" in accept and not content_type.startswith("image/"):
        return
    shown = content_type if len(content_type) < 60 and content_type.isprintable() else "of an odd name"
    raise MediaTypeError(f"The address gives {shown}, which is not read. Give a web page, a PDF, a text or a feed.")
