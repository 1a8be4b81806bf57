"""The small language of the data files."""

import pytest

from besace.coach.books import LANGUAGES, book
from besace.coach.folding import fold
from besace.coach.phrases import Phrases


def found(phrase: str, text: str, parts: dict[str, str] | None = None, opener: str = "") -> str | None:
    folded = fold(text)
    span = Phrases([phrase], parts or {}, opener).first(folded)
    return folded.cut(*span)[0] if span else None


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("stop", "Full STOP.", "STOP"),
        ("stop", "stopover", None),
        ("no", "I know", None),
        ("stop putting … off", "stop putting all my mail off", "stop putting all my mail off"),
        ("stop putting … off", "stop putting off", "stop putting off"),
        ("stop putting … off", "stop putting. Then off", None),
        ("(never|not) want", "I do not want", "not want"),
        ("[please] call", "please call", "please call"),
        ("[please|do] call", "call", "call"),
        ("call [me] [now]", "call me now", "call me now"),
        ("call [me] [now]", "call", "call"),
        ("procrastinat*", "procrastination", "procrastination"),
        ("pour *er", "pour avancer", "pour avancer"),
        ("a * week", "a long week", "a long week"),
        ("^ go and see", "So, go and see", None),
        ("^go and see", "Fine. Go and see", "Go and see"),
        ("^go and see", "I go and see", None),
        ("thinking $", "I was thinking?", "thinking"),
        ("thinking $", "thinking aloud", None),
        ("d'ici", "D’ici là", "D’ici"),
        ("avez-vous", "avez vous", "avez vous"),
        ("avez-vous", "avez‑vous", "avez‑vous"),
        ("d'", "d'eau", "d'"),
        ("cliente", "client·e", "client·e"),
        ("cœur", "COEUR", "COEUR"),
        ("^if …, call", "If you can, call", "If you can, call"),
        ("^if …, call", "If you can call", None),
        ("<be> bold", "feel bold", "feel bold"),
    ],
)
def test_a_phrase_finds(phrase, text, words):
    assert found(phrase, text, {"be": "(?:be|feel)"}) == words


@pytest.mark.parametrize(
    ("text", "words"), [("So, well, call", "call"), ("So well so call", None), ("Ana, call", None)]
)
def test_up_to_two_openers_may_stand_before_a_sentence(text, words):
    assert found("^call", text, opener="so|well") == words


def test_a_part_that_is_not_listed_is_said():
    with pytest.raises(KeyError):
        Phrases(["<nobody>"], {})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["subject", "question", "reaction", "action"])
def test_every_file_reads_and_every_hint_has_its_words(language, name):
    for code, advice in book(language, name).advice.items():
        assert code
        assert advice.why.endswith(".")
        assert advice.suggestion


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["subject", "question", "reaction", "action"])
def test_every_language_knows_the_same_hints(language, name):
    assert list(book(language, name).advice) == list(book("en", name).advice)
