"""Every refusal of the core has its own sentence: one that a person can act on."""

import ast
from pathlib import Path

import pytest

import besace.method
from besace.languages import LANGUAGES
from besace.method.acts import Code, Refusal
from besace.method.words import Condition
from besace.web.gate_words import CONDITIONS
from besace.web.phrases import FIELDS, SENTENCES, WHY, phrase
from tests.cast import ANA, gathered, refused

CORE = Path(besace.method.__file__).parent
CONSTRUCTORS = {"Refusal", "Wrong", "_invalid", "_known"}


def reasons() -> set[str]:
    """Each literal reason the core's source gives with a refusal."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in CORE.rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {one for call in calls if getattr(call.func, "id", "") in CONSTRUCTORS for one in given(call)}


def given(call: ast.Call) -> list[str]:
    """The reason of one refusal: the first argument of Wrong, the last of the others, or `why`."""
    named = [word.value for word in call.keywords if word.arg == "why"]
    by_name = {"Wrong": call.args[:1], "_invalid": call.args[1:2], "_known": call.args[1:2]}
    placed = by_name.get(getattr(call.func, "id", ""), call.args[2:3])
    parts = [part for node in [*named, *placed] for part in ast.walk(node)]
    texts = (part.value for part in parts if isinstance(part, ast.Constant))
    return [text for text in texts if isinstance(text, str) and text]


def test_each_reason_the_core_gives_has_a_sentence():
    found = reasons() - {"no-such-"}  # of a question, a note, an action told of: below

    assert len(found) > 20
    assert found - set(WHY) == set()


@pytest.mark.parametrize("name", ["question", "note", "action", "subject", "person"])
def test_each_thing_that_may_be_unknown_has_a_sentence(name):
    assert f"no-such-{name}" in WHY


def test_each_code_and_each_condition_has_words():
    assert set(SENTENCES) == set(Code)
    assert set(CONDITIONS) == set(Condition)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shouts_praises_or_speaks_in_codes(language):
    refusals = [
        *(Refusal(code) for code in Code),
        *(Refusal(Code.INVALID, why=why) for why in WHY),
        *(Refusal(Code.INVALID, field, why) for field, why in FIELDS),
    ]
    for refusal in refusals:
        text = phrase(refusal, gathered(), language).text
        assert text.endswith(".")
        assert "!" not in text
        assert refusal.why not in text.split() or refusal.why in {"absent", "missing", "twice"}


def test_a_field_has_its_own_sentence_before_the_general_one():
    empty = refused(gathered(), ANA, "propose_subject", {"title": " "})

    assert empty is not None
    assert phrase(empty, gathered(), "en").text == "Write the subject in a sentence."


def test_writing_for_someone_is_the_facilitators():
    said = phrase(Refusal(Code.NOT_YOURS, "for"), gathered(), "en")

    assert said.text == "Only the facilitator writes for someone else."
