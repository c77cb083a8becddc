"""The wire under the fetcher: looks a host up, judges its addresses, connects to a judged one, keeps to the time.

The name is looked up here and the connection goes to the very address that was judged, so a name that points elsewhere
a moment later (DNS rebinding) gains nothing. The certificate and the ``Host`` line still bear the name.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from onrecord.errors import AddressRefusedError, FetchTimeoutError, UnreachableError
from onrecord.sources.addresses import AddressPolicy

if TYPE_CHECKING:
    import ssl

#: Gives the addresses of a host, as text; raises OSError.
Resolver = Callable[[str], list[str]]

#: Addresses of one host that are tried; more would only spend the time left.
_MAX_ADDRESSES = 4


class TimeBudget:
    """The time one document may take, not counting the waits that politeness asks for."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._since: float | None = None

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Let the time run while the block does."""
        self._since = time.monotonic()
        try:
            yield
        finally:
            self._left = self.left_seconds()
            self._since = None

    def left_seconds(self) -> float:
        """Return the seconds left; below zero where it was overdrawn."""
        return self._left - (time.monotonic() - self._since if self._since is not None else 0.0)

    def limit(self, timeout: float | None) -> float:
        """Return the time one step may take: its own, or what is left if that is less.

        Raises:
            FetchTimeoutError: Nothing is left.
        """
        left = self.left_seconds()
        if left <= 0:
            raise FetchTimeoutError("The server took too long to answer in full. Try again later.")
        return left if timeout is None else min(left, timeout)


def look_up(host: str) -> list[str]:
    """Return the addresses of a host, in the order the system prefers them.

    Raises:
        OSError: There are none, or the name cannot be looked up now.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedTransport(httpx.BaseTransport):
    """Carries requests of one document: judged addresses only, one connection, bounded time, no proxy."""

    def __init__(
        self, policy: AddressPolicy, budget: TimeBudget, tls: ssl.SSLContext, *, resolve: Resolver = look_up
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=1,
            http2=False,
            network_backend=_GuardedBackend(policy, budget, resolve),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; what httpcore raises comes through as it is."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, policy: AddressPolicy, budget: TimeBudget, resolve: Resolver) -> None:
        self._policy = policy
        self._budget = budget
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._judged(_resolve_in_time(self._resolve, host, self._budget.limit(timeout)))
        failure: Exception | None = None
        for address in addresses[:_MAX_ADDRESSES]:
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._budget.limit(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            self._judge_connected(stream)
            return _TimedStream(stream, self._budget)
        if isinstance(failure, httpcore.ConnectTimeout):
            raise FetchTimeoutError("The server does not answer. Try again later.") from failure
        raise UnreachableError("No connection to the server. Check the network, or try later.") from failure

    def _judged(self, addresses: list[str]) -> list[str]:
        """Return the addresses that may be connected to; raises AddressRefusedError where there are none."""
        refusals = {address: self._policy.refusal(address) for address in addresses}
        allowed = [address for address, refusal in refusals.items() if refusal is None]
        if not allowed:
            raise _refused(next(iter(refusals.values()), None))
        return allowed

    def _judge_connected(self, stream: httpcore.NetworkStream) -> None:
        """Judge the far end of an open connection; nothing but a fault of ours can bring it to refuse here."""
        refusal = self._policy.refusal(str(stream.get_extra_info("server_addr")[0]))
        if refusal is not None:
            stream.close()
            raise _refused(refusal)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step is cut to the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, budget: TimeBudget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._budget.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.limit(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._budget.limit(timeout))
        return _TimedStream(stream, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _resolve_in_time(resolve: Resolver, host: str, timeout: float) -> list[str]:
    """Look a host up, but no longer than ``timeout`` seconds: the system's own look-up knows no limit."""
    answer: list[list[str] | Exception] = []

    def run() -> None:
        try:
            answer.append(resolve(host))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    thread = threading.Thread(target=run, name="onrecord-look-up", daemon=True)
    thread.start()
    thread.join(timeout)
    if not answer:
        raise FetchTimeoutError("The name of the host could not be looked up in time. Check the network.")
    if isinstance(answer[0], Exception):
        raise UnreachableError(
            "There is no such host, or it cannot be looked up now. Check its spelling and the network."
        ) from answer[0]
    return answer[0]


def _refused(refusal: str | None) -> AddressRefusedError:
    return AddressRefusedError(
        f"The host has no public address ({refusal or 'none at all'}), so nothing is fetched from it. "
        "Save the document and give the file."
    )
