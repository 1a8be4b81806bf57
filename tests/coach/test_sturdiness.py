"""Whatever is typed, the coach answers, and at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import get_ident
from time import process_time, sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besace.coach import KINDS, LANGUAGES, Slot, advice, hints, time_slot
from besace.coach.books import Book, book
from tests.coach.wordings import TODAY, wordings

WORDS = sorted({word for wording in wordings() for word in wording.text.split()})
TYPED = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
LONG = 1_000_000
MEGABYTES = [
    "a" * LONG,
    " " * LONG,
    "." * LONG,
    "n't " * (LONG // 4),
    "stop putting " * (LONG // 13),
    "vous devez " * (LONG // 11),
    "\n" * LONG,
    "pour " * (LONG // 5),
    "in 3 " * (LONG // 5),
    "'" * LONG,
]


@settings(deadline=None)  # speed is measured beside the floor, never by a timed test
@given(st.sampled_from(LANGUAGES), st.sampled_from(KINDS), TYPED, st.none() | TYPED)
def test_hints_never_fail_and_their_spans_are_true(language, kind, text, when):
    for hint in hints(language, kind, text, when, TODAY):
        assert hint.start == -1 if not hint.span else text[hint.start :].startswith(hint.span)
        assert hint.suggestion


@settings(deadline=None)
@given(st.sampled_from(LANGUAGES), TYPED, st.dates())
def test_a_slot_is_never_past_and_never_ends_before_it_starts(language, words, today):
    slot = time_slot(language, words, today)

    assert slot is None or today <= slot.start <= slot.end


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", MEGABYTES, ids=lambda text: repr(text[:5]))
def test_a_megabyte_takes_no_time(language, kind, text):
    hints(language, kind, "warm", today=TODAY)
    began = process_time()

    hints(language, kind, text, text, TODAY)

    assert process_time() - began < 2


@pytest.mark.parametrize(
    "text",
    ["🙂🙃", "كيف أجد زبائن؟", "\x00\x07\x1b[0m", "\ud800", "İstanbul ſtop", "\u202eevil\u202c", "{} {text} {0}", "%s"],
)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_strange_signs_are_taken_as_they_are(language, kind, text):
    for hint in hints(language, kind, f"{text} stop {text}", today=TODAY):
        assert hint.span in text + " stop " + text


def test_an_everyday_wording_takes_a_few_milliseconds():
    asked = [wording for wording in wordings() if len(wording.text) < 120]
    for language, kind, _, text, when in asked[:8] + asked[-8:]:
        hints(language, kind, text, when, TODAY)
    began = process_time()

    for language, kind, _, text, when in asked:
        hints(language, kind, text, when, TODAY)

    assert (process_time() - began) / len(asked) < 0.02


def test_the_end_of_the_calendar_is_no_cliff():
    last = date(9999, 12, 31)

    assert time_slot("en", "tomorrow", last) is None
    assert time_slot("en", "today", last) == Slot(last, last)


ALL_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from sys import setswitchinterval
from besace.coach import KINDS, LANGUAGES, hints
from besace.coach.books import book
for language in LANGUAGES:
    book(language, "reaction")
setswitchinterval(1e-5)
with ThreadPoolExecutor(24) as many:
    asked = [many.submit(hints, language, kind, "Je dois dormir") for language in LANGUAGES for kind in KINDS * 2]
    print(len([one.result() for one in asked]))
"""


def test_a_house_that_has_read_one_kind_answers_all_who_ask_for_the_others_at_once():
    """In a process of its own: the kinds of a language add to the parts they share."""
    done = subprocess.run([sys.executable, "-c", ALL_AT_ONCE], capture_output=True, text=True, check=False, timeout=120)

    assert (done.stdout.strip(), done.stderr) == (str(len(LANGUAGES) * len(KINDS) * 2), "")


def test_of_many_who_ask_at_once_one_reads_the_words(monkeypatch):
    under_way, most = set(), []

    def book_of(language: str, kind: str) -> Book:
        if (language, kind) not in advice._read:  # whoever comes later does not wait
            under_way.add(get_ident())
            most.append(len(under_way))
            sleep(0.02)
            under_way.discard(get_ident())
        return book(language, kind)

    monkeypatch.setattr(advice, "book", book_of)
    monkeypatch.setattr(advice, "_read", set())
    with ThreadPoolExecutor(8) as many:
        asked = [many.submit(hints, "fr", kind, "Il faut dormir") for kind in ["reaction"] * 7 + ["question"]]
    assert [hint.code for hint in asked[0].result()] == ["prescriptive"]

    assert len({one.result() for one in asked[:7]}) == 1
    assert max(most) == 1
