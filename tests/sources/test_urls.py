"""Addresses of documents."""

import pytest

from onrecord.errors import UrlError
from onrecord.sources.addresses import AddressPolicy
from onrecord.sources.urls import check_url, identity_url


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "gopher://example.org",
     "example.org/news", "", "//example.org/a", "http://", "http:///path", "https://user@example.org/",
     "https://user:pass@example.org/", "http://:pass@example.org/", "http://example.org:22/", "http://example.org:99999/",
     "http://[::1", "http://exa mple.org/", "http://example.org/\x00", "http://example.org/" + "a" * 9_000],
)  # fmt: skip
def test_address_that_is_not_fetched(url):
    """An address without http(s) or host, with a user name or password, an odd port, or malformed, is refused."""
    with pytest.raises(UrlError):
        check_url(url, AddressPolicy())


@pytest.mark.parametrize(
    "url",
    ["http://example.org", "HTTPS://Example.ORG/a?b=c#d", "https://example.org:8443/", "http://münchen.example/ä"],
)
def test_address_that_may_be_fetched(url):
    """An ordinary address passes, whatever its case and script."""
    assert check_url(url, AddressPolicy()).scheme in {"http", "https"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/a", "https://EXAMPLE.org:443/a#part"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a?utm_source=rss&utm_medium=feed", "https://example.org/a"),
        ("https://example.org/a?id=7&fbclid=xyz", "https://example.org/a?id=7"),
        ("https://example.org/a?at_medium=RSS&at_campaign=KARANGA", "https://example.org/a"),
    ],
)
def test_same_document(one, other):
    """Addresses that differ in scheme, case, default port, fragment or tracking are one document."""
    assert identity_url(one) == identity_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=7", "https://example.org/a?id=8"),
        ("https://example.org/a?source=x", "https://example.org/a?source=y"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org/a"),
        ("https://example.org/a", "https://www.example.org/a"),
    ],
)
def test_other_document(one, other):
    """Addresses that differ in anything a server may tell apart are two documents."""
    assert identity_url(one) != identity_url(other)


@pytest.mark.parametrize("text", ["urn:uuid:1", "not an address", "http://[broken", "tag:example.org,2022:7"])
def test_identity_of_what_is_no_web_address_is_itself(text):
    """An id that is no web address is left as it is."""
    assert identity_url(text) == text
