"""Learning: the same sentences give the same file, others ask for another, and the held-out half is never read."""

from dataclasses import replace
from pathlib import Path

import pytest

from besace.coach.labelled import CODES, Labelled, labelled, measured_languages
from besace.coach.learned import Judge, judges, read
from besace.coach.weights import Weights, row
from house import learning
from house.fitting import fit
from house.learning import (
    DATA,
    ELSE,
    LEARNED,
    NEVER,
    Learned,
    Lesson,
    _bar,
    _section,
    apart,
    learn,
    lessons,
    mark,
    sentences,
    weighed,
)

WITH_FILE = [language for language in measured_languages() if (DATA / language / "learned.txt").is_file()]
EACH = pytest.mark.parametrize("language", WITH_FILE)


@EACH
def test_the_file_was_learned_from_the_sentences_of_today(language):
    """Where this fails, sentences were added or labelled otherwise since: `script/learn`, then `script/figures`."""
    noted = (DATA / language / "learned.txt").read_text(encoding="utf-8").splitlines()[1]

    assert noted == f"# {mark(sentences(language))}"


@EACH
@pytest.mark.parametrize(("kind", "code"), [("subject", "no-benefit"), ("action", "vague")])
def test_learning_again_gives_the_same(language, kind, code):
    """Where this fails, the rules or the signs have changed since: `script/learn`, then `script/figures`."""
    again = learn(lessons(language, kind, code, sentences(language)))

    assert judges(language).get((kind, code)) == (again and as_kept(again))


@pytest.mark.parametrize("language", measured_languages())
def test_nothing_of_the_held_out_half_is_learned_from(language):
    read = {one.text for one in sentences(language)}

    assert {one.text for one in labelled(language, "development")} <= read
    assert not read & {one.text for one in labelled(language, "held-out")}


def as_kept(one: Learned) -> Judge:
    return Judge(Weights(row(sign, weight) for sign, weight in one.weights.items()), one.keep, one.speak)


def lesson(text: str, *, carried: bool, heard: bool, batch: int, unseen: bool = True) -> Lesson:
    told = Labelled("en", "question", ("judging",) if carried else (), text, batch=batch, unseen=unseen)
    return Lesson(told, text.split(), [text.split()], carried, heard)


def taught(*, unseen: bool) -> list[Lesson]:
    """Gives four batches in which “truly” is a reproach, whatever the rules hear, which is the word “never”."""
    return [
        lesson(f"{word} {other} n{batch}", carried=word == "truly", heard=other == "never", batch=batch, unseen=unseen)
        for batch in range(4)
        for word in ("truly", "when")
        for other in ("never", "shop", "bread", "mill", "lane", "never", "farm", "boat", "tea", "jam")
    ]


def test_what_the_sentences_teach_outweighs_the_rules_both_ways():
    judge = learn(taught(unseen=True))

    assert judge is not None
    assert judge.carried(["truly", "shop"], heard=False)
    assert not judge.carried(["when", "never"], heard=True)
    assert not judge.carried(["when", "shop"], heard=False)
    assert judge.carried(["truly", "never"], heard=True)


def test_without_sentences_that_no_rule_was_tuned_on_nothing_is_learned():
    assert learn(taught(unseen=False)) is None


def test_where_the_sentences_teach_nothing_the_rules_have_the_last_word():
    told = [lesson(f"bread n{n}", carried=n % 2 == 0, heard=n % 2 == 0, batch=n % 3) for n in range(60)]

    assert learn(told) is None


def test_a_bar_is_out_of_reach_where_too_little_holds_above_it():
    assert _bar([(1.0, True, 1.0)] * 3, 0.9) == NEVER
    assert _bar([(2.0, True, 1.0), (1.0, False, 1.0), (0.0, False, 1.0)], 0.9) == NEVER
    assert _bar([*[(2.0, True, 1.0)] * 8, (1.0, False, 1.0)], 0.9) == 1.5


def test_a_hint_in_a_question_that_carries_the_other_code_counts_a_quarter():
    fine = lesson("bread", carried=False, heard=False, batch=0)
    another = replace(fine, told=replace(fine.told, codes=("answer-inside",)))
    both = replace(fine, told=replace(fine.told, codes=("answer-inside", "judging")), carried=True)

    action = replace(fine, told=replace(fine.told, kind="action", codes=("undated",)))

    assert [one.worth for one in (fine, another, both, action)] == [1.0, ELSE, 1.0, 1.0]
    leans = [*[(3.0, True, 1.0)] * 12, (2.0, False, ELSE), *[(1.0, True, 1.0)] * 20, (0.0, False, 1.0)]
    assert _bar(leans, 0.95) == 0.5
    assert _bar([(lean, holds, 1.0) for lean, holds, _ in leans], 0.95) == NEVER


def test_a_sign_met_once_is_no_sign():
    told = taught(unseen=True)
    once = lesson("once", carried=True, heard=False, batch=0)

    assert "once" not in weighed([*told, once])[0]
    assert weighed([*told, once, once])[0]["once"] > 0


def test_what_was_learned_of_a_kind_is_written_sign_by_sign_and_read_again():
    both = {"judging": Learned({"truly": 40, "why on": -3}, 1, 2), "answer-inside": Learned({"truly": 7}, -3, 4)}

    written = list(_section("question", both))

    assert written == ["[question judging 1 2]", "[question answer-inside -3 4]", "40 7\ttruly", "-3 0\twhy on"]
    assert read(written) == {("question", code): as_kept(one) for code, one in both.items()}


def test_a_line_is_fitted_between_two_kinds_and_the_same_again():
    rows = [[0, 1], [0, 2], [0], [1, 2], [2], [1]]
    carried = [True, True, True, False, False, False]

    weights, added = fit(rows, carried, 3)

    assert weights[0] > 0 > added + weights[1]
    assert (weights, added) == fit(rows, carried, 3)


def test_how_well_it_does_is_told_of_batches_that_no_rule_was_tuned_on(monkeypatch):
    told = [one.told for one in taught(unseen=True)]
    monkeypatch.setattr(learning, "sentences", lambda _: told)
    monkeypatch.setattr(learning, "heard_by_rules", lambda *said: ("judging",) if "never" in said[2] else ())

    (line,) = [line for line in apart("en") if " judging " in line]

    assert line == "en judging        rules alone P 0.500 R 0.200   both P 1.000 R 1.000   of 40"


def test_only_codes_there_are_can_be_learned():
    assert set(LEARNED) <= {code for codes in CODES.values() for code in codes}
    assert all(isinstance(judge, Judge) for language in WITH_FILE for judge in judges(language).values())
    assert all(Path(DATA / language).is_dir() for language in WITH_FILE)
