import threading

import pytest

from besace.post import bell, ticker

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # a way to end it


def test_a_turn_that_fails_is_told_without_a_word_of_it_and_the_next_one_comes(monkeypatch, caplog):
    turns: list[int] = []

    def turn() -> None:
        turns.append(1)
        bell.ring()
        if len(turns) == 1:
            raise RuntimeError("canary@example.org")
        raise SystemExit  # ends the thread, and the test

    monkeypatch.setattr(ticker, "turn", turn)
    thread = ticker.start()
    thread.join(5)
    assert not thread.is_alive()
    assert len(turns) == 2
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


def test_the_bell_wakes_the_ticker_at_once(monkeypatch):
    rung, turns = threading.Event(), []

    def turn() -> None:
        turns.append(1)
        if len(turns) == 2:
            rung.set()
            raise SystemExit

    monkeypatch.setattr(ticker, "turn", turn)
    bell.RANG.clear()
    ticker.start()
    bell.ring()
    assert rung.wait(5)
