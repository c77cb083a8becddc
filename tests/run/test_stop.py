"""A wish to stop."""

from __future__ import annotations

import os
import signal

import pytest

from onrecord.run.stop import Stop, Stopped


def test_a_signal_between_steps_waits() -> None:
    """A signal in the middle of a step is only noted, and heard before the next wait."""
    stop = Stop()
    with stop.listen():
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.asked
    with pytest.raises(Stopped), stop.may_interrupt():
        raise AssertionError("not reached")


def test_a_signal_while_waiting_ends_the_wait() -> None:
    """What is awaited may never come, so the signal is heard at once."""
    stop = Stop()
    with stop.listen(), pytest.raises(Stopped), stop.may_interrupt():
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()
    assert stop.signal == signal.SIGINT


def test_a_second_signal_does_what_it_always_does() -> None:
    """Whoever presses Ctrl-C twice means it."""
    stop = Stop()
    with stop.listen(), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()


def test_handlers_are_put_back() -> None:
    """Afterwards signals do what they did before."""
    before = signal.getsignal(signal.SIGINT)
    with Stop().listen():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
