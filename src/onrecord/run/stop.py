"""Ctrl-C and SIGTERM as a wish to stop that is heard between two steps, so that no step is cut in half."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """The work was asked to stop while it waited for its next input."""


class Stop:
    """A wish to stop; ``listen`` makes it come from signals."""

    def __init__(self) -> None:
        #: Number of the signal; 0 while nobody asked.
        self.signal = 0
        self._waiting = False

    @property
    def asked(self) -> bool:
        """Whether the work is to end."""
        return self.signal != 0

    def ask(self, number: int = signal.SIGINT) -> None:
        """Ask for the end of the work."""
        self.signal = number

    @contextmanager
    def may_interrupt(self) -> Iterator[None]:
        """While this lasts, a signal need not wait: nothing is half done, and what is awaited may never come."""
        self._waiting = True
        try:
            if self.asked:
                raise Stopped
            yield
        finally:
            self._waiting = False

    @contextmanager
    def listen(self) -> Iterator[None]:
        """Hear Ctrl-C and SIGTERM; the second one ends the program as it always does."""
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

        def hear(number: int, _frame: FrameType | None) -> None:
            self.ask(number)
            for known, handler in before.items():
                signal.signal(known, handler)
            if self._waiting:
                raise Stopped

        for number in before:
            signal.signal(number, hear)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
