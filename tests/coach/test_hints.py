"""What the coach says of a wording, and what it leaves in peace."""

import pytest

from besace import coach
from besace.coach import Hint, hints
from tests.coach.wordings import LANGUAGES, TODAY, Wording, wordings

WORDINGS = wordings()
EACH = pytest.mark.parametrize(("language", "kind"), sorted({(one.language, one.kind) for one in WORDINGS}))
"""Each table whole: it is told which of its wordings fail, all at once."""
CODES = {"no-how", "no-benefit", "negative", "answer-inside", "judging", "prescriptive", "vague", "undated"}


def said_of(wording: Wording) -> tuple[Hint, ...]:
    return hints(wording.language, wording.kind, wording.text, wording.when, TODAY)


def codes(language: str, kind: str, text: str, when: str | None = None) -> list[str]:
    return [hint.code for hint in hints(language, kind, text, when, TODAY)]


def table(language: str, kind: str) -> list[Wording]:
    return [one for one in WORDINGS if (one.language, one.kind) == (language, kind)]


@EACH
@pytest.mark.method("B3", "S2", "S4.1", "S5")
def test_a_wording_carries_these_hints_and_no_other(language, kind):
    heard = {one: tuple(hint.code for hint in said_of(one)) for one in table(language, kind)}

    assert {one: said for one, said in heard.items() if said != one.codes} == {}


@EACH
def test_codes_alone_are_those_of_the_hints(language, kind):
    asked = table(language, kind)

    alone = [coach.codes(one.language, one.kind, one.text, one.when, TODAY) for one in asked]

    assert alone == [tuple(hint.code for hint in said_of(one)) for one in asked]


def test_there_are_no_codes_of_an_unknown_language_or_kind():
    assert coach.codes("xx", "subject", "How to stop?") == ()
    assert coach.codes("en", "sermon", "How to stop?") == ()
    assert coach.codes("en-GB", "subject", "How to stop?") == coach.codes("en", "subject", "How to stop?") != ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_cover_every_code_and_many_near_misses(language):
    mine = [wording for wording in WORDINGS if wording.language == language]

    assert {code for wording in mine for code in wording.codes} == CODES
    assert sum(not wording.codes for wording in mine) >= 60


@EACH
def test_a_span_is_the_very_words_typed(language, kind):
    found = [(one.text, hint) for one in table(language, kind) for hint in said_of(one)]

    assert [(text, hint) for text, hint in found if not is_of(text, hint)] == []


def is_of(text: str, hint: Hint) -> bool:
    return text[hint.start : hint.start + len(hint.span)] == hint.span if hint.span else hint.start == -1


@EACH
def test_a_whole_rewording_carries_no_hint_of_the_same_code(language, kind):
    found = [hint for one in table(language, kind) for hint in said_of(one)]

    assert all(hint.suggestion and hint.why for hint in found)
    assert [hint for hint in found if hint.rewording and hint.code in codes(language, kind, hint.rewording)] == []


@EACH
def test_capitals_and_the_shape_of_apostrophes_change_nothing(language, kind):
    twisted = {one: one.text.upper().replace("'", "’") for one in table(language, kind)}
    heard = {one: tuple(codes(language, kind, text, one.when)) for one, text in twisted.items()}

    assert {one: said for one, said in heard.items() if said != one.codes} == {}


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("N'avez-vous pas pense a prendre un comptable ?", "question", ["answer-inside"]),
        ("Comment eviter l'echec pour reussir ?", "subject", ["negative"]),
        ("Me respecter davantage cet ete", "action", ["vague"]),
        ("Ça, il faut le faire", "reaction", ["prescriptive"]),
        ("Comment être plus serein·e pour durer ?", "subject", []),
        ("Comment ne plus être fatigué·e pour durer ?", "subject", ["negative"]),
        ("Comment ne plus être seul(e) pour durer ?", "subject", ["negative"]),
        ("Comment e\u0301viter les dettes pour durer ?", "subject", ["negative"]),
    ],
)
def test_accents_and_inclusive_forms_may_be_typed_in_any_way(typed, kind, expected):
    assert codes("fr", kind, typed) == expected


@pytest.mark.method("B3")
def test_a_known_turn_is_reworded_whole():
    (hint,) = hints("en", "subject", "How to stop putting everything off until tomorrow to move forward?")

    assert hint.span == "stop putting everything off until tomorrow"
    assert hint.rewording == "How to get moving to move forward?"


@pytest.mark.method("B3")
def test_french_suggestions_are_set_as_french_is():
    (hint,) = hints("fr", "subject", "Comment arrêter de tout remettre à demain pour avancer ?")

    assert hint.suggestion == "«\u202fComment me mettre en mouvement pour avancer\u202f?\u202f»"


@pytest.mark.method("S4.1")
@pytest.mark.parametrize(
    ("language", "typed", "spoken"),
    [
        ("en", "You should raise your prices", "I would raise my prices."),
        ("fr", "Vous devriez augmenter vos prix", "À votre place, j’augmenterais mes prix."),
        ("fr", "Il faut aller voir l'association", "J’irais voir l’association."),
        ("fr", "Tu dois t'entourer", "À ta place, je m’entourerais."),
        ("fr", "Il faut que tu embauches", "À ta place, j’embaucherais."),
        ("fr", "Il faudrait que vous vous reposiez", "À votre place, je me reposerais."),
        ("fr", "Fais-toi aider", "À ta place, je me ferais aider."),
        ("fr", "N'acceptez plus ces clients", "À votre place, je n’accepterais plus ces clients."),
        ("fr", "Soyez plus claire dans vos consignes", "À votre place, je serais plus claire dans mes consignes."),
        ("fr", "Vas-y, elle t'attend", "À ta place, j’irais, elle t'attend."),
        ("fr", "Il ne faut pas rester seule", "Je ne resterais pas seule."),
        ("fr", "J'ai connu cela. Appelle-la dès demain", "J'ai connu cela. Je l’appellerais dès demain."),
        ("fr", "À mon avis, achète une remorque", "J’achèterais une remorque."),
        ("fr", "Il faut que tu fasses ce que tu veux", ""),
        ("fr", "Prends du recul et dors dessus", ""),
        ("fr", "Vous devriez appeler votre zouk", ""),
    ],
)
def test_advice_is_given_back_in_ones_own_name(language, typed, spoken):
    (hint,) = hints(language, "reaction", typed)

    assert hint.rewording == spoken


@pytest.mark.method("S5")
def test_a_half_hearted_action_is_given_back_without_its_opening():
    vague, undated = hints("en", "action", "Try to call my bank", today=TODAY)

    assert (vague.span, vague.rewording) == ("Try to", "Call my bank")
    assert undated.start == -1


@pytest.mark.method("S5")
def test_a_loose_time_is_shown_where_it_stands():
    (hint,) = hints("en", "action", "Finish my website someday", today=TODAY)

    assert (hint.span, hint.start) == ("someday", 18)


@pytest.mark.parametrize(("language", "kind"), [("de", "subject"), ("", "subject"), ("en", "poem"), ("fr", "")])
def test_an_unknown_language_or_kind_gets_no_advice(language, kind):
    assert hints(language, kind, "Stop") == ()


@pytest.mark.parametrize("language", ["fr-CA", "FR", "fr_FR"])
def test_a_region_speaks_its_language(language):
    assert codes(language, "reaction", "Il faut dormir") == ["prescriptive"]
