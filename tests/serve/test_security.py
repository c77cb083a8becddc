"""Who may talk to the workspace, and what its answers may make a browser do."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from starlette.requests import Request

from onrecord.errors import UsageError
from onrecord.record.selection import OpenRecord
from onrecord.serve import security
from onrecord.serve.app import create_app, new_token
from onrecord.serve.security import COOKIE, HEADERS
from onrecord.settings import SETTINGS
from tests.serve.client import Client

TOKEN = "a secret of some length"
LAN = "http://192.0.2.7:8765"


@pytest.fixture(scope="module")
def closed(crisis: OpenRecord) -> FastAPI:
    """Return the application served to others, with a token."""
    return create_app(crisis, host="0.0.0.0", token=TOKEN)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost:9", "LOCALHOST", "[::1]:8765"])
def test_loopback_is_served_by_all_its_names(client: Client, host: str) -> None:
    """The machine itself may ask by any of its own names."""
    assert client.get("/api/v1/rejects", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "evil.example:8765", "", "127.0.0.1:80:80",
        "127.0.0.1:x", "192.0.2.7", "[::1", "localhost.", "localhost/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/home", "/api/v1/statements", "/static/app.css", "/nowhere"])
def test_other_names_are_refused(client: Client, host: str, address: str) -> None:
    """A page elsewhere that makes its own name mean this machine gets nothing."""
    answer = client.get(address, headers={"host": host})
    assert answer.status_code == 421
    assert "Oduya" not in answer.text


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"origin": "http://127.0.0.1:8765"}, True),
        ({"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"origin": "http://127.0.0.1:9999"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://127.0.0.1:8765", "sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, False),
    ],
)
def test_other_sites_cannot_send(client: Client, headers: dict[str, str], allowed: bool) -> None:
    """What changes anything must come from our own pages or from a program."""
    answer = client.post("/api/v1/read", json={"text": "“Yes,” Oduya said."}, headers=headers)
    assert answer.status_code == (200 if allowed else 403)


@pytest.mark.parametrize(
    ("site", "mode", "allowed"),
    [
        ("cross-site", "no-cors", False),
        ("cross-site", "cors", False),
        ("same-site", "no-cors", False),
        ("cross-site", "navigate", True),
        ("same-origin", "cors", True),
        ("none", "navigate", True),
    ],
)
def test_other_sites_may_link_but_not_load(client: Client, site: str, mode: str, allowed: bool) -> None:
    """A page elsewhere may lead here, but nothing of ours can be loaded into it."""
    answer = client.get("/api/v1/rejects", headers={"sec-fetch-site": site, "sec-fetch-mode": mode})
    assert answer.status_code == (200 if allowed else 403)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org", "127.0.0.2"])
def test_others_are_let_in_only_with_a_token(crisis: OpenRecord, host: str) -> None:
    """Serving to others without a secret is refused before anything is served."""
    with pytest.raises(UsageError, match="--token"):
        create_app(crisis, host=host)


@pytest.mark.parametrize("token", ["", "short", "eleven char", "tab\tin the middle", "line\nin the middle"])
def test_tokens_that_can_be_guessed_are_refused(crisis: OpenRecord, token: str) -> None:
    """A secret has some length and stands on one line."""
    with pytest.raises(UsageError, match="--token new"):
        create_app(crisis, token=token)


def test_made_tokens_are_long_and_differ() -> None:
    """A secret made for the user cannot be guessed."""
    made = {new_token() for _ in range(20)}
    assert len(made) == 20
    assert all(len(token) >= 32 and token.isascii() for token in made)


@pytest.mark.parametrize("address", ["/", "/home", "/static/app.js", "/api/openapi.json", "/api/v1/statements", "/x"])
def test_without_the_token_nothing_is_told(closed: FastAPI, address: str) -> None:
    """Whoever does not know the secret learns not even which addresses there are."""
    answer = Client(closed, base_url=LAN).get(address)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer wrong"},
        {"authorization": "Bearer"},
        {"authorization": f"Basic {TOKEN}"},
        {"authorization": f"Bearer {TOKEN} "},
        {"cookie": f"{COOKIE}=wrong"},
        {"cookie": f"{COOKIE}={TOKEN}"},
        {"cookie": "\xff\xfe=\xff"},
    ],
)
def test_a_wrong_token_is_refused(closed: FastAPI, headers: dict[str, str]) -> None:
    """The secret must be right, and stand where it belongs."""
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    assert Client(closed, base_url=LAN).get("/home", headers=raw).status_code == 401


def test_programs_send_the_token_in_a_header(closed: FastAPI) -> None:
    """A program is let in by its Authorization header."""
    answer = Client(closed, base_url=LAN).get("/api/v1/rejects", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200


def test_the_token_comes_once_and_then_as_a_cookie(closed: FastAPI) -> None:
    """The printed address sets a cookie no script and no other site can use, and leads on without the secret."""
    client = Client(closed, base_url=LAN)
    answer = client.get("/statements", params={"speaker": "Okello", "token": TOKEN, "text": "a&b"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements?speaker=Okello&text=a%26b")
    cookie = answer.headers["set-cookie"]
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {"httponly", "samesite=strict", "path=/"}
    assert TOKEN not in cookie
    assert "secret" not in answer.headers["location"]
    value = cookie.split(";")[0]
    assert client.get("/home", headers={"cookie": value}).status_code == 200


def test_the_token_in_an_address_is_no_leave_to_send(closed: FastAPI) -> None:
    """The secret in an address lets nobody post."""
    answer = Client(closed, base_url=LAN).post("/api/v1/read", params={"token": TOKEN}, json={"text": "Yes."})
    assert answer.status_code == 401


@pytest.mark.parametrize("path", ["//evil.example/", "///evil.example", "/\\evil.example", "//evil.example/%2e%2e"])
def test_no_redirect_leads_elsewhere(closed: FastAPI, client: Client, path: str) -> None:
    """An address made to look like another host's leads to none of them."""
    for asked in (Client(closed, base_url=LAN), client):
        answer = asked.get(asked._base_url + path, params={"token": TOKEN})
        target = answer.headers.get("location", "/")
        own = target.startswith(asked._base_url + "/")
        assert own or (target.startswith("/") and not target.startswith(("//", "/\\"))), target


def test_secrets_are_compared_in_constant_time(closed: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much of a guess is right does not show in the time it takes: every comparison is compare_digest's."""
    compared: list[tuple[bytes, bytes]] = []

    def compare(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return False

    monkeypatch.setattr(security.secrets, "compare_digest", compare)
    headers = {"authorization": f"Bearer {TOKEN}"}
    assert Client(closed, base_url=LAN).get("/home", params={"token": TOKEN}, headers=headers).status_code == 401
    assert [given for given, _ in compared].count(TOKEN.encode()) == 2


@pytest.mark.parametrize("host", ["192.0.2.9:8765", "[2001:db8::1]:8765", socket.gethostname()])
def test_served_everywhere_it_answers_to_addresses(closed: FastAPI, host: str) -> None:
    """On all addresses of the machine visitors ask by address or by its name, and by no other name."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    client = Client(closed, base_url=LAN)
    assert client.get("/api/v1/rejects", headers={**headers, "host": host}).status_code == 200
    assert client.get("/api/v1/rejects", headers={**headers, "host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/home", 200),
        ("GET", "/static/app.css", 200),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/", 307),
        ("GET", "/nowhere", 404),
        ("GET", "/reports/nothing", 404),
        ("GET", "/statements?next=nonsense", 400),
        ("GET", "/api/v1/statements?x=1", 422),
        ("GET", "/api/v1/statements.csv", 200),
        ("GET", "/api/openapi.json", 200),
        ("POST", "/home", 405),
        ("GET", "/home?" + "a" * (SETTINGS.max_query_string_bytes + 1), 414),
        ("TRACE", "/home", 405),
    ],
)
def test_every_answer_has_the_headers(client: Client, method: str, address: str, status: int) -> None:
    """Whatever is answered, the browser is told to run nothing but our own files and to guess no types."""
    answer = client.ask(method, address)
    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(("host", "status"), [("evil.example", 421), ("127.0.0.1:8765", 403)])
def test_refusals_have_the_headers_too(client: Client, host: str, status: int) -> None:
    """A refusal is an answer too."""
    answer = client.post("/home", headers={"host": host, "origin": "https://evil.example"})
    assert answer.status_code == status
    assert all(answer.headers[name] == value for name, value in HEADERS.items())


@pytest.mark.parametrize("address", ["/broken", "/broken.json"])
def test_a_failure_of_ours_has_the_headers_and_tells_nothing(crisis: OpenRecord, address: str) -> None:
    """Where the application itself fails, the answer has all headers and no word of what failed."""
    app = create_app(crisis)

    def broken(request: Request) -> None:
        raise ZeroDivisionError("words of a report")

    app.router.add_route(address, broken)
    app.router.routes.insert(0, app.router.routes.pop())
    answer = Client(app, raising=False).get(address)
    assert answer.status_code == 500
    assert all(answer.headers[name] == value for name, value in HEADERS.items())
    assert "words of a report" not in answer.text
    assert ("E-HTTP-FAILED" in answer.text) == address.endswith(".json")
    with pytest.raises(ZeroDivisionError):  # whoever serves sees it
        Client(app).get(address)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/static//etc/passwd", "/static/%2fetc/passwd", "/static/..\\app.py", "/static/%00",
        "/static/vendor/../../app.py",
        "/static/", "/static/vendor", "/static/app.css%00.js", "/reports/..%2f..%2fetc%2fpasswd",
    ],
)  # fmt: skip
def test_no_file_outside_can_be_had(app: FastAPI, path: str) -> None:
    """No way of writing an address leads out of the folder of static files."""
    status, body = _ask_raw(app, path)
    assert status in (400, 404), (status, body[:200])
    assert b"def create_app" not in body
    assert b"root:" not in body


def _ask_raw(app: FastAPI, path: str) -> tuple[int, bytes]:
    """Ask for a path just as it is written; clients tidy it up."""
    import asyncio
    from urllib.parse import unquote

    raw, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(raw), "raw_path": raw.encode("latin-1"), "query_string": query.encode("latin-1"),
        "root_path": "", "headers": [(b"host", b"127.0.0.1:8765")], "client": ("127.0.0.1", 1), "server": None,
    }  # fmt: skip
    status, body, n_received = 0, b"", 0
    done = asyncio.Event()

    async def receive() -> dict[str, object]:
        nonlocal n_received
        n_received += 1
        if n_received > 1:
            await done.wait()
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        nonlocal status, body
        status = int(str(message.get("status", status)))
        body += bytes(message.get("body", b""))  # type: ignore[call-overload]
        if message["type"] == "http.response.body" and not message.get("more_body"):
            done.set()

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return status, body


@pytest.mark.parametrize(
    "query",
    [
        "text=%00", "text=a%00b", "speaker=%00Oduya", "text=%ff%fe", "publisher=%ed%a0%80", "text=%f0%9f%92%a5",
        "issue=%c3", "actor=%e2%80%ae", "text=" + "a+" * 1_000, "text=" + "%22" * 999, "text='%3B+DROP+TABLE+x",
        "country=%00", "since=%00", "next=%00", "next=%f0%9f%92%a5", "type=%00", "modality=%ff", "&&&=&=&", "%00=%00",
        "text=a&text=b", "since=0001-01-01", "until=9999-12-31", "since=9999-12-31", "limit=%00",
        "text=%24text0+%24since",
        "text=%5c%27%25_", "speaker=" + "x" * 500, "next=cjk5OTk5OTk5OTk",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/statements", "/api/v1/events", "/tension.csv"])
def test_odd_queries_do_no_harm(app: FastAPI, path: str, query: str) -> None:
    """NUL bytes, bytes that are no UTF-8, SQL and floods of words are answered or refused, and never fail."""
    status, _ = _ask_raw(app, f"{path}?{query}")
    assert status in (200, 400, 422)


def test_large_bodies_are_refused_by_their_length(client: Client) -> None:
    """A body that says that it is too large is not even read."""
    headers = {"content-type": "application/json", "content-length": str(SETTINGS.max_request_bytes + 1)}
    answer = client.post("/api/v1/read", content=b"{}", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (413, "E-INPUT-LARGE")


def test_large_bodies_are_refused_while_they_come(client: Client) -> None:
    """A body that does not say how large it is is read up to the ceiling and no further."""
    n_sent = 0

    async def flood() -> AsyncIterator[bytes]:
        nonlocal n_sent
        while n_sent < 10 * SETTINGS.max_request_bytes:
            n_sent += 1024**2
            yield b" " * 1024**2

    answer = client.post("/api/v1/read", content=flood(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (413, "E-INPUT-LARGE")
    assert n_sent <= SETTINGS.max_request_bytes + 2 * 1024**2
