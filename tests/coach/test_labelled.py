"""The labelled sentences: readable, balanced, in two halves that share nothing."""

import pytest

from besace.coach.advice import KINDS
from besace.coach.folding import fold
from besace.coach.labelled import CODES, HALVES, labelled, measured_languages, sentence
from besace.coach.measure import measure
from tests.coach.wordings import wordings

PRESENT = [(language, half) for language in measured_languages() for half in HALVES if labelled(language, half)]
HALF = pytest.mark.parametrize(("language", "half"), PRESENT)


def carrying(language: str, half: str, kind: str, code: str) -> tuple[int, int]:
    told = [one for one in labelled(language, half) if one.kind == kind]
    with_code = sum(code in one.codes for one in told)
    return with_code, len(told) - with_code


def bare(text: str) -> str:
    return "".join(sign for sign in fold(text).text if sign.isalnum())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_there_are_four_hundred_sentences_at_least(language):
    assert sum(len(labelled(language, half)) for half in HALVES) >= 400


@HALF
@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind in KINDS for code in CODES[kind]])
def test_each_code_is_carried_often_and_missed_often(language, half, kind, code):
    with_code, without = carrying(language, half, kind, code)

    assert with_code >= 30
    assert without >= 30


@HALF
def test_each_kind_has_many_sentences_that_are_fine(language, half):
    fine = [one.kind for one in labelled(language, half) if not one.codes]

    assert all(fine.count(kind) >= 25 for kind in KINDS)


@pytest.mark.parametrize("language", measured_languages())
def test_no_sentence_stands_twice_nor_in_both_halves(language):
    told = [(one.kind, bare(one.text), one.when) for half in HALVES for one in labelled(language, half)]

    assert len(told) == len(set(told))


@pytest.mark.parametrize("language", measured_languages())
def test_the_held_out_half_has_nothing_that_rules_were_ever_shown(language):
    shown = {bare(one.text) for one in labelled(language, "development")}
    shown |= {bare(wording.text) for wording in wordings() if wording.language == language}

    assert not [one.text for one in labelled(language, "held-out") if bare(one.text) in shown]


def test_a_line_gives_its_codes_its_text_and_its_time():
    read = sentence("en", "action", "vague undated | Be kind, always | soon")

    assert (read.codes, read.text, read.when) == (("vague", "undated"), "Be kind, always", "soon")


def test_a_batch_may_tell_of_one_code_alone(tmp_path, monkeypatch):
    (tmp_path / "xx" / "development").mkdir(parents=True)
    lines = "# All\n- | Who?\n## judging: reproaches\njudging | Why on earth?\n## Nothing: but words\n- | When?\n"
    (tmp_path / "xx" / "development" / "question.txt").write_text(lines, encoding="utf-8")
    monkeypatch.setattr("besace.coach.labelled._CORPUS", tmp_path)

    read = labelled("xx", "development")

    assert [(one.only, one.tells_of("judging"), one.tells_of("answer-inside")) for one in read] == [
        ("", True, True),
        ("judging", True, False),
        ("", True, True),
    ]
    tallies = {one.code: one for one in measure(read, lambda _: ("answer-inside", "judging")).tallies}
    assert (len(tallies["judging"].wrongly), tallies["judging"].right) == (2, 1)
    assert len(tallies["answer-inside"].wrongly) == 2


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("subject", "How to begin?"),
        ("subject", "vague | How to begin?"),
        ("subject", "negative no-how | Stop"),
        ("subject", "- | "),
        ("question", "- | Since when? | today"),
        ("action", "- | Call Anna | today | twice"),
        ("reaction", " | I would rest"),
    ],
)
def test_a_line_that_is_not_as_it_should_be_is_refused(kind, line):
    with pytest.raises(ValueError, match="codes"):
        sentence("en", kind, line)


def test_a_wrong_line_is_named_and_its_words_are_not(tmp_path, monkeypatch):
    (tmp_path / "xx" / "held-out").mkdir(parents=True)
    (tmp_path / "xx" / "held-out" / "subject.txt").write_text("# Sentences\n- | How?\nSecret words\n", encoding="utf-8")
    monkeypatch.setattr("besace.coach.labelled._CORPUS", tmp_path)

    with pytest.raises(ValueError, match=r"^xx/subject\.txt, line 3: ") as refused:
        labelled("xx", "held-out")

    assert "Secret" not in str(refused.value)
