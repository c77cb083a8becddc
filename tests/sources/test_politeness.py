"""Turns at hosts."""

import threading
from datetime import UTC, datetime

import pytest

from onrecord.errors import BusyHostError
from onrecord.sources.politeness import HostTurns, parse_retry_after
from tests.sources.loopback import HandClock

NOW = datetime(2022, 1, 11, 12, 0, tzinfo=UTC)


def _turns(clock: HandClock, **options) -> HostTurns:
    return HostTurns(clock=clock, sleep=clock.sleep, **options)


def test_second_request_waits_and_other_hosts_do_not():
    """Between two requests to one host there is a pause; another host may be asked at once."""
    clock = HandClock()
    turns = _turns(clock, delay_seconds=2.0)
    for host in ("a.example", "b.example", "a.example"):
        with turns.turn(host):
            pass
    assert clock.sleeps == [2.0]


def test_pause_counts_from_the_end_of_a_request():
    """A slow answer does not shorten the pause after it."""
    clock = HandClock()
    turns = _turns(clock, delay_seconds=2.0)
    with turns.turn("a.example"):
        clock.now += 10
    assert turns.wait_seconds("a.example") == 2.0


def test_pause_follows_a_failure_too():
    """A request that failed was a request."""
    turns = _turns(HandClock(), delay_seconds=2.0)
    with pytest.raises(RuntimeError), turns.turn("a.example"):
        raise RuntimeError
    assert turns.wait_seconds("a.example") == 2.0


def test_site_may_ask_for_a_longer_pause_but_not_for_a_shorter_one():
    """The pause of robots.txt is kept where it is the longer one."""
    clock = HandClock()
    turns = _turns(clock, delay_seconds=2.0)
    turns.set_delay("slow.example", 30.0)
    turns.set_delay("quick.example", 0.1)
    for host in ("slow.example", "quick.example"):
        with turns.turn(host):
            pass
    assert (turns.wait_seconds("slow.example"), turns.wait_seconds("quick.example")) == (30.0, 2.0)


def test_host_that_asks_for_long_patience_is_not_waited_for():
    """A turn beyond the longest wait is refused at once, with the time left."""
    clock = HandClock()
    turns = _turns(clock, max_wait_seconds=60.0)
    turns.hold("a.example", 3_600.0)
    with pytest.raises(BusyHostError) as caught, turns.turn("a.example"):
        pass
    assert caught.value.retry_after_seconds == 3_600.0
    assert clock.sleeps == []


def test_two_threads_are_never_at_one_host_at_once():
    """However many threads ask, a host sees one request at a time."""
    turns = HostTurns(delay_seconds=0.0)
    inside, most = 0, 0
    guard = threading.Lock()

    def ask() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turns.turn("a.example"):
                with guard:
                    inside += 1
                    most = max(most, inside)
                with guard:
                    inside -= 1

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0), (" 0 ", 0.0), ("Tue, 11 Jan 2022 12:05:00 GMT", 300.0), ("Tue, 11 Jan 2022 11:00:00 GMT", 0.0),
        ("Tue, 11 Jan 2199 12:00:00 GMT", 86_400.0), ("99999999999999999", 86_400.0), (None, None), ("", None),
        ("soon", None), ("-5", None), ("1.5", None), ("Tue, 99 Jan 2022", None), ("²", None),
    ],
)  # fmt: skip
def test_retry_after(value, seconds):
    """Seconds and dates are understood, within a day; all else says nothing."""
    assert parse_retry_after(value, now=NOW) == seconds
