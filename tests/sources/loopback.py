"""A web server on loopback whose answers a test writes down, a clock moved by hand, and a fetcher for both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onrecord.sources.addresses import AddressPolicy
from onrecord.sources.answers import FetchLimits
from onrecord.sources.fetch import Fetcher

LOOPBACK = AddressPolicy.allowing(["127.0.0.0/8"])
#: Bounds that keep a test of a slow server short.
QUICK = FetchLimits(max_bytes=200_000, connect_seconds=2, read_seconds=2, total_seconds=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to one request."""

    body: bytes = b""
    content_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


#: An answer, or a function that writes one to the handler.
Route = Answer | Callable[[BaseHTTPRequestHandler], Any]


@dataclass(slots=True)
class Web:
    """The server: its answers by path, and the requests it got."""

    base: str
    routes: dict[str, Route] = field(default_factory=dict)
    #: (path, header lines in lower case) of each request, in order; robots.txt aside.
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    n_robots_requests: int = 0

    def url(self, path: str) -> str:
        return self.base + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


@contextmanager
def serve() -> Iterator[Web]:
    """Run a server for the block; a path without an answer gives 404."""
    web = Web("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                web.n_robots_requests += 1
            else:
                web.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            route = web.routes.get(self.path, Answer(b"", status=404))
            if not isinstance(route, Answer):
                self.close_connection = True
                route(self)
                return
            self.send_response(route.status)
            for name, value in route.headers:
                self.send_header(name, value)
            if route.content_type:
                self.send_header("Content-Type", route.content_type)
            self.send_header("Content-Length", str(len(route.body)))
            self.end_headers()
            self.wfile.write(route.body)

        def log_message(self, *_arguments: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_arguments: object) -> None:
            return  # A client that hangs up is what many tests are about.

    server = Server(("127.0.0.1", 0), Handler)
    web.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True)
class HandClock:
    """A clock that only sleeping moves."""

    now: float = 1_000_000.0
    sleeps: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds


def make_fetcher(clock: HandClock | None = None, **options: Any) -> Fetcher:
    """Return a fetcher that may use loopback and never really sleeps."""
    clock = clock or HandClock()
    settled: dict[str, Any] = {"policy": LOOPBACK, "limits": QUICK, **options}
    return Fetcher(clock=clock, sleep=clock.sleep, **settled)
