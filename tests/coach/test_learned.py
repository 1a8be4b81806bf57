"""The judge that learned from sentences: it may speak where the rules are silent, and silence them."""

from collections.abc import Mapping
from importlib.resources import files

import pytest

from besace.coach import LANGUAGES, hints, learned
from besace.coach.advice import heard_by_rules
from besace.coach.labelled import CODES, labelled
from besace.coach.learned import Judge, judges, pieces, read
from besace.coach.measure import said_by_the_coach
from besace.coach.signs import signs
from besace.coach.weights import Weights, row

NEVER, ALWAYS = 10**6, -(10**6)
IRONIC = "What a plan. And who is paying for all that, your grandmother?"
LEARNED = [language for language in LANGUAGES if judges(language)]


@pytest.fixture
def weigh(monkeypatch):
    """Lets one code be judged by these weights and bars, and all others by the rules alone."""

    def given(kind: str, code: str, judge: Judge) -> None:
        monkeypatch.setattr(learned, "judges", lambda _: {(kind, code): judge})

    return given


def weights(weighed: Mapping[str, int]) -> Weights:
    return Weights(row(sign, weight) for sign, weight in weighed.items())


def codes(kind: str, text: str) -> list[str]:
    return [hint.code for hint in hints("en", kind, text)]


def test_what_was_learned_speaks_where_the_rules_are_silent(weigh):
    assert heard_by_rules("en", "question", IRONIC) == ()
    met = dict.fromkeys(["and", "who", "is", "paying", "for", "all", "that"], 1)
    weigh("question", "judging", Judge({**met, "your grandmother": 300}, NEVER, 50))

    (hint,) = hints("en", "question", IRONIC)

    assert (hint.code, hint.span) == ("judging", "And who is paying for all that, your grandmother?")
    assert IRONIC[hint.start :] == hint.span
    assert hint.why
    assert hint.suggestion


def test_it_is_silent_where_the_signs_say_too_little(weigh):
    weigh("question", "judging", Judge({"your grandmother": 50}, NEVER, 50))

    assert codes("question", IRONIC) == []


def test_it_silences_a_rule_and_leaves_the_others(weigh):
    asked = "Aren't you a bit naive?"
    assert codes("question", asked) == ["answer-inside", "judging"]
    weigh("question", "answer-inside", Judge({"naive": -80}, -50, NEVER))

    assert codes("question", asked) == ["judging"]


def test_where_a_rule_has_spoken_its_words_and_rewording_stay(weigh):
    asked = "I see. You should raise your prices"
    (alone,) = hints("en", "reaction", asked)
    weigh("reaction", "prescriptive", Judge({"you should": 90}, 0, 0))

    assert hints("en", "reaction", asked) == (alone,)


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind in CODES for code in CODES[kind]])
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_it_says_of_any_wording_can_be_shown(weigh, language, kind, code):
    words = ["une", "phrase", "ici", "otra", "mas", "ok", "sommige", "woorden", "how", "to", "do", "it", "for", "us"]
    weigh(kind, code, Judge(dict.fromkeys(words, 1), ALWAYS, ALWAYS))

    for text in ("Une phrase ici. Otra más", "ok", "Sommige!? woorden…", "How to do it for us?"):
        hint = next(hint for hint in hints(language, kind, text) if hint.code == code)
        assert hint.suggestion
        assert hint.why
        assert hint.start == -1 if not hint.span else text[hint.start :].startswith(hint.span)


@pytest.mark.parametrize("text", ["", "  ", "?!", "…", "\x00"])
@pytest.mark.parametrize("kind", ["question", "reaction"])
def test_where_no_word_stands_nothing_is_said(weigh, kind, text):
    for code in CODES[kind]:
        weigh(kind, code, Judge({"?": 500, "!": 500}, ALWAYS, ALWAYS))

        assert hints("en", kind, text) == ()


def test_a_language_that_has_learned_nothing_is_judged_by_its_rules(monkeypatch):
    monkeypatch.setattr(learned, "judges", lambda _: {})

    for one in labelled("fr", "development")[::5]:
        assert said_by_the_coach(one) == heard_by_rules("fr", one.kind, one.text, one.when)


def test_signs_are_words_alone_and_beside_others_their_ends_their_parts_and_how_much_is_said():
    found = signs("en", "why on earth, rudely")

    assert {"earth", "on earth", "^ why", "rudely ^", "why _ earth", "why on earth", "rudel*", "*ely"} <= set(found)
    assert {"#words 1", "#sentences 0"} <= set(found)
    assert {"<harsh>", "too <harsh>"} <= set(signs("en", "too rude"))
    assert len(found) == len(set(found))


def test_a_file_is_read_code_by_code():
    found = read(
        (
            "# Says something.",
            "[question judging -5 70]",
            "[question answer-inside 1 2]",
            "12 0\twhy on",
            "-3 8\t#words 1",
            "[action vague 0 9]",
            "4\tbe",
        )
    )

    assert found == {
        ("question", "judging"): Judge(weights({"why on": 12, "#words 1": -3}), -5, 70),
        ("question", "answer-inside"): Judge(weights({"#words 1": 8}), 1, 2),
        ("action", "vague"): Judge(weights({"be": 4}), 0, 9),
    }


def test_english_and_french_have_learned():
    assert {"en", "fr"} <= set(LEARNED)


@pytest.mark.parametrize("language", LEARNED)
def test_what_was_learned_is_small_and_of_codes_there_are(language):
    file = files("besace.coach") / "data" / language / "learned.txt"

    assert len(file.read_bytes()) <= 6_000_000
    assert all(code in CODES[kind] for kind, code in judges(language))
    for judge in judges(language).values():
        assert isinstance(judge.weights, Weights)
        assert 0 < len(judge.weights) <= 200_000


def test_of_words_it_never_met_the_judge_says_nothing_by_itself():
    judge = Judge({"#words 0": 500, "<inf>": 300, "bread": 1}, keep=0, speak=100)

    assert not judge.carried(["sort", "<inf>", "#words 0"], heard=False)
    assert judge.carried(["sort", "<inf>", "#words 0"], heard=True)
    assert judge.carried(["bread", "<inf>", "#words 0"], heard=False)
    assert hints("fr", "action", "Sort the drawer", "demain") == ()


def test_weights_are_found_by_their_signs_and_what_was_never_met_is_told():
    kept = weights({"why on": -(2**15), "é": 2**15 - 1, "": 1})

    assert [kept.get(sign, 0) for sign in ("why on", "é", "", "e", "why")] == [-(2**15), 2**15 - 1, 1, 0, 0]
    assert weights({}).get("why", 7) == 7
    with pytest.raises(OverflowError, match="why weighs 32768"):
        weights({"why": 2**15})


def test_no_two_signs_of_what_was_learned_are_taken_for_each_other():
    for language in LEARNED:
        text = (files("besace.coach") / "data" / language / "learned.txt").read_text(encoding="utf-8")
        signs_of = [line.split("\t")[1] for line in text.splitlines() if "\t" in line]
        assert len({row(sign, 0) for sign in signs_of}) >= len(set(signs_of)) - 10


def test_an_answer_is_weighed_in_each_sentence_and_a_reproach_in_all_of_them(weigh):
    facts = "You have three cooks and one oven. The oven is old and slow."
    heavy = {**dict.fromkeys(["you", "have", "three", "cooks", "one", "the", "oven", "old", "slow"], -30), "sell": 90}
    said = f"{facts} And sell the oven?"

    weigh("question", "answer-inside", Judge(heavy, NEVER, 0))
    assert [(hint.code, hint.span) for hint in hints("en", "question", said)] == [
        ("answer-inside", "And sell the oven?")
    ]

    weigh("question", "judging", Judge(heavy, NEVER, 0))
    assert codes("question", said) == []


def test_what_is_judged_by_itself_is_each_sentence_of_several_for_an_answer():
    whole = signs("en", "we close at six. and if you closed at five?")

    found = pieces("en", "answer-inside", "we close at six. and if you closed at five?", whole)

    assert found == [signs("en", "we close at six."), signs("en", "and if you closed at five?")]
    assert pieces("en", "judging", "we close at six. and if you closed at five?", whole) == [whole]
    assert pieces("en", "answer-inside", "and if you closed?", signs("en", "and if you closed?")) == [
        signs("en", "and if you closed?")
    ]
