"""Every page of the phone renders, in both languages, whole, calm, with one thing to do."""

import re
from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.template.engine import Engine
from django.utils.translation import override

from besace.languages import LANGUAGES
from besace.method.view.phone import NAMES, phone_islands
from besace.web import stencils
from besace.web.forms import act_of
from besace.web.islands import render
from besace.web.layout import LAYOUT
from besace.web.templatetags.phone import bundles, listed
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    DORA,
    FAY,
    ODA,
    STAGES,
    after,
    at_clarification,
    at_conclusion,
    at_consent,
    at_contract,
    at_presentation,
    at_reactions,
    at_synthesis,
    at_vote,
    gathered,
    planned,
    prepared,
)

PLAN = {"client": BEA, "actions": ["Call two former colleagues", "Open an account", "Draft a list"]}
SAID = [(one, "reformulate") for one in (BEA, CLEO, DORA)]
YES = [(ANA, "match", {"person": one, "matches": True}) for one in (BEA, CLEO, DORA)]
CONTRACT = (ANA, "set_contract", {"question": "How to go on?", "expectation": "Ways"})
VAGUE = {"key": "v", "text": "Rest", "term": "long", "hints": ("vague", "undated")}
OTHER = [{"text": "Call 0", "when": "on Friday", "term": "long"}, {"text": "Run", "when": ""}]
FOLLOW_UP = after(gathered(previous=PLAN, number=2), (FAY, "open"), (FAY, "advance"))
NOTED = after(at_reactions(), (ANA, "note", {"text": "A book", "resonates": False}), (ANA, "note", {"text": "Two"}))
STORIES = {
    "own notes": after(at_synthesis(), (BEA, "note", {"text": "A book"}), (BEA, "note", {"text": "Two"})),
    **{one.__name__: one() for one in STAGES},
    "expected": prepared(),
    "remote": at_reactions(place="remote", link="https://meet.example.org/x"),
    "remote gathering": gathered(place="remote"),
    "own subject": after(gathered(), (ANA, "propose_subject", {"title": "How?", "kind": "concern"})),
    "round": after(gathered(number=2), (FAY, "open"), (ANA, "check_in", {"text": "Calm"}), (BEA, "pass")),
    "round over": after(gathered(), (FAY, "open"), *[(one, "check_in") for one in (ANA, BEA, CLEO, DORA)]),
    "follow-up": after(FOLLOW_UP, (BEA, "report_action", {"action": 1, "outcome": "done", "easy": "All"})),
    "told": after(FOLLOW_UP, *[(BEA, "report_action", {"action": n, "outcome": "not_yet"}) for n in (1, 2, 3)]),
    "nobody tells": after(FOLLOW_UP, (FAY, "mark_absent", {"person": BEA})),
    "voting": after(at_vote(), (FAY, "open_vote"), (ANA, "vote", {"first": "of-cleo"})),
    "won": after(at_vote(), (FAY, "open_vote"), (ANA, "vote", {"first": "of-cleo"}), (FAY, "close_vote")),
    "tied": after(at_vote(), (FAY, "open_vote"), (FAY, "close_vote")),
    "chosen by vote": after(
        at_vote(been_client=[CLEO]),
        (FAY, "open_vote"),
        (ANA, "vote", {"first": "of-cleo"}),
        (FAY, "close_vote"),
        (FAY, "choose", {"subject": "of-cleo", "because": "vote"}),
    ),
    "consents": after(at_consent(), (ANA, "accept"), (BEA, "consent")),
    "kept": after(at_presentation(), (BEA, "keep", {"text": "Why"}), (ANA, "done")),
    "asked": after(at_clarification(), (BEA, "ask", {"text": "Why?"}), (CLEO, "ask"), (CLEO, "pass"), (BEA, "clear")),
    "asked more": after(at_clarification(), *[(one, "ask", {"text": f"{one}?"}) for one in (BEA, CLEO, BEA)]),
    "uneasy": after(at_clarification(), (ANA, "discomfort", {"on": True}), (FAY, "pause"), (BEA, "raise_hand")),
    "declined": after(at_clarification(), (BEA, "ask", {"text": "Why?"}), (ANA, "decline_answer", {"question": 1})),
    "mismatch": after(at_contract(), *SAID, (ANA, "match", {"person": BEA, "matches": False})),
    "wording": after(at_contract(), *SAID, *YES),
    "stated": after(at_contract(), *SAID, *YES, CONTRACT, (BEA, "agree"), (CLEO, "raise_hand")),
    "bag": after(NOTED, (ANA, "ask_to_clarify", {"person": BEA}), (ANA, "writing", {"on": True}), (CLEO, "pass")),
    "brought": after(at_reactions(), (BEA, "keep", {"text": "A tip"}), (BEA, "react", {"kind": "resource"})),
    "silence": after(at_synthesis(), (FAY, "start_silence", {"minutes": 5})),
    "plan": after(planned(at_synthesis(), 2), (ANA, "add_action", VAGUE), (FAY, "copy_plan", {"actions": OTHER * 2})),
    "agreed": after(planned(at_synthesis()), (FAY, "copy_plan"), (ANA, "plans_agree")),
    "evaluated": after(at_conclusion(next_session=True), (ANA, "evaluate"), (BEA, "pass")),
    "answered": after(at_conclusion(next_session=True), (ANA, "evaluate"), (ANA, "confirm_next", {"available": True})),
}
HOLE = "☒%s☒"


def pages(story: str, language: str = "en") -> Iterator[tuple[str, dict[str, str]]]:
    """The HTML of everybody's page at one point of the story."""
    for viewer in (ANA, BEA, CLEO, ODA):
        islands = phone_islands(STORIES[story], viewer, 60)
        yield viewer, {name: render(name, island, language) for name, island in islands.items()}


@pytest.fixture
def strict(monkeypatch):
    stencils.forget()
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", HOLE)
    yield
    stencils.forget()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", STORIES)
def test_each_page_renders_in_each_language_with_no_hole(strict, story, language):
    for viewer, page in pages(story, language):
        islands = phone_islands(STORIES[story], viewer, 60)
        for name, html in page.items():
            assert bool(html) == (islands[name] is not None), name
            assert "☒" not in html, name
            assert not re.search(r"\{[{%]|%\(|\sstyle=|\son\w+=\"", html), name


@pytest.mark.method("F7")
@pytest.mark.parametrize("story", STORIES)
def test_one_leather_button_at_most_and_one_heading(story):
    for viewer, page in pages(story):
        whole = "".join(page.values())

        assert whole.count("btn--main") <= 1, viewer
        assert whole.count("<h1") == 1, viewer


@pytest.mark.parametrize("story", STORIES)
def test_no_id_stands_twice_and_every_reference_points_somewhere(story):
    for viewer, page in pages(story):
        whole = "".join(page.values())
        ids = re.findall(r'\sid="([^"]+)"', whole)
        pointed = " ".join(re.findall(r'\s(?:aria-labelledby|aria-describedby|for|form)="([^"]+)"', whole)).split()

        assert len(ids) == len(set(ids)), viewer
        assert set(pointed) <= set(ids), viewer


WORDS_OF_PEOPLE = {
    *("How ana?", "How bea?", "How cleo?", *PLAN["actions"]),
    *("How to go on?", "Many ways", "A book", "A tip", "Call 0", "Call 1", "Call 2", "on Friday"),
    *(f"{one} learned" for one in (ANA, BEA, CLEO)),
    *(f"As {one} sees it" for one in (BEA, CLEO, DORA)),
    *(f"What of {one}?" for one in (BEA, CLEO, DORA)),
}


def said(html: str) -> set[str]:
    """Every run of two words or more that stands on a page, and is nobody's own."""
    runs = {run.strip() for run in re.findall(r">([^<>]+)<", html)}
    return {run for run in runs if re.search(r"[a-z]{2} [a-z]{2}", run)} - WORDS_OF_PEOPLE


@pytest.mark.parametrize("story", STORIES)
def test_french_has_no_english_left(story):
    for (viewer, english), (_, french) in zip(pages(story, "en"), pages(story, "fr"), strict=True):
        assert not said("".join(english.values())) & said("".join(french.values())), viewer


def test_every_island_has_its_place_in_the_layout():
    placed = [name for names in LAYOUT["phone"].values() for name in names]

    assert sorted(placed) == sorted([*NAMES, "onward"])  # the way to a second session, which the shell shows


@pytest.mark.method("S3")
def test_the_client_says_of_each_whether_it_matches():
    session = after(at_contract(), (BEA, "reformulate", {"text": "Peace"}))
    html = render("said", phone_islands(session, ANA, 0)["said"], "en")

    assert re.findall(r'name="field-matches" value="(\w+)"', html) == ["true", "false"]
    assert 'name="person" value="bea"' in html


@pytest.mark.method("R5")
def test_the_ballot_has_a_stick_to_lay_for_each_rank_on_each_subject():
    html = dict(pages("voting"))[CLEO]["ballot"]

    assert [html.count(f'name="{rank}"') for rank in ("first", "second", "third")] == [3, 3, 3]
    assert "checked" not in html
    assert "checked" in dict(pages("voting"))[ANA]["ballot"]


@pytest.mark.method("S2", "S3.1", "S4.1", "S5", "R3")
@pytest.mark.parametrize(
    ("story", "viewer", "island", "kind"),
    [
        ("at_subjects", DORA, "composer", "subject"),
        ("at_clarification", BEA, "composer", "question"),
        ("at_reactions", BEA, "composer", "reaction"),
        ("at_synthesis", ANA, "composer", "action"),
    ],
)
def test_the_coach_stands_beside_what_is_worded(story, viewer, island, kind):
    html = render(island, phone_islands(STORIES[story], viewer, 60)[island], "en")

    assert f'data-coach="{kind}"' in html
    assert 'aria-live="polite"' in html


@pytest.mark.method("S2")
def test_a_question_can_be_kept_for_step_4_instead():
    html = dict(pages("at_clarification"))[BEA]["composer"]

    assert 'name="act" value="keep"' in html
    assert "Keep it for step 4" in html


@pytest.mark.method("S5.1")
def test_the_plan_leads_to_a_calendar_by_a_relative_address():
    assert 'href="plan.ics"' in dict(pages("agreed"))[ANA]["plan"]


def test_what_people_say_is_text_and_never_markup():
    session = after(at_clarification(), (BEA, "ask", {"text": "<script>x</script>"}))

    html = render("questions", phone_islands(session, ANA, 0)["questions"], "en")

    assert "&lt;script&gt;" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("language", "row"), [("en", "Ana, Bea and Cleo"), ("fr", "Ana, Bea et Cleo"), ("es", "Ana, Bea y Cleo")]
)
def test_names_stand_in_a_row(language, row):
    with override(language):
        assert listed(("Ana", "Bea", "Cleo")) == row
        assert listed(("Ana",)) == "Ana"
        assert listed(()) == ""


@pytest.mark.method("R5")
def test_sticks_are_drawn_in_bundles_of_five():
    assert bundles(12) == [(5, 46), (5, 46), (2, 20)]
    assert bundles(0) == []


@pytest.mark.parametrize("story", STORIES)
def test_no_field_hides_what_scripts_call_on_its_form(story):
    """A control named `matches` would be the form's `matches`."""
    for _, page in pages(story):
        named = set(re.findall(r'\sname="([^"]+)"', "".join(page.values())))

        assert not named & {"matches", "closest", "elements", "remove", "replaceWith", "children", "isConnected"}


@pytest.mark.method("S3")
def test_a_match_is_posted_under_a_name_of_its_own_and_read_as_the_field():
    session = after(at_contract(), (BEA, "reformulate", {"text": "Peace"}))
    html = render("said", phone_islands(session, ANA, 0)["said"], "en")

    assert 'name="field-matches" value="true"' in html
    assert act_of(QueryDict("act=match&person=bea&field-matches=true")).fields == {"person": BEA, "matches": "true"}
