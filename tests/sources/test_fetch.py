"""Fetching one document, against a server on loopback."""

import gzip
import socket
import ssl
import threading
import time

import httpcore
import pytest

from onrecord.errors import (
    AddressRefusedError,
    BrokenAnswerError,
    BusyHostError,
    CertificateError,
    CodingError,
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
from onrecord.sources.addresses import AddressPolicy
from onrecord.sources.answers import FetchLimits
from onrecord.sources.fetch import Fetcher, errors_told_apart, user_agent
from tests.sources.loopback import Answer, HandClock, make_fetcher, serve

PAGE = Answer(b"<p>Talks go on.</p>")


@pytest.fixture
def web():
    with serve() as server:
        yield server


def _to(url: str, status: int = 302) -> Answer:
    return Answer(b"", status=status, headers=(("Location", url),))


def test_page_comes_with_what_its_server_says_of_it(web):
    """A page comes back with its bytes, type, character set and validators."""
    headers = (("ETag", '"7"'), ("Last-Modified", "Tue, 11 Jan 2022 12:00:00 GMT"))
    web.routes["/a"] = Answer(b"<p>caf\xe9</p>", "Text/HTML; charset='iso-8859-1'", headers=headers)
    fetched = make_fetcher().fetch(web.url("/a"))
    assert (fetched.status, fetched.content) == (200, b"<p>caf\xe9</p>")
    assert (fetched.content_type, fetched.charset) == ("text/html", "iso-8859-1")
    assert (fetched.etag, fetched.last_modified) == ('"7"', "Tue, 11 Jan 2022 12:00:00 GMT")
    assert fetched.url == fetched.final_url == web.url("/a")
    assert fetched.moved_to is None


def test_request_names_the_program_and_nothing_of_its_user(web, monkeypatch):
    """The request bears the program's name and contact; proxies and passwords of the environment are left alone."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    web.routes["/a"] = PAGE
    make_fetcher(contact="mailto:desk@example.org").fetch(web.url("/a"))
    headers = web.requests[0][1]
    assert headers["user-agent"].startswith("Onrecord/")
    assert "+mailto:desk@example.org" in headers["user-agent"]
    assert headers["host"] == web.base.removeprefix("http://")
    assert headers.keys() <= {"host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"}


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "two words", "x", "(a)@b.example", ""])
def test_contact_cannot_break_the_request(contact):
    """A contact with spaces, brackets or line ends is refused."""
    with pytest.raises(ValueError, match="contact"):
        user_agent(contact)


def test_unchanged_document_comes_as_304(web):
    """With validators an unchanged document comes back empty, as status 304."""
    web.routes["/a"] = Answer(b"", content_type=None, status=304, headers=(("ETag", '"7"'),))
    fetched = make_fetcher().fetch(web.url("/a"), etag='"7"', last_modified="Tue, 11 Jan 2022 12:00:00 GMT")
    assert fetched.not_modified
    assert fetched.content == b""
    sent = web.requests[0][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"7"', "Tue, 11 Jan 2022 12:00:00 GMT")


def test_validator_with_a_line_end_is_not_sent(web):
    """A remembered validator that would break the request is left out."""
    web.routes["/a"] = PAGE
    make_fetcher().fetch(web.url("/a"), etag='"7"\r\nX-Evil: 1')
    assert "if-none-match" not in web.requests[0][1]


# Where it may go


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_loopback_is_refused_however_it_is_written(web, host):
    """No spelling of loopback gets through, and the server there sees no request."""
    web.routes["/a"] = PAGE
    port = web.base.rpartition(":")[2]
    with pytest.raises(AddressRefusedError):
        make_fetcher(policy=AddressPolicy(ports=None)).fetch(f"http://{host}:{port}/a")
    assert web.requests == []
    assert web.n_robots_requests == 0


def test_name_that_changes_its_address_gains_nothing(web):
    """The judged address is the one connected to: a second look-up, which would answer loopback, never happens."""
    web.routes["/a"] = PAGE
    answers = iter([["192.168.0.9"], ["127.0.0.1"]])
    with pytest.raises(AddressRefusedError):
        make_fetcher(resolve=lambda _host: next(answers)).fetch("http://news.example:8080/a")
    assert next(answers) == ["127.0.0.1"]
    assert web.requests == []


def test_of_several_addresses_only_allowed_ones_are_connected_to(web):
    """A host with a private and an allowed address is reached at the allowed one, under its own name."""
    web.routes["/a"] = PAGE
    port = web.base.rpartition(":")[2]
    fetcher = make_fetcher(resolve=lambda _host: ["10.0.0.1", "127.0.0.1"])
    assert fetcher.fetch(f"http://news.example:{port}/a").status == 200
    assert web.requests[0][1]["host"] == f"news.example:{port}"


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://[::1]/"],
)
def test_redirect_to_a_private_address_is_refused(web, target):
    """Each redirect is judged anew, so a public page cannot lead into a private network."""
    web.routes["/a"] = _to(target)
    with pytest.raises(AddressRefusedError):
        make_fetcher().fetch(web.url("/a"))


@pytest.mark.parametrize("target", ["ftp://example.org/", "file:///etc/passwd", "http://user:pass@127.0.0.1/"])
def test_redirect_to_what_is_not_fetched_is_refused(web, target):
    """A redirect may lead only where an address may."""
    web.routes["/a"] = _to(target)
    with pytest.raises(UrlError):
        make_fetcher().fetch(web.url("/a"))


def test_redirect_to_an_odd_port_is_refused(web):
    """The ports that are allowed hold for redirects as well."""
    port = int(web.base.rpartition(":")[2])
    web.routes["/a"] = _to("http://127.0.0.1:6379/")
    with pytest.raises(UrlError):
        make_fetcher(policy=AddressPolicy.allowing(["127.0.0.0/8"], ports=[port])).fetch(web.url("/a"))


def test_redirects_are_followed_with_their_cookies(web):
    """Redirects lead to the document; a cookie set on the way goes along, and is forgotten afterwards."""
    web.routes["/a"] = Answer(b"", status=302, headers=(("Location", "/b"), ("Set-Cookie", "seen=1")))
    web.routes["/b"] = PAGE
    fetcher = make_fetcher()
    assert fetcher.fetch(web.url("/a")).final_url == web.url("/b")
    fetcher.fetch(web.url("/b"))
    assert [headers.get("cookie") for _, headers in web.requests] == [None, "seen=1", None]


@pytest.mark.parametrize(("statuses", "moved"), [([301, 308], "/c"), ([301, 302], "/b"), ([302, 301], None)])
def test_move_for_good_is_told_from_a_detour(web, statuses, moved):
    """The new address is told as far as the redirects are for good."""
    web.routes |= {"/a": _to("/b", statuses[0]), "/b": _to("/c", statuses[1]), "/c": PAGE}
    assert make_fetcher().fetch(web.url("/a")).moved_to == (moved and web.url(moved))


def test_endless_redirects_end(web):
    """A circle of redirects is left after a few rounds."""
    web.routes["/a"] = _to("/a")
    with pytest.raises(RedirectError):
        make_fetcher().fetch(web.url("/a"))
    assert len(web.requests) == 6


@pytest.mark.parametrize("answer", [Answer(b"", status=302), _to("http://exa mple.org:x/"), Answer(b"", status=300)])
def test_redirect_that_leads_nowhere_is_refused(web, answer):
    """A redirect without an address, or with a malformed one, is told as such."""
    web.routes["/a"] = answer
    with pytest.raises(RedirectError):
        make_fetcher().fetch(web.url("/a"))


def test_https_asks_for_the_name_not_the_address():
    """Over https the server is told the host's name, although the connection goes to the judged address."""
    hello = b""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            nonlocal hello
            connection, _ = listener.accept()
            with connection:
                hello = connection.recv(4096)

        thread = threading.Thread(target=answer)
        thread.start()
        fetcher = make_fetcher(resolve=lambda _host: ["127.0.0.1"])
        with pytest.raises(FetchLaterError):
            fetcher.fetch(f"https://news.example:{listener.getsockname()[1]}/a", attempts=1)
        thread.join()
    assert b"news.example" in hello


def test_certificate_that_proves_nothing_is_final():
    """A server whose certificate does not hold is told apart from one that cannot be reached."""
    for cause, told in (
        (ssl.SSLCertVerificationError("self-signed"), CertificateError),
        (ssl.SSLError("wrong version number"), UnreachableError),
    ):
        with pytest.raises(told), errors_told_apart():
            try:
                raise cause
            except ssl.SSLError:
                failure = httpcore.ConnectError()
                failure.__context__ = cause
                raise failure from None  # As the pool of httpcore does.


def test_host_that_does_not_exist():
    """A name without addresses is told as such, and not asked for again at once."""

    def resolve(_host: str) -> list[str]:
        raise socket.gaierror("no such host")

    clock = HandClock()
    with pytest.raises(UnreachableError):
        make_fetcher(clock, resolve=resolve).fetch("http://nowhere.example/")
    assert clock.sleeps == []


def test_port_where_nobody_listens():
    """A refused connection is told as such."""
    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        port = placeholder.getsockname()[1]
        with pytest.raises(UnreachableError):
            make_fetcher().fetch(f"http://127.0.0.1:{port}/a")


def test_look_up_that_hangs_ends_in_time():
    """A look-up of the system knows no time limit; the fetcher does."""
    release = threading.Event()

    def resolve(_host: str) -> list[str]:
        release.wait(10)
        return ["127.0.0.1"]

    try:
        with pytest.raises(FetchTimeoutError):
            make_fetcher(resolve=resolve, limits=FetchLimits(connect_seconds=0.1)).fetch("http://slow.example/")
    finally:
        release.set()


# How much, how long, of what kind


def test_answer_of_announced_size_is_refused_before_it_is_read(web):
    """An answer that says it is too large is not read."""

    def huge(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(10**12))
        handler.end_headers()

    web.routes["/a"] = huge
    with pytest.raises(FetchedTooLargeError):
        make_fetcher().fetch(web.url("/a"))


def test_answer_without_end_is_cut_off(web):
    """An answer that never ends is given up once it is beyond the ceiling."""

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"a" * 4096)

    web.routes["/a"] = endless
    with pytest.raises(FetchedTooLargeError):
        make_fetcher().fetch(web.url("/a"))


def test_gzip_bomb_is_refused(web):
    """A small answer that inflates beyond the ceiling is refused."""
    web.routes["/a"] = Answer(gzip.compress(b"\0" * 5_000_000), headers=(("Content-Encoding", "gzip"),))
    with pytest.raises(FetchedTooLargeError):
        make_fetcher().fetch(web.url("/a"))


def test_gzip_is_taken_off(web):
    """A compressed answer comes back as it was."""
    web.routes["/a"] = Answer(gzip.compress(b"<p>news</p>"), headers=(("Content-Encoding", "gzip"),))
    assert make_fetcher().fetch(web.url("/a")).content == b"<p>news</p>"
    assert web.requests[0][1]["accept-encoding"] == "gzip, deflate"


def test_coding_that_was_not_asked_for(web):
    """A compression that cannot be bounded here is refused."""
    web.routes["/a"] = Answer(b"xxxx", headers=(("Content-Encoding", "br"),))
    with pytest.raises(CodingError):
        make_fetcher().fetch(web.url("/a"))


@pytest.mark.parametrize("part", ["head", "body"])
def test_answer_that_drips_ends_in_time(web, part):
    """A server that sends a byte now and then, in the head or the body, is given up when the time is over."""

    def drip(handler):
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + (b"\r\n" if part == "body" else b"X-A: ")
        )
        for _ in range(400):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.02)

    web.routes["/a"] = drip
    begun = time.monotonic()
    with pytest.raises(FetchTimeoutError):
        make_fetcher(limits=FetchLimits(read_seconds=5, total_seconds=0.4)).fetch(web.url("/a"))
    assert time.monotonic() - begun < 4


def test_server_that_says_nothing_ends_in_time(web):
    """A server that takes the request and is silent is given up."""
    release = threading.Event()
    web.routes["/a"] = lambda _handler: release.wait(10)
    try:
        with pytest.raises(FetchTimeoutError):
            make_fetcher(limits=FetchLimits(read_seconds=0.2)).fetch(web.url("/a"))
    finally:
        release.set()


def test_answer_that_breaks_off_is_asked_for_again(web):
    """A connection that breaks in the middle is tried again after a pause, and its half is not passed off as whole."""

    def broken(handler):
        web.routes["/a"] = PAGE
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhalf")

    web.routes["/a"] = broken
    clock = HandClock()
    assert make_fetcher(clock).fetch(web.url("/a")).content == PAGE.body
    assert len(web.requests) == 2
    assert sum(clock.sleeps) >= 2


def test_answer_that_is_no_http(web):
    """Bytes that are no answer are told as such."""
    web.routes["/a"] = lambda handler: handler.wfile.write(b"\x16\x03\x01 something else\r\n\r\n")
    with pytest.raises(BrokenAnswerError):
        make_fetcher().fetch(web.url("/a"), attempts=1)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip", "image/svg+xml", "application/json"])
def test_kind_that_is_not_read(web, kind):
    """An image, a film or a program is refused by its type, before its body."""
    web.routes["/a"] = Answer(b"x", kind)
    with pytest.raises(MediaTypeError):
        make_fetcher().fetch(web.url("/a"))


@pytest.mark.parametrize("kind", [None, "application/pdf", "text/plain", "application/atom+xml", "application/x+xml"])
def test_kind_that_is_read(web, kind):
    """Pages, texts, PDFs and feeds are taken, and documents whose server names no type."""
    web.routes["/a"] = Answer(b"x", kind)
    assert make_fetcher().fetch(web.url("/a")).content_type == kind


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 410, 418, 451])
def test_refusal_is_final(web, status):
    """A server that says no is not asked again."""
    web.routes["/a"] = Answer(b"<p>no</p>", status=status)
    with pytest.raises(StatusError) as caught:
        make_fetcher().fetch(web.url("/a"))
    assert caught.value.status == status
    assert len(web.requests) == 1


# How politely


@pytest.mark.parametrize("status", [429, 503])
def test_server_that_asks_for_patience_gets_it(web, status):
    """A busy server is asked again only after the time it names."""

    def busy(handler):
        web.routes["/a"] = PAGE
        handler.wfile.write(f"HTTP/1.1 {status} Busy\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n".encode())

    web.routes["/a"] = busy
    clock = HandClock()
    assert make_fetcher(clock).fetch(web.url("/a")).status == 200
    assert sum(clock.sleeps) >= 30


def test_long_patience_is_reported_and_kept(web):
    """A server that wants an hour is not waited for; until then no request goes out to it."""
    web.routes |= {"/a": Answer(b"", status=429, headers=(("Retry-After", "3600"),)), "/b": PAGE}
    clock = HandClock()
    fetcher = make_fetcher(clock)
    with pytest.raises(BusyHostError) as caught:
        fetcher.fetch(web.url("/a"))
    assert caught.value.retry_after_seconds == 3600
    with pytest.raises(BusyHostError):
        fetcher.fetch(web.url("/b"))
    assert web.paths() == ["/a"]
    assert fetcher.wait_seconds(web.url("/b")) > 3500
    clock.now += 3601
    assert fetcher.fetch(web.url("/b")).status == 200


def test_back_off_doubles_and_ends(web):
    """A server that keeps failing is asked three times, with growing pauses."""
    web.routes["/a"] = Answer(b"", status=500)
    clock = HandClock()
    with pytest.raises(ServerFaultError):
        make_fetcher(clock).fetch(web.url("/a"))
    assert len(web.requests) == 3
    assert clock.sleeps[1] > clock.sleeps[0] > 3


def test_requests_to_one_host_are_apart(web):
    """Two documents of one host are fetched with a pause between them."""
    web.routes |= {"/a": PAGE, "/b": PAGE}
    clock = HandClock()
    fetcher = make_fetcher(clock)
    fetcher.fetch(web.url("/a"))
    fetcher.fetch(web.url("/b"))
    assert clock.sleeps == [2.0]


def test_robots_is_asked_once_and_honoured(web):
    """A page that robots.txt closes is not asked for; the file itself is fetched once, for a day."""
    web.routes |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /closed", "text/plain"),
        "/open": PAGE,
        "/closed": PAGE,
    }
    clock = HandClock()
    fetcher = make_fetcher(clock)
    with pytest.raises(RobotsRefusedError):
        fetcher.fetch(web.url("/closed?x"))
    fetcher.fetch(web.url("/open"))
    assert (web.paths(), web.n_robots_requests) == (["/open"], 1)
    clock.now += 90_000
    fetcher.fetch(web.url("/open"))
    assert web.n_robots_requests == 2


def test_robots_holds_for_redirects(web):
    """A redirect into what robots.txt closes is not followed."""
    web.routes |= {"/robots.txt": Answer(b"User-agent: *\nDisallow: /closed", "text/plain"), "/a": _to("/closed")}
    with pytest.raises(RobotsRefusedError):
        make_fetcher().fetch(web.url("/a"))
    assert web.paths() == ["/a"]


def test_robots_sets_the_pause(web):
    """The pause that robots.txt asks for is kept."""
    web.routes |= {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 25", "text/plain"), "/a": PAGE}
    clock = HandClock()
    fetcher = make_fetcher(clock)
    fetcher.fetch(web.url("/a"))
    fetcher.fetch(web.url("/a"))
    assert clock.sleeps == [25.0]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_site_without_robots_is_open(web, status):
    """A robots.txt that is missing or withheld closes nothing (RFC 9309)."""
    web.routes |= {"/robots.txt": Answer(b"", status=status), "/a": PAGE}
    assert make_fetcher().fetch(web.url("/a")).status == 200


def test_site_whose_robots_fails_is_closed_for_now(web):
    """While the server of robots.txt fails nothing is fetched (RFC 9309)."""
    web.routes |= {"/robots.txt": Answer(b"", status=503), "/a": PAGE}
    with pytest.raises(ServerFaultError):
        make_fetcher().fetch(web.url("/a"), attempts=1)
    assert web.requests == []


def test_robots_that_inflates_is_read_to_its_ceiling(web):
    """A robots.txt that is a bomb is read as far as any other, and the page after it."""
    bomb = gzip.compress(b"User-agent: *\nDisallow: /closed\n" + b"#" * 5_000_000)
    web.routes |= {"/robots.txt": Answer(bomb, "text/plain", headers=(("Content-Encoding", "gzip"),)), "/a": PAGE}
    fetcher = make_fetcher()
    assert fetcher.fetch(web.url("/a")).status == 200
    with pytest.raises(RobotsRefusedError):
        fetcher.fetch(web.url("/closed"))


def test_default_fetcher_refuses_loopback(web):
    """A fetcher as users get it refuses the port and the address of a local server."""
    with pytest.raises(UrlError):
        Fetcher().fetch(web.url("/a"))
    with pytest.raises(AddressRefusedError):
        Fetcher().fetch("http://127.0.0.1/a")
