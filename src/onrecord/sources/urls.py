"""Addresses of documents: which may be fetched, and which are the same document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from onrecord.errors import UrlError
from onrecord.sources.addresses import AddressPolicy

if TYPE_CHECKING:
    import httpx

_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_URL_CHARS = 8_000
_HOST = re.compile(r"[\w.:-]+")
#: Parameters that say how a reader came to a page, not which page it is. ``ref``, ``source`` and the like are left out
#: of this list: on some sites they choose the page.
_TRACKING = re.compile(
    r"(?:utm_\w*|mtm_\w*|pk_(?:campaign|kwd|source|medium|content)|piwik_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid"
    r"|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)|hsctatracking|mkt_tok|oly_(?:anon|enc)_id"
    r"|vero_(?:conv|id)|wickedid|cmpid|cmp|ito|ocid|at_(?:medium|campaign|link_\w+|format|ptr_name|bbc_team|custom\d)"
    r"|ns_(?:mchannel|source|campaign|linkname|fee)|xtor|spm|__twitter_impression|smid|smtyp|guccounter|guce_\w+)",
    re.IGNORECASE,
)


def is_web_url(text: str) -> bool:
    """Tell whether a text is meant as an address on the web (it begins with http:// or https://)."""
    return text[:8].lower().startswith(("http://", "https://"))


def check_url(text: str, policy: AddressPolicy) -> httpx.URL:
    """Return the address in parsed form; its host is looked up and judged only when it is connected to.

    Raises:
        UrlError: It is no http(s) address, names no host, holds a user name or password, or a port that is not allowed.
    """
    import httpx

    if len(text) > _MAX_URL_CHARS:
        raise UrlError(f"The address has more than {_MAX_URL_CHARS:,} characters. Give the address of a page or feed.")
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise UrlError("This is no valid address. Check it for spaces and odd characters.") from error
    if url.scheme not in _DEFAULT_PORTS:
        raise UrlError("Only addresses that begin with http:// or https:// are fetched. Give one, or a file.")
    if url.host and not _HOST.fullmatch(url.host):
        raise UrlError("The name of the host holds characters that none may have. Check the address.")
    if not url.host:
        raise UrlError("The address names no host. Give it whole, as in https://example.org/news/feed.xml")
    if url.userinfo:
        raise UrlError("The address holds a user name or password. Take out what stands before the @ sign.")
    port = url.port or _DEFAULT_PORTS[url.scheme]
    if not policy.allows_port(port):
        allowed = ", ".join(str(each) for each in sorted(policy.ports or ()))
        raise UrlError(
            f"Port {port} is not fetched from; allowed are {allowed}. Give the address as a browser shows it."
        )
    return url


def identity_url(text: str) -> str:
    """Return what two addresses of one document have in common; never to be fetched, only compared.

    Host and scheme lose their case, http and https count as one, as do an address with and without its default port;
    fragments and parameters that only track the reader are dropped. Order and case of all else is kept.

    >>> identity_url("http://Example.org:80/a?id=7&utm_source=rss#top")
    'https://example.org/a?id=7'
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        return text.strip()
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        return text.strip()
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in {None, *_DEFAULT_PORTS.values()} else f"{host}:{port}"
    query = "&".join(
        part for part in parts.query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0])
    )
    return urlunsplit(("https", netloc, parts.path or "/", query, ""))
