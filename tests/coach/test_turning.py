"""Rewordings built from what was typed."""

import pytest

from besace.coach.folding import fold
from besace.coach.turning import built, read_turns

PARTS = {"verb": "(?:go|hire|stop|call|be)"}
TURNS = read_turns(
    {
        "base": {"first": [["(\\w)\\1ing", "\\1"], ["ing", "e"], ["ing", ""]], "known": "verb"},
        "mine": {"words": {"your": "my", "you": "me"}},
    },
    PARTS,
)


def turned(into: str, text: str, words: str) -> str:
    folded = fold(text)
    start = folded.text.index(words)
    return built(into, TURNS, folded, (start, start + len(words)))


@pytest.mark.parametrize(
    ("into", "expected"),
    [
        ("did you {rest}?", "Did you going to the Bank?"),
        ("did you {rest:base}?", "Did you go to the Bank?"),
        ("{before}, or not", "Tell me, did you, or not"),
        ("what else?", "What else?"),
    ],
)
def test_places_are_filled_from_the_same_sentence(into, expected):
    assert turned(into, "So. Tell me, did you think of going to the Bank? Or to me?", "think of") == expected


@pytest.mark.parametrize("word", ["going", "hiring", "stopping", "calling", "being"])
def test_a_first_word_takes_its_plain_form_only_where_it_is_known(word):
    assert turned("{rest:base}", f"try {word} now", "try") in {"Go now", "Hire now", "Stop now", "Call now", "Be now"}


@pytest.mark.parametrize("into", ["{rest}", "{rest:base}", "{before} x"])
def test_nothing_is_built_on_an_empty_place(into):
    assert turned(into, "try", "try") == ""


def test_nothing_is_built_on_an_unknown_form():
    assert turned("{rest:base}", "try blorping now", "try") == ""


def test_persons_change_word_by_word():
    assert turned("{rest:mine}", "see Your accountant, you know", "see") == "My accountant, me know"


def test_a_part_or_a_turn_that_is_not_listed_is_said():
    with pytest.raises(KeyError):
        read_turns({"x": {"known": "nobody"}}, PARTS)
    with pytest.raises(KeyError):
        turned("{rest:nobody}", "try it", "try")
