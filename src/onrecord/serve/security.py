"""Who may talk to the workspace, and what its pages may do: host, origin and token checks, headers."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "onrecord_token"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
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
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Check = Callable[[Scope, Headers], str | None]


class Guard:
    """Refuses requests that come from another site, for another host, or without the token where one is set.

    A page elsewhere can make a browser ask 127.0.0.1: the name it asks for (Host) and the page it asks from (Origin)
    betray it. The token comes once as ``?token=`` and then as a cookie that is never sent from another site.
    """

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...], token: str | None) -> None:
        self._app, self._hosts, self._token = app, hosts, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer: ASGIApp | None = self._refuse_foreign(scope, headers)
        if answer is None and self._token is not None:
            answer = self._ask_token(scope, headers)
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _refuse_foreign(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if _host_of(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("This host name is not served here. Open the address that was printed.", 421)
        origin = headers.get("origin")
        if scope["method"] not in _SAFE:
            # Browsers send an Origin with every POST; programs send none and cannot be made to ask by a page elsewhere.
            site = headers.get("sec-fetch-site", "same-origin")
            if (origin is not None and not self._is_ours(origin, headers)) or site not in ("same-origin", "none"):
                return PlainTextResponse("This request comes from another site and was refused.", 403)
        return None

    def _is_ours(self, origin: str, headers: Headers) -> bool:
        return urlsplit(origin).netloc == headers.get("host", "")

    def _ask_token(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        assert self._token is not None
        given = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        bearer = headers.get("authorization", "")
        given = bearer.removeprefix("Bearer ") if bearer.startswith("Bearer ") else given
        if secrets.compare_digest(given.encode(), self._token.encode()):
            return None
        query = scope.get("query_string", b"").decode("latin-1")
        asked = dict(pair.partition("=")[::2] for pair in query.split("&"))
        if scope["method"] == "GET" and secrets.compare_digest(asked.get("token", "").encode(), self._token.encode()):
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(COOKIE, self._token, httponly=True, samesite="strict", path="/")
            return answer
        return PlainTextResponse("A token is needed: open the address that 'onrecord serve' printed.", 401)


def _host_of(value: str) -> str:
    """Return a Host header without its port."""
    if value.startswith("["):
        return value.partition("]")[0] + "]"
    return value.partition(":")[0].lower()


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return wrapped
