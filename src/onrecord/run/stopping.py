"""Ending well on Ctrl-C and SIGTERM: the piece of work in hand is finished, waits end at once."""

from __future__ import annotations

import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """A wish to stop that may be made from a signal handler.

    A ``threading.Event`` may not: its ``set`` waits for a lock that the interrupted ``wait`` may hold.
    """

    def __init__(self) -> None:
        self._wished = False
        self._here, self._there = socket.socketpair()

    def wish(self) -> None:
        """Ask to stop; ends a ``sleep`` under way."""
        if not self._wished:
            self._wished = True
            self._there.send(b".")

    def is_wished(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._wished

    def sleep(self, seconds: float) -> None:
        """Wait for some seconds, or until somebody asks to stop."""
        select.select([self._here], [], [], max(0.0, seconds))

    def close(self) -> None:
        """Give back what it holds of the system."""
        self._here.close()
        self._there.close()


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Turn the first SIGINT or SIGTERM within the block into a wish to stop, a second one into KeyboardInterrupt.

    Only the main thread may use it.
    """
    stop = Stop()

    def note(_number: int, _frame: FrameType | None) -> None:
        if stop.is_wished():
            raise KeyboardInterrupt
        stop.wish()

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        stop.close()
