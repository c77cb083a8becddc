"""What robots.txt allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.robots import parse_robots


def _rules(*lines: str) -> bytes:
    return "\n".join(("User-agent: *", *lines)).encode()


@pytest.mark.parametrize(
    ("lines", "target", "allowed"),
    [
        (["Disallow: /"], "/a", False),
        (["Disallow:"], "/a", True),
        (["Disallow: /news"], "/newsroom", False),
        (["Disallow: /news/"], "/news", True),
        (["Disallow: /", "Allow: /news/"], "/news/a", True),
        (["Allow: /news/", "Disallow: /news/private"], "/news/private/a", False),
        (["Allow: /a", "Disallow: /a"], "/a", True),
        (["Disallow: /*?print="], "/a?print=1", False),
        (["Disallow: /*?print="], "/a?page=1", True),
        (["Disallow: /*.pdf$"], "/a/b.pdf", False),
        (["Disallow: /*.pdf$"], "/a/b.pdf?x", True),
        (["Disallow: /a$"], "/a", False),
        (["Disallow: /a$"], "/ab", True),
        (["Disallow: /a*b*c"], "/axxbxxc/d", False),
        (["Disallow: /a*b*c"], "/axxcxxb", True),
        (["Disallow: /*ab$"], "/ab", False),
        (["Disallow: /caf%C3%A9"], "/café", False),
        (["Disallow: /café"], "/caf%c3%a9", False),
        (["Disallow: /%7Ejoe"], "/~joe", False),
        (["Disallow: /"], "/robots.txt", True),
        (["disallow : /a # a comment"], "/a", False),
        (["Sitemap: https://example.org/s.xml", "Disallow: /a"], "/a", False),
    ],
)  # fmt: skip
def test_rule(lines, target, allowed):
    """The longest pattern that fits decides, with stars and end marks; the one that allows wins a tie."""
    assert parse_robots(_rules(*lines)).allows(target) is allowed


def test_own_group_goes_before_the_one_for_everybody():
    """Where a site names this program, only that group counts, whatever its case and version."""
    robots = parse_robots(b"User-agent: *\nDisallow: /\n\nUser-Agent: OnRecord/1.0\nDisallow: /a\n")
    assert robots.allows("/b")
    assert not robots.allows("/a")


def test_groups_of_one_name_are_joined_and_may_share_rules():
    """Several names may head one group, and several groups of one name count together."""
    robots = parse_robots(
        b"User-agent: other\nUser-agent: onrecord\nDisallow: /a\n\nUser-agent: onrecord\nDisallow: /b"
    )
    assert not robots.allows("/a")
    assert not robots.allows("/b")


def test_rules_for_others_do_not_count():
    """A group for another program says nothing to this one."""
    assert parse_robots(b"User-agent: other\nDisallow: /").allows("/a")


def test_crawl_delay_is_read():
    """The pause a site asks for is found, in whole seconds or parts."""
    assert parse_robots(_rules("Crawl-delay: 7.5")).delay_seconds == 7.5
    assert parse_robots(_rules("Crawl-delay: soon")).delay_seconds is None


def test_pattern_of_many_stars_takes_no_time():
    """A pattern made to send a matcher astray is decided at once."""
    assert parse_robots(_rules("Disallow: /" + "*a" * 2_000 + "b")).allows("/" + "a" * 6_000)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_are_rules(content, target):
    """Whatever stands in the file, it is read, and every path is judged."""
    assert parse_robots(content).allows(target) in {True, False}
