"""Asks the application in process, as a browser or a program would."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp


class Client:
    """Asks an application; each request has a loop of its own, nothing is followed, cookies are kept by hand."""

    def __init__(
        self, app: ASGIApp, *, base_url: str = "http://127.0.0.1:8765", raising: bool = True, **headers: str
    ) -> None:
        self.app = app
        self._base_url = base_url
        self._raising = raising
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def get(self, address: str, **options: Any) -> httpx.Response:
        """Ask for an address."""
        return self.ask("GET", address, **options)

    def post(self, address: str, **options: Any) -> httpx.Response:
        """Send something to an address."""
        return self.ask("POST", address, **options)

    def ask(self, method: str, address: str, **options: Any) -> httpx.Response:
        """Make any request; options are those of httpx."""
        headers = {**self._headers, **options.pop("headers", {})}
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=self._raising)

        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url=self._base_url) as client:
                return await client.request(method, address, headers=headers, **options)

        return asyncio.run(asked())
