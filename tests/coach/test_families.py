"""Turns of phrase met in sentences that others wrote without knowing the rules: each with what only looks like it."""

import pytest

from besace.coach import codes

SAID = [
    ("en", "action", "vague", "Hand over more of my work", "in March"),
    ("en", "action", "vague", "Pass on less to the night team", "from Monday"),
    ("en", "action", "vague", "Have firmer limits with suppliers", "from next week"),
    ("en", "action", "vague", "Lift the spirits of the night shift", "by Easter"),
    ("en", "action", "vague", "Work on my patience every morning", None),
    ("en", "action", "undated", "Write to the head about Wednesday afternoons", None),
    ("en", "action", "undated", "Ask Amal about the Sunday rotas", None),
    ("en", "reaction", "prescriptive", "The only way forward is to call in a mediator.", None),
    ("en", "question", "judging", "At forty-two you still need your father to decide?", None),
    ("fr", "question", "answer-inside", "Ça ne viendrait pas plutôt de la fusion de l’an dernier ?", None),
    ("fr", "reaction", "prescriptive", "Une bonne responsable doit montrer l’exemple.", None),
]
LEFT_IN_PEACE = [
    ("en", "action", "Hand over the keys to Amal", "on Friday"),
    ("en", "action", "Pass on the recipe to two apprentices", "in March"),
    ("en", "action", "Have a coffee with my deputy", "on Monday"),
    ("en", "action", "Look after my back: see the physio next Wednesday", None),
    ("en", "action", "Write to the head about the rota on Wednesday afternoon", None),
    ("en", "reaction", "You should know I went bankrupt as well, in 2015.", None),
    ("en", "reaction", "For us the only way out was to call in a mediator.", None),
    ("en", "question", "At what age did you begin to sign for the farm?", None),
    ("en", "subject", "How do I prepare my crew for the harvest so everything flows?", None),
    ("en", "subject", "How to open the workshop on Saturdays so new families come in?", None),
    ("fr", "question", "D’où viennent les premières demandes, à ton avis ?", None),
    ("fr", "reaction", "Un chef m’a montré l’exemple, il y a dix ans.", None),
    ("fr", "subject", "Comment faire grandir mon cabinet, avec à la clé deux jours libres par semaine ?", None),
]


@pytest.mark.method("B3", "S2", "S4.1", "S5")
@pytest.mark.parametrize(("language", "kind", "code", "text", "when"), SAID)
def test_it_is_heard(language, kind, code, text, when):
    assert codes(language, kind, text, when) == (code,)


@pytest.mark.parametrize(("language", "kind", "text", "when"), LEFT_IN_PEACE)
def test_what_only_looks_like_it_is_left_in_peace(language, kind, text, when):
    assert codes(language, kind, text, when) == ()
