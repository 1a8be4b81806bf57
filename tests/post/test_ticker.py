import threading

import pytest

from besace import journal
from besace.journal import shelf
from besace.journal.keys import CEILING
from besace.live import clock
from besace.method.acts import Entry
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


def test_a_turn_keeps_the_vault_in_order(forget_memory):
    with clock.at(1_772_000_000):
        name = journal.open_journal(clock.now())
        journal.append(name, [Entry("ask", "ana", 1, {"text": "x"})], expected=0, act_id="a", by="ana")
        ticker.turn()
        assert shelf.living(name)
    with clock.at(1_772_000_000 + CEILING):
        ticker.turn()
    assert shelf.living(name) == []
    forget_memory()
