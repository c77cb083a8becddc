"""A tab of a real browser that notes whatever goes wrong in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

from onrecord.serve.asked import NAMES
from onrecord.serve.page import SCREENS
from onrecord.serve.screens import LAST, MODULES

#: Says on the console what a page tried that its policy does not allow.
TELL = "addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective, e.blockedURI))"
#: What was found below a screen; the record does not change.
_STOPS: dict[tuple[str, str], list[str]] = {}
LINKS = (
    "() => [...document.querySelectorAll('main a[href]')].map((a) => new URL(a.getAttribute('href'), location).href)"
)


def menu() -> list[str]:
    """Return the addresses of the menu: those of the screens that there are."""
    from importlib import import_module

    names = [f"onrecord.serve.screens.{name}" for name in (*MODULES, *LAST)]
    there = {route.path for name in names for route in import_module(name).router.routes}
    return [screen.path for screen in SCREENS if screen.path in there]


class Tab:
    """A page of the workspace in a browser."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self._base = base
        #: What was asked of other hosts, told on the console, raised, or answered with an error.
        self.faults: list[str] = []
        page.add_init_script(TELL)
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.faults.append(f"raised: {error}"))

    def open(self, address: str, *, settled: bool = False) -> Tab:
        """Open an address of the workspace; wait until its modules have run, or until nothing more is asked for."""
        self.page.goto(self._base + address, wait_until="networkidle" if settled else "load")
        return self

    def run(self, script: str, value: Any = None) -> Any:
        """Run a function in the page and return what it returns."""
        return self.page.evaluate(script, value)

    def links(self) -> list[str]:
        """Return the addresses of the workspace that the main part links to, without the host."""
        found = [link for link in self.run(LINKS) if link.startswith(self._base)]
        return list(dict.fromkeys(link.removeprefix(self._base) for link in found))

    def stops(self, screen: str) -> list[str]:
        """Return a screen and one address of each shape below it: drawers, lists of a place. Filters make none."""
        if (self._base, screen) not in _STOPS:
            shapes = {(screen, frozenset[str]()): screen}
            for link in self.open(screen).links():
                parts = urlsplit(link)
                names = frozenset(name for name, _ in parse_qsl(parts.query)) - {*NAMES, "next"}
                if (parts.path == screen or parts.path.startswith(f"{screen}/")) and "." not in parts.path:
                    shapes.setdefault((parts.path, names), link)
            _STOPS[self._base, screen] = list(shapes.values())
        return _STOPS[self._base, screen]

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._base + "/", "data:", "blob:")):
            self.faults.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} for {response.url}")

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")
