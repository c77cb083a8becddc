"""Lists of feeds (OPML), nested as deep as they like; without entities, which could inflate."""

from __future__ import annotations

from xml.parsers import expat

from onrecord.errors import FeedListError
from onrecord.settings import SETTINGS
from onrecord.sources.urls import identity_url, is_web_url


def parse_opml(content: bytes) -> tuple[str, ...]:
    """Return the addresses of the feeds in a list, in its order, none twice.

    Args:
        content: The OPML file.

    Raises:
        FeedListError: It is too large, not well formed, declares entities, or lists no feed.
    """
    if len(content) > SETTINGS.feed_max_bytes:
        raise FeedListError(f"The list is larger than {SETTINGS.feed_max_bytes // 1024**2} MB. Split it.")
    reader = _OpmlReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FeedListError(
            f"The list is not well formed: line {error.lineno}, column {error.offset + 1}. "
            "Export it again from the feed reader, or mend that line."
        ) from error
    if not reader.is_opml:
        raise FeedListError("The file is no list of feeds: its first tag is not <opml>. Give an OPML file.")
    if not reader.feeds:
        raise FeedListError("The list names no feed: no outline in it has an xmlUrl on the web. Check the export.")
    if len(reader.feeds) > SETTINGS.feed_max_feeds:
        raise FeedListError(f"The list names more than {SETTINGS.feed_max_feeds:,} feeds. Split it.")
    return tuple(reader.feeds.values())


class _OpmlReader:
    def __init__(self) -> None:
        self.is_opml = False
        #: By their identity, so that a feed listed twice counts once.
        self.feeds: dict[str, str] = {}
        self._at_root = True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._at_root:
            self.is_opml = tag.lower() == "opml"
            self._at_root = False
        if tag.lower() != "outline":
            return
        # Some programs write xmlurl or xmlURL.
        url = next((value.strip() for name, value in attributes.items() if name.lower() == "xmlurl"), "")
        if url.lower().startswith("feed:"):
            url = url[5:] if is_web_url(url[5:]) else f"http:{url[5:]}"
        if is_web_url(url):
            self.feeds.setdefault(identity_url(url), url)


def _refuse_entity(*_declaration: object) -> None:
    raise FeedListError("The list declares entities, which could inflate without end. Export it again without them.")
