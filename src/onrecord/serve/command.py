"""What ``onrecord serve`` does: opens a record, prints the address, serves until Ctrl-C."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI

from onrecord.errors import OutputError, UsageError
from onrecord.record.selection import open_record
from onrecord.serve.app import check_access, create_app, new_token
from onrecord.serve.security import EVERYWHERE
from onrecord.settings import SETTINGS

#: What ``--token`` takes for a secret made for the user.
NEW = "new"
#: Seconds that requests in hand may take to end after Ctrl-C: none of a browser takes longer, and files come again.
_GRACE_SECONDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """Options of ``onrecord serve``, as given."""

    #: Folder of the record.
    record: str
    host: str = "127.0.0.1"
    #: 0 for any that is free.
    port: int = SETTINGS.serve_port
    #: Secret that visitors need; "new" to make one; None for none.
    token: str | None = None
    quiet: bool = False


def serve(options: ServeOptions, *, run: Callable[[uvicorn.Server, socket.socket], None] | None = None) -> None:
    """Serve a record until Ctrl-C.

    Args:
        options: Where and how.
        run: What runs the server on a socket; None for uvicorn itself.

    Raises:
        NoRecordError: There is no such record.
        UsageError: Another host without a token, no such address, or the port is taken.
    """
    token = new_token() if options.token == NEW else options.token
    if not 0 <= options.port <= 65_535:
        raise UsageError(f"--port {options.port} is none. Give a number from 1 to 65535.")
    record = open_record(options.record)
    check_access(options.host, token)
    with _listen(options.host, options.port) as listening:
        app = create_app(record, host=options.host, token=token)
        sys.stdout.write(_address(options.host, listening.getsockname()[1], token) + "\n")
        sys.stdout.flush()
        if not options.quiet:
            sys.stderr.write("onrecord: the workspace is at that address; open it in a browser. Ctrl-C ends it.\n")
        (run or _run)(uvicorn.Server(_config(app, quiet=options.quiet)), listening)
    if not options.quiet:
        sys.stderr.write("onrecord: ended; nothing was left undone\n")


def _config(app: FastAPI, *, quiet: bool) -> uvicorn.Config:
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR if quiet else logging.WARNING)
    return uvicorn.Config(
        app,
        # Only failures are told: an access log would keep what was looked for.
        log_level="error" if quiet else "warning",
        access_log=False,
        server_header=False,
        # Whoever stands before us might send any address in its headers.
        proxy_headers=False,
        limit_concurrency=SETTINGS.serve_connections,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ws="none",
    )


def _run(server: uvicorn.Server, listening: socket.socket) -> None:
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:  # uvicorn ends cleanly first and then passes it on
        return


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        UsageError: It cannot: names what would work.
        OutputError: The system does not allow it.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise UsageError(f"--host {host} is no address of this machine. Leave it out for 127.0.0.1.") from None
    listening = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise _unable(host, port, error) from None
    return listening


def _unable(host: str, port: int, error: OSError) -> UsageError | OutputError:
    if error.errno == errno.EADDRINUSE:
        return UsageError(
            f"Port {port} is taken, perhaps by another 'onrecord serve'. End that, or choose another port: "
            f"--port {port + 1 if port < 65_535 else 0}"
        )
    if error.errno == errno.EACCES:
        return UsageError(f"Port {port} is kept for the system. Choose another: --port {SETTINGS.serve_port}")
    if error.errno == errno.EADDRNOTAVAIL:
        return UsageError(f"--host {host} is no address of this machine. Leave it out for 127.0.0.1.")
    return OutputError(f"{host}:{port} cannot be served: {error.strerror or error}. Choose another --host or --port.")


def _address(host: str, port: int, token: str | None) -> str:
    """Return the address to open; where all addresses of the machine are served, the one by its name."""
    name = socket.gethostname() if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?{urlencode({'token': token})}" if token is not None else "")
