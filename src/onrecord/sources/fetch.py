"""Fetches one document from the web: guarded, bounded, polite.

What is refused and why stands in ``docs/feeds.md``. The parts: ``urls`` judges the address as written, ``guarded`` the
network address that is connected to, ``politeness`` hands out turns at hosts, ``robots`` reads what sites ask of
programs, ``inflating`` takes compression off within bounds, ``answers`` says what came back. This module puts them in
order and follows redirects, each of which passes all of it again.
"""

from __future__ import annotations

import random
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpcore
import httpx

from onrecord.errors import (
    BrokenAnswerError,
    BusyHostError,
    CertificateError,
    FetchLaterError,
    FetchTimeoutError,
    OnrecordError,
    RedirectError,
    RobotsRefusedError,
    ServerFaultError,
    UnreachableError,
)
from onrecord.settings import SETTINGS
from onrecord.sources.addresses import AddressPolicy
from onrecord.sources.answers import (
    ACCEPT,
    DOCUMENT_TYPES,
    NOT_MODIFIED,
    Fetched,
    FetchLimits,
    check_status,
    check_type,
    parse_content_type,
)
from onrecord.sources.guarded import GuardedTransport, Resolver, TimeBudget, look_up
from onrecord.sources.inflating import ACCEPTED_CODINGS, read_beginning, read_body, too_large
from onrecord.sources.politeness import HostTurns
from onrecord.sources.robots import Robots, parse_robots
from onrecord.sources.urls import check_url

#: Failures after which the same request is made again at once (after a back-off): the host is there and may recover.
_WORTH_REPEATING = (BusyHostError, ServerFaultError, BrokenAnswerError)
_FOR_GOOD = frozenset({301, 308})


@dataclass(slots=True)
class _Hop:
    """What one request came to: a document, or the next address."""

    document: Fetched | None = None
    next_request: httpx.Request | None = None
    for_good: bool = False


@dataclass(slots=True)
class _Errand:
    """One document on its way: its client, its bounds, what is sent along."""

    client: httpx.Client
    budget: TimeBudget
    limits: FetchLimits
    accept: frozenset[str] | None
    headers: dict[str, str] = field(default_factory=dict)


class Fetcher:
    """Fetches documents, one request at a time at each host. May be shared by threads."""

    def __init__(
        self,
        *,
        policy: AddressPolicy | None = None,
        limits: FetchLimits | None = None,
        contact: str | None = None,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        resolve: Resolver = look_up,
    ) -> None:
        """Make a fetcher; nothing is fetched yet.

        Args:
            policy: Which addresses and ports may be connected to; no command sets it.
            limits: Bounds on each document.
            contact: Mail or web address that hosts can complain to; goes into the ``User-Agent``.
            sleep: Waits for some seconds.
            clock: Gives seconds that never run backwards.
            resolve: Looks a host's addresses up.

        Raises:
            ValueError: The contact holds characters that an http line may not.
        """
        self._policy = policy or AddressPolicy()
        self._limits = limits or FetchLimits()
        self._turns = HostTurns(clock=clock, sleep=sleep)
        self._agent = user_agent(contact)
        self._sleep = sleep
        self._clock = clock
        self._resolve = resolve
        self._rng = random.Random()  # noqa: S311 -- jitter, no secret
        self._tls = httpx.create_ssl_context()
        self._robots: dict[str, tuple[float, Robots]] = {}
        self._robots_lock = threading.Lock()

    def wait_seconds(self, url: str) -> float:
        """Return the seconds until the host of this address may be asked again; 0.0 for an address not fit to ask."""
        try:
            return self._turns.wait_seconds(check_url(url, self._policy).host)
        except OnrecordError:
            return 0.0

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: frozenset[str] | None = DOCUMENT_TYPES,
        max_bytes: int | None = None,
        attempts: int | None = None,
    ) -> Fetched:
        """Return the document at an address.

        Args:
            url: An http(s) address.
            etag: The validator of the copy at hand; with it an unchanged document comes back as status 304.
            last_modified: Likewise.
            accept: Media types that are taken; None for any.
            max_bytes: The most it may have; the fetcher's limit where None.
            attempts: Times a busy or failing server is asked; the fetcher's limit where None.

        Raises:
            ReportError: The document is refused or missing for good; the code says which.
            FetchLaterError: It may be there later.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        sent = {name: value for name, value in headers.items() if value and _is_line(value)}
        attempts = max(1, attempts or self._limits.attempts)
        for attempt in range(attempts):
            try:
                return self._fetch_once(url, sent, accept, max_bytes)
            except _WORTH_REPEATING as error:
                wait = self._pause(error, attempt)
                if attempt + 1 >= attempts or wait > SETTINGS.fetch_max_wait_seconds:
                    raise
                self._sleep(wait)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _pause(self, error: FetchLaterError, attempt: int) -> float:
        """Return the seconds to the next try: those the host names, else twice as many each time, with jitter."""
        if error.retry_after_seconds is not None:
            return error.retry_after_seconds
        return SETTINGS.fetch_backoff_seconds * 2.0**attempt * self._rng.uniform(0.75, 1.25)

    def _fetch_once(
        self, url: str, headers: dict[str, str], accept: frozenset[str] | None, max_bytes: int | None
    ) -> Fetched:
        """Fetch an address and follow its redirects."""
        checked = check_url(url, self._policy)
        budget = TimeBudget(self._limits.total_seconds)
        limits = replace(self._limits, max_bytes=max_bytes or self._limits.max_bytes)
        with self._open_client(budget, limits) as client:
            errand = _Errand(client, budget, limits, accept, headers)
            request = client.build_request("GET", checked, headers=headers)
            moved_to: str | None = None
            for_good = True
            for _ in range(limits.max_redirects + 1):
                hop = self._hop(errand, url, request, moved_to)
                if hop.document is not None:
                    return hop.document
                assert hop.next_request is not None
                request = hop.next_request
                for_good = for_good and hop.for_good
                moved_to = str(request.url) if for_good else moved_to
        raise RedirectError(
            f"There are more than {limits.max_redirects} redirects. Open it in a browser and give the last address."
        )

    def _hop(self, errand: _Errand, asked: str, request: httpx.Request, moved_to: str | None) -> _Hop:
        """Make one request, after all checks and in turn."""
        url = check_url(str(request.url), self._policy)
        robots = self._known_robots(url)
        if robots is not None:
            _check_robots(robots, url)
        with self._turns.turn(url.host):
            if robots is None:
                _check_robots(self._fetch_robots(url), url)
            with errand.budget.spending(), errors_told_apart():
                response = errand.client.send(request, stream=True)
                try:
                    if response.next_request is not None:
                        return _Hop(next_request=response.next_request, for_good=response.status_code in _FOR_GOOD)
                    self._heed(url.host, response)
                    return _Hop(document=_read(response, errand, asked, moved_to))
                finally:
                    response.close()

    def _heed(self, host: str, response: httpx.Response) -> None:
        """Raise for a bad status; leave a host that asks for patience alone for as long as it says."""
        try:
            check_status(response.status_code, response.headers.get("retry-after"))
        except BusyHostError as error:
            self._turns.hold(host, error.retry_after_seconds or 0.0)
            raise

    def _known_robots(self, url: httpx.URL) -> Robots | None:
        """Return the rules of a site from the copy at hand; None where there is none, or it is too old."""
        with self._robots_lock:
            expires, robots = self._robots.get(_site(url), (0.0, None))
            return robots if self._clock() < expires else None

    def _fetch_robots(self, url: httpx.URL) -> Robots:
        """Fetch the robots.txt of a site; it shares the turn of the page that is wanted.

        A site that has none, or does not give it (any status of 400 to 499), allows everything; one whose server fails
        allows nothing until it answers (RFC 9309, 2.3.1).
        """
        robots = self._ask_robots(f"{_site(url)}/robots.txt")
        self._turns.set_delay(url.host, robots.delay_seconds)
        with self._robots_lock:
            self._robots[_site(url)] = (self._clock() + SETTINGS.robots_kept_seconds, robots)
        return robots

    def _ask_robots(self, address: str) -> Robots:
        budget = TimeBudget(self._limits.total_seconds)
        with self._open_client(budget, self._limits) as client, budget.spending(), errors_told_apart():
            request = client.build_request("GET", address)
            for _ in range(self._limits.max_redirects + 1):
                check_url(str(request.url), self._policy)
                response = client.send(request, stream=True)
                try:
                    if response.next_request is None:
                        return _read_robots(response)
                    request = response.next_request
                finally:
                    response.close()
        return Robots()  # Too many redirects: as if there were none (RFC 9309, 2.3.1.2).

    def _open_client(self, budget: TimeBudget, limits: FetchLimits) -> httpx.Client:
        """Return a client for one document; the cookies set on its way are forgotten with it."""
        return httpx.Client(
            transport=GuardedTransport(self._policy, budget, self._tls, resolve=self._resolve),
            timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            headers={
                "User-Agent": self._agent,
                "Accept": ACCEPT,
                "Accept-Encoding": ACCEPTED_CODINGS,
                "Accept-Language": "en, *;q=0.5",
            },
            trust_env=False,
            follow_redirects=False,
        )


def user_agent(contact: str | None = None) -> str:
    """Return the name this program gives itself to servers.

    Raises:
        ValueError: The contact holds characters that an http line may not.
    """
    from onrecord.version import VERSION

    if contact is not None and not re.fullmatch(r"[\x21-\x27\x2a-\x7e]{3,200}", contact):
        raise ValueError("The contact is a mail or web address, without spaces, brackets or line ends.")
    return f"Onrecord/{VERSION} (reader of news reports{f'; +{contact}' if contact else ''})"


@contextmanager
def errors_told_apart() -> Iterator[None]:
    """Turn what httpx and httpcore raise into errors of the tree."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise FetchTimeoutError("The server took too long to answer. Try again later.") from error
    except httpcore.ConnectError as error:
        # The pool of httpcore drops the cause; the context stays.
        if isinstance(error.__cause__ or error.__context__, ssl.SSLCertVerificationError):
            raise CertificateError(
                "The server's certificate does not prove who it is. Check the address, and the clock of this machine."
            ) from error
        raise UnreachableError("No secure connection to the server. Check the address, or try later.") from error
    except (httpx.RemoteProtocolError, httpx.InvalidURL) as error:
        # Only a bad ``Location`` brings httpx itself to raise these: the transport raises those of httpcore.
        raise RedirectError("A redirect leads to no valid address. Open the page in a browser to see why.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise BrokenAnswerError("The connection broke, or the answer is no http. Try again later.") from error


def _read(response: httpx.Response, errand: _Errand, asked: str, moved_to: str | None) -> Fetched:
    """Return the document of an answer, its type checked before its body is read."""
    content_type, charset = parse_content_type(response.headers.get("content-type"))
    content = b""
    if response.status_code != NOT_MODIFIED:
        check_type(content_type, errand.accept)
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and int(announced[:18]) > errand.limits.max_bytes:
            raise too_large(errand.limits.max_bytes)
        content = read_body(
            response.iter_raw(), response.headers.get("content-encoding", ""), max_bytes=errand.limits.max_bytes
        )
    return Fetched(
        url=asked,
        final_url=str(response.url),
        status=response.status_code,
        content=content,
        content_type=content_type,
        charset=charset,
        etag=response.headers.get("etag"),
        last_modified=response.headers.get("last-modified"),
        moved_to=moved_to,
    )


def _read_robots(response: httpx.Response) -> Robots:
    if response.status_code >= 500 or response.status_code == 429:
        raise ServerFaultError(
            "The site's robots.txt cannot be had now, so nothing is fetched from it. Try again later."
        )
    if response.status_code != 200:
        return Robots()
    coding = response.headers.get("content-encoding", "")
    return parse_robots(read_beginning(response.iter_raw(), coding, max_bytes=SETTINGS.robots_max_bytes))


def _check_robots(robots: Robots, url: httpx.URL) -> None:
    if not robots.allows(url.raw_path.decode("ascii", "replace")):
        raise RobotsRefusedError(
            "The site's robots.txt asks programs not to fetch this address. Save the page by hand and give the file."
        )


def _site(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _is_line(value: str) -> bool:
    """Tell whether a text may stand in an http line; what a server once sent is not trusted to."""
    return value.isascii() and value.isprintable()
