"""The page on feeds against the program."""

from pathlib import Path

import pytest

from onrecord import errors
from onrecord.settings import SETTINGS

PAGE = (Path(__file__).parents[2] / "docs" / "feeds.md").read_text("utf-8")
CODES = sorted(
    each.code
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, errors.OnrecordError) and not each.__subclasses__()
)


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith(("E-FETCH", "E-FEED"))])
def test_every_code_is_explained(code):
    """Each code that fetching can give has its line in the page's table."""
    assert f"| `{code}` |" in PAGE


def test_ports_and_sizes_are_those_of_the_settings():
    """The page names the ceilings that hold."""
    *ports, last = (str(port) for port in SETTINGS.fetch_ports)
    assert f"Ports {', '.join(ports)} and {last}." in PAGE
    megabyte = 1024**2
    assert f"{SETTINGS.fetch_max_bytes // megabyte} MB ({SETTINGS.feed_max_bytes // megabyte} MB for feeds" in PAGE
