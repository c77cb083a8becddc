"""Turns at a host: one request at a time, a pause between two, and none while the host asks for patience."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from onrecord.errors import BusyHostError
from onrecord.settings import SETTINGS


class HostTurns:
    """Hands out turns at hosts; may be shared by threads."""

    def __init__(
        self,
        *,
        delay_seconds: float = SETTINGS.fetch_delay_seconds,
        max_wait_seconds: float = SETTINGS.fetch_max_wait_seconds,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Make turns for hosts not asked before.

        Args:
            delay_seconds: Pause between the end of one request to a host and the next one.
            max_wait_seconds: The most one turn is waited for.
            clock: Gives seconds that never run backwards.
            sleep: Waits for some seconds.
        """
        self._delay_seconds = delay_seconds
        self._max_wait_seconds = max_wait_seconds
        self._clock = clock
        self._sleep = sleep
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._own_delays: dict[str, float] = {}

    def wait_seconds(self, host: str) -> float:
        """Return the seconds until this host may be asked; 0.0 where it may be now."""
        return max(0.0, self._free_at.get(host, 0.0) - self._clock())

    def set_delay(self, host: str, delay_seconds: float | None) -> None:
        """Keep a longer pause at this host, as its robots.txt asks; a shorter one than the default is not taken."""
        self._own_delays[host] = max(delay_seconds or 0.0, self._delay_seconds)

    def hold(self, host: str, seconds: float) -> None:
        """Leave this host alone for some seconds from now."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock() + seconds)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for a turn at this host and hold it for the block.

        Raises:
            BusyHostError: The turn would come later than ``max_wait_seconds`` from now.
        """
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            wait = self.wait_seconds(host)
            if wait > self._max_wait_seconds:
                raise BusyHostError(
                    f"The host is to be left alone for another {wait:,.0f} seconds. Try again then.",
                    retry_after_seconds=wait,
                )
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self.hold(host, self._own_delays.get(host, self._delay_seconds))


def parse_retry_after(value: str | None, *, now: datetime | None = None) -> float | None:
    """Return the seconds a ``Retry-After`` line asks for; None where it is missing or says nothing.

    Args:
        value: Seconds, or a date as http writes it.
        now: The time to count from; the present where None.

    Returns:
        Seconds from 0 up to ``fetch_max_retry_after_seconds``.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), SETTINGS.fetch_max_retry_after_seconds)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, 0.0), SETTINGS.fetch_max_retry_after_seconds)
