"""Every sheet of the desk renders, in both languages, whole and with one thing to do."""

import re
from typing import Any

import pytest
from django.template.engine import Engine
from django.utils.translation import override

from besace.method.acts import Code, Refusal
from besace.method.view.desk import desk_islands
from besace.web import stencils
from besace.web.islands import render, template_of
from besace.web.phrases import phrase
from besace.web.templatetags.desk import names
from tests.cast import (
    ANA,
    BEA,
    CLEO,
    DORA,
    FAY,
    STAGES,
    after,
    at_clarification,
    at_contract,
    at_reactions,
    at_synthesis,
    at_vote,
    gathered,
    planned,
    prepared,
)

PLAN = {"client": BEA, "actions": ["Call two former colleagues"]}
SETUP: dict[str, Any] = {"previous": PLAN, "number": 2, "next_session": True}
HINTED = {"title": "Stop", "hints": ("negative",)}
VAGUE = {"key": "v", "text": "Rest", "term": "long", "hints": ("vague", "undated")}
STORIES = {
    **{one.__name__: one() for one in STAGES},
    "nobody": prepared(),
    "remote": gathered(place="remote"),
    "round": after(gathered(), (FAY, "open"), (ANA, "check_in", {"text": "Calm"}), (BEA, "pass")),
    "follow_up": after(gathered(**SETUP), (FAY, "open"), (FAY, "advance")),
    "voting": after(at_vote(), (FAY, "open_vote"), (ANA, "vote", {"first": "of-cleo"})),
    "won": after(at_vote(), (FAY, "open_vote"), (ANA, "vote", {"first": "of-cleo"}), (FAY, "close_vote")),
    "tied": after(at_vote(), (FAY, "open_vote"), (FAY, "close_vote")),
    "last tie": after(at_vote(), *[(FAY, "open_vote"), (FAY, "close_vote")] * 3),
    "asked": after(at_clarification(), (BEA, "ask", {"text": "Why?", "hints": ("judging",)}), (FAY, "ask")),
    "mismatch": after(at_contract(), (BEA, "reformulate"), (ANA, "match", {"person": BEA, "matches": False})),
    "brought": after(
        at_reactions(), (BEA, "react", {"kind": "resource", "hints": ("prescriptive",)}), (ANA, "ask_to_clarify")
    ),
    "plan": after(planned(at_synthesis()), (ANA, "add_action", VAGUE), (FAY, "copy_plan")),
}
MARKED = "☒%s☒"


@pytest.fixture
def strict(monkeypatch):
    stencils.forget()
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", MARKED)
    yield
    stencils.forget()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("story", STORIES)
def test_each_sheet_renders_in_both_languages_with_no_hole(strict, story, language):
    for name, island in desk_islands(STORIES[story], 0).items():
        html = render(name, island, language)
        assert bool(html) == (island is not None)
        assert "☒" not in html, name
        assert not re.search(r"\{[{%]|%\(|style=|on\w+=\"", html), name


@pytest.mark.parametrize("story", STORIES)
def test_one_leather_button_at_most(story):
    pages = [render(name, island, "en") for name, island in desk_islands(STORIES[story], 0).items()]

    assert sum(page.count("btn--main") for page in pages) <= 1


@pytest.mark.parametrize("story", STORIES)
def test_no_id_stands_twice_and_every_label_points_somewhere(story):
    page = "".join(render(name, island, "en") for name, island in desk_islands(STORIES[story], 0).items())
    ids = re.findall(r'\bid="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)) <= set(ids)


@pytest.mark.method("S0.1")
def test_the_gate_says_in_words_who_is_missing_and_what_comes_next():
    session = after(at_clarification(), (BEA, "ask"), (BEA, "clear"), (CLEO, "clear"), (DORA, "clear"))
    html = render("gate", desk_islands(session, 0)["gate"], "en")

    assert "Before step 3, the contract" in html
    assert "Cleo and Dora not yet" in html
    assert 'aria-disabled="true"' in html
    assert "Not yet: one thing first" in html
    assert 'name="condition" value="each-asked"' in html


@pytest.mark.method("R5")
def test_sums_are_drawn_as_sticks_in_bundles_of_five():
    ballots = [(one, "vote", {"first": "of-ana"}) for one in (ANA, BEA)]
    session = after(at_vote(), (FAY, "open_vote"), *ballots, (FAY, "close_vote"))

    html = render("desk_vote", desk_islands(session, 0)["desk_vote"], "en")

    assert re.findall(r"#t(\d)", html) == ["5", "1"]
    assert "6 sticks" in html


def test_what_people_say_is_text_and_never_markup():
    session = after(at_clarification(), (BEA, "ask", {"text": "<script>x</script>"}))

    html = render("desk_questions", desk_islands(session, 0)["desk_questions"], "en")

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_every_value_has_its_template():
    values = {type(one) for story in STORIES.values() for one in desk_islands(story, 9_000).values() if one}

    assert {template_of(one).split("/")[-1].split("_")[0] for one in values} <= {"desk", "gate.html", "gate"}


def test_names_stand_in_a_row_and_the_reader_is_you():
    assert names(("Ana",)) == "Ana"
    assert names(("Ana", "Bea", "Cleo")) == "Ana, Bea and Cleo"
    assert names(("Ana",), you=True) == "Ana and you"


@pytest.mark.method("S0.1")
def test_a_refused_gate_names_who_is_missing():
    session = after(at_clarification(), (BEA, "ask"), (BEA, "clear"))

    said = phrase(Refusal(Code.UNMET, open=("each-asked",)), session, "en")

    assert said.open == ("Each has asked, or passed: Cleo, Dora not yet.",)


def test_a_language_is_chosen_by_the_caller_and_left_as_it_was():
    with override("en"):
        phrase(Refusal(Code.CLOSED), prepared(), "fr")
        assert phrase(Refusal(Code.CLOSED), prepared(), "en").text.startswith("The session is closed")
