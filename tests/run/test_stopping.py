"""Ending well on signals."""

import os
import signal
import threading
import time

import pytest

from onrecord.run.stopping import Stop, stop_on_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_first_signal_is_a_wish_and_ends_a_wait(number):
    """A signal during a wait ends the wait at once and raises nothing."""
    begun = time.monotonic()
    with stop_on_signals() as stop:
        threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
        stop.sleep(30)
        assert stop.is_wished()
        stop.sleep(30)
    assert time.monotonic() - begun < 10


def test_second_signal_ends_the_program():
    """Who presses Ctrl-C twice does not have to wait."""
    with pytest.raises(KeyboardInterrupt), stop_on_signals():
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)


def test_handlers_are_put_back():
    """After the block signals do what they did before."""
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with stop_on_signals():
        pass
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_sleep_without_a_wish_takes_its_time():
    """A wait that nobody ends lasts as long as it should, and a negative one not at all."""
    stop = Stop()
    begun = time.monotonic()
    stop.sleep(0.05)
    stop.sleep(-1)
    assert 0.04 < time.monotonic() - begun < 5
    assert not stop.is_wished()
    stop.close()
