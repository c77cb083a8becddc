"""What ``onrecord serve`` says and does before it serves, and while."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from onrecord.cli import main
from onrecord.errors import NoRecordError, UsageError
from onrecord.record.selection import OpenRecord
from onrecord.serve.command import ServeOptions, serve


@contextmanager
def _taken() -> Iterator[int]:
    """Hold a port."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def _do_not_serve(server: uvicorn.Server, listening: socket.socket) -> None:
    """Stand in for uvicorn."""
    assert listening.getsockname()[1]
    assert server.config.proxy_headers is False


def _serve(record: OpenRecord, **options: object) -> None:
    serve(ServeOptions(record=str(record.folder), **{"port": 0, **options}), run=_do_not_serve)  # type: ignore[arg-type]


def test_it_prints_the_address_and_how_to_end(crisis: OpenRecord, capsys: pytest.CaptureFixture[str]) -> None:
    """The address stands alone on standard output, all else on standard error."""
    _serve(crisis)
    out, err = capsys.readouterr()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", out)
    assert "Ctrl-C" in err
    _serve(crisis, quiet=True)
    assert capsys.readouterr().err == ""


def test_a_new_token_stands_in_the_address(crisis: OpenRecord, capsys: pytest.CaptureFixture[str]) -> None:
    """A secret made for the user is printed with the address, once."""
    _serve(crisis, token="new")
    out = capsys.readouterr().out
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32,}\n", out)
    _serve(crisis, token="my own secret & more")
    assert "?token=my+own+secret+%26+more" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"host": "0.0.0.0"}, "--token"),
        ({"token": "short"}, "--token new"),
        ({"host": "192.0.2.1", "token": "new"}, "no address of this machine"),
        ({"host": "no such host", "token": "new"}, "no address of this machine"),
        ({"host": "a" * 70, "token": "new"}, "no address of this machine"),
        ({"port": 65_536}, "from 1 to 65535"),
        ({"port": -1}, "from 1 to 65535"),
    ],
)
def test_what_cannot_be_served_is_refused_with_the_next_step(
    crisis: OpenRecord, options: dict[str, object], says: str
) -> None:
    """Options that cannot work are refused before anything is served."""
    with pytest.raises(UsageError, match=re.escape(says)):
        _serve(crisis, **options)


def test_a_port_that_is_taken_is_named_with_another(crisis: OpenRecord) -> None:
    """A port in use is said to be, with one to try instead."""
    with _taken() as port, pytest.raises(UsageError, match=rf"Port {port} is taken.*--port {port + 1}"):
        _serve(crisis, port=port)


def test_a_folder_that_is_no_record_is_refused(tmp_path: Path) -> None:
    """There must be a record to serve."""
    with pytest.raises(NoRecordError, match="onrecord ingest"):
        serve(ServeOptions(record=str(tmp_path)), run=_do_not_serve)


def test_the_command_line_hands_its_options_on(crisis: OpenRecord, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use from the command line ends with code 2 and the reason."""
    assert main(["serve", "--record", str(crisis.folder), "--host", "0.0.0.0"]) == 2
    assert "--token" in capsys.readouterr().err
    assert main(["serve", "--record", str(crisis.folder / "nothing")]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_it_serves_until_ctrl_c(crisis: OpenRecord) -> None:
    """A real server answers on loopback, and Ctrl-C ends it at once and cleanly."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(crisis.folder), "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ, start_new_session=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(address + "api/v1/rejects", timeout=60) as answer:
            assert answer.status == 200
            assert answer.headers["content-security-policy"]
            assert "server" not in answer.headers
        request = urllib.request.Request(address + "home", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=60)
        assert refused.value.code == 421
        refused.value.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert err.endswith("onrecord: ended; nothing was left undone\n")
