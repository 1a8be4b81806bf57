"""A full disk: what does not fit is refused and nothing else; what was acknowledged is there."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError

from besace import journal
from besace.journal.writer import WRITER, is_full
from besace.method.acts import Entry
from tests.full import full_disk

NOW = 1_700_000_000
HUGE = "x" * 2_000_000


def said(text: str) -> Entry:
    return Entry("ask", "ana-1", NOW, {"text": text})


def test_in_a_batch_what_does_not_fit_fails_alone_and_what_was_acknowledged_is_on_disk():
    names = [journal.open_journal(NOW) for _ in range(3)]
    for name in names:
        journal.append(name, [said("first")], expected=0, act_id="first", by="ana-1")

    def append(name: str, text: str) -> journal.Appended:
        return journal.append(name, [said(text)], expected=1, act_id="a", by="ana-1")

    go = threading.Event()
    with full_disk(more_pages=20), ThreadPoolExecutor(4) as threads:
        threads.submit(WRITER.run, go.wait)  # what comes meanwhile goes to disk together
        before, huge, after = map(threads.submit, [append] * 3, names, ["before", HUGE, "after"])
        while len(WRITER._waiting) < 3:
            time.sleep(0.01)
        go.set()

        assert is_full(huge.exception(timeout=10))
        assert (before.result(timeout=10).seq, after.result(timeout=10).seq) == (2, 2)
    assert [[entry.fields["text"] for entry in journal.read(name)] for name in names] == [
        ["first", "before"],
        ["first"],
        ["first", "after"],
    ]


def test_the_vault_may_be_full_too_and_nothing_is_sealed_under_a_key_that_was_not_kept():
    name = journal.open_journal(NOW)

    def note(number: int) -> Entry:
        return Entry("note", "ana-1", NOW, {"text": "x"}, scope=f"person:{number}")

    def fill() -> None:
        for number in range(200):
            journal.append(name, [note(number)], expected=number, act_id=f"{number}", by="ana-1")

    with full_disk("vault"), pytest.raises(DatabaseError) as failed:
        fill()

    assert is_full(failed.value)
    assert all(entry.fields == {"text": "x"} for entry in journal.read(name))


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), OSError(122, "Disk quota exceeded")])
def test_a_file_that_cannot_be_written_for_want_of_room_is_told_from_other_failures(failure):
    assert is_full(failure)
    assert not is_full(OSError(13, "Permission denied"))
    assert not is_full(None)
