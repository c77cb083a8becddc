"""Who may talk to the workspace, and what its pages may do: host, origin and token checks, bounds, headers."""

from __future__ import annotations

import re
import secrets
import socket
from collections.abc import Awaitable, Callable
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.serve.failures import Refused, failure, is_for_programs
from onrecord.settings import SETTINGS

COOKIE = "onrecord_token"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
#: Addresses that mean every address of the machine.
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
#: No script but our own files, nothing from elsewhere, nobody may frame us. Styles may stand on elements: charts do so.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\[\]:@/\s]+)(?::\d{1,5})?")
_BAD_HOST = "This host name is not served here. Open the address that was printed."
_BAD_ORIGIN = "This request comes from another site and was refused."
_NO_TOKEN = "A token is needed: open the address that 'onrecord serve' printed."  # noqa: S105 - no secret
_LONG_QUERY = f"The address is longer than {SETTINGS.max_query_string_bytes // 1024} KB after its '?'. Ask for less."
_LARGE_BODY = f"At most {SETTINGS.max_request_bytes // 1024**2} MB can be sent at once. Send one report at a time."
_FAILED = "This failed in a way nobody foresaw. What 'onrecord serve' printed tells where; please report it."


class Guard:
    """Refuses requests that come from another site, for another host, without the token where one is set, or too large.

    A page elsewhere can make a browser ask 127.0.0.1: the name it asks for (Host), the page it asks from (Origin) and
    what the browser says of it (Sec-Fetch-Site) betray it. The token comes once as ``?token=`` and then as a cookie
    that is never sent from another site; programs send it as ``Authorization: Bearer TOKEN``.
    """

    def __init__(self, app: ASGIApp, *, host: str = "127.0.0.1", token: str | None = None) -> None:
        self._app = app
        own = f"[{host}]" if ":" in host else host
        self._hosts = frozenset({*LOOPBACK, own.lower()})
        self._every_address = host in EVERYWHERE
        self._token = token
        self._cookie = sha256(b"cookie of " + token.encode()).hexdigest() if token is not None else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._refuse(scope, headers)
        if answer is None and self._token is not None:
            answer = self._ask_token(scope, headers, self._token)
        guarded = _Guarded(send)
        try:
            await (answer or self._app)(scope, _bounded(receive), guarded)
        except Exception:
            if not guarded.begun:
                await _say(scope, 500, _FAILED)(scope, receive, guarded)
            raise

    def _refuse(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        if not self._serves(headers.get("host", "")):
            return _say(scope, 421, _BAD_HOST)
        if not self._is_from_us(scope, headers):
            return _say(scope, 403, _BAD_ORIGIN)
        if len(scope.get("query_string", b"")) > SETTINGS.max_query_string_bytes:
            return _say(scope, 414, _LONG_QUERY)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > SETTINGS.max_request_bytes:
            return _say(scope, 413, _LARGE_BODY)
        return None

    def _serves(self, asked: str) -> bool:
        """Tell whether a Host header names this machine. Where all its addresses are served, any address does.

        The names of other machines, by which a page elsewhere could pass for ours, are no addresses.
        """
        found = _HOST.fullmatch(asked)
        if found is None:
            return False
        name = found[1].lower()
        if name in self._hosts:
            return True
        return self._every_address and (_is_address(name.strip("[]")) or name == socket.gethostname().lower())

    def _is_from_us(self, scope: Scope, headers: Headers) -> bool:
        """Tell whether no other site made the browser ask.

        Browsers send an Origin with every POST; programs send none and cannot be made to ask by a page elsewhere. A
        page elsewhere may link to us, but not load anything of ours into itself.
        """
        site = headers.get("sec-fetch-site", "none")
        if scope["method"] in _SAFE:
            return site in ("same-origin", "none") or headers.get("sec-fetch-mode") == "navigate"
        origin = headers.get("origin")
        return site in ("same-origin", "none") and (origin is None or urlsplit(origin).netloc == headers["host"])

    def _ask_token(self, scope: Scope, headers: Headers, token: str) -> ASGIApp | None:
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        if _same(cookie, self._cookie) or (kind.lower() == "bearer" and _same(bearer, token)):
            return None
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in query if name == "token"]
        if scope["method"] == "GET" and given and _same(given[0], token):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            # One slash alone: two would name another host.
            path = "/" + quote(scope["path"].lstrip("/\\"))
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(COOKIE, self._cookie, httponly=True, samesite="strict", path="/")
            return answer
        return _say(scope, 401, _NO_TOKEN, {"www-authenticate": "Bearer"})


class _Guarded:
    """Sends messages on, with our headers on every answer."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def _bounded(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Count what is sent to us, whatever its headers said of its length."""
    n_bytes = 0

    async def bounded() -> Message:
        nonlocal n_bytes
        message = await receive()
        n_bytes += len(message.get("body", b""))
        if n_bytes > SETTINGS.max_request_bytes:
            raise Refused(413, _LARGE_BODY)
        return message

    return bounded


def _say(scope: Scope, status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    if is_for_programs(scope["path"]):
        return failure(status, message, headers=headers)
    return PlainTextResponse(message, status, headers)


def _same(given: str, wanted: str) -> bool:
    """Compare secrets in a time that does not tell how much of them is right."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
