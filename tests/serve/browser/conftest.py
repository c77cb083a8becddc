"""A server on a free port of this machine, and a real browser that looks at it."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from onrecord.record.selection import OpenRecord
from onrecord.serve.app import create_app
from tests.serve.browser.newsroom import make_newsroom

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
from playwright.sync_api import Browser, sync_playwright

from tests.serve.browser.tabs import Tab

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    """Return a record with something for every screen; nothing may be written to it."""
    return make_newsroom(tmp_path_factory.mktemp("browser") / "newsroom")


@pytest.fixture(scope="session")
def served(newsroom: OpenRecord) -> Iterator[str]:
    """Serve it; return the address without the slash at its end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(newsroom)
        config = uvicorn.Config(app, log_level="error", access_log=False, ws="none", timeout_graceful_shutdown=3)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the browser; once for each module, for its loop must not be open under other tests."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser, served: str) -> Iterator[Tab]:
    """Return a tab of a new profile, 1280 by 900; what goes wrong in it fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    # A busy machine takes its time.
    context.set_default_timeout(60_000)
    opened = Tab(context.new_page(), served)
    yield opened
    context.close()
    assert opened.faults == []
