"""What the coach offers instead: built from what was typed, sound by its own measure, and a frame where nothing is."""

from datetime import date

import pytest

from besace.coach import KINDS, LANGUAGES, Hint, hints
from besace.coach.labelled import labelled
from tests.coach.wordings import TODAY, wordings

FRIDAY = date(2026, 12, 4)


def only(language: str, kind: str, text: str, code: str) -> Hint:
    return next(hint for hint in hints(language, kind, text, today=TODAY) if hint.code == code)


def sentences(language: str, kind: str) -> set[tuple[str, str]]:
    mine = {(one.text, one.when or "") for one in wordings() if (one.language, one.kind) == (language, kind)}
    return mine | {(one.text, one.when or "") for one in labelled(language, "development") if one.kind == kind}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", [one for one in LANGUAGES if one in ("en", "fr")])
def test_whatever_is_offered_passes_the_coach_and_brings_no_new_hint(language, kind):
    offered = 0
    for text, when in sentences(language, kind):
        found = hints(language, kind, text, when, TODAY)
        for hint in found:
            others = {one.code for one in found} - {hint.code}
            for way in hint.rewordings:
                offered += 1
                assert {one.code for one in hints(language, kind, way, when, TODAY)} <= others, (text, way)
            assert len(hint.rewordings) <= 2
            assert way_out(hint)
    assert offered >= 20


def way_out(hint: Hint) -> bool:
    return bool(hint.suggestion and "{" not in hint.suggestion and hint.why.endswith((".", "…")))


@pytest.mark.method("B3")
@pytest.mark.parametrize(
    ("typed", "code", "offered"),
    [
        (
            "How to stop putting everything off until tomorrow to move forward?",
            "negative",
            ("How to get moving to move forward?", "How to get started on what matters to move forward?"),
        ),
        (
            "I want to find customers to live from my work",
            "no-how",
            ("How can I find customers to live from my work?",),
        ),
        ("Stop procrastinating to finish my book", "no-how", ("How can I get moving to finish my book?",)),
        ("To be serene, how can I organise my weeks?", "no-how", ("How can I organise my weeks to be serene?",)),
    ],
)
def test_a_subject_is_turned_towards_where_one_goes(typed, code, offered):
    assert only("en", "subject", typed, code).rewordings[: len(offered)] == offered


@pytest.mark.method("S2")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (
            "Didn't you think about going to an accountant?",
            "Did you go to an accountant at some point, and how was it?",
        ),
        ("Why didn't you run an ad in a newspaper?", "Did you run an ad in a newspaper at the time, and how was it?"),
        ("Have you considered hiring a student?", "Did you hire a student at some point, and how was it?"),
        ("Don't you have a website?", "Do you have a website?"),
    ],
)
def test_an_answer_inside_becomes_a_question_about_what_was_done(typed, offered):
    assert only("en", "question", typed, "answer-inside").rewordings[0] == offered


@pytest.mark.method("S2")
def test_what_cannot_be_turned_is_opened():
    assert only("en", "question", "Have you thought about a coach?", "answer-inside").rewordings == (
        "What have you already tried, and what came of it?",
    )


@pytest.mark.method("S4.1")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("You have to hire someone", ("I would hire someone.", "In your place, I would hire someone.")),
        ("Call your bank first", ("I would call my bank first.", "In your place, I would call my bank first.")),
    ],
)
def test_an_order_is_given_back_as_ones_own(typed, offered):
    assert only("en", "reaction", typed, "prescriptive").rewordings == offered


@pytest.mark.method("S5")
def test_an_undated_action_gets_a_day_of_next_week():
    assert only("en", "action", "Call two former colleagues", "undated").rewordings[0] == (
        "Call two former colleagues by Friday 4 December"
    )


@pytest.mark.method("S5")
def test_a_wish_is_kept_and_given_a_gesture():
    assert only("en", "action", "Respect myself more", "vague").rewordings[0] == (
        "Respect myself more: walk by the river for an hour"
    )
    assert only("en", "action", "Think about calling my bank", "vague").rewordings[0] == "Call my bank"
