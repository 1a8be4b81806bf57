"""Verbs and their forms, as the tables say."""

import re

import pytest

from besace.coach.books import book
from besace.coach.folding import fold
from besace.coach.forms import Conjugated, infinitives, verbs
from besace.coach.trie import one_of

FRENCH = verbs("fr")


@pytest.mark.parametrize(
    ("verb", "form", "expected"),
    [
        ("embaucher", "would.je", ("embaucherais",)),
        ("acheter", "would.je", ("achèterais",)),
        ("appeler", "would.je", ("appellerais",)),
        ("payer", "order.tu", ("paie", "paye")),
        ("envoyer", "would.je", ("enverrais",)),
        ("changer", "past.je", ("changeais",)),
        ("changer", "past.vous", ("changiez",)),
        ("aller", "now.tu", ("vas",)),
        ("aller", "order.tu", ("va", "vas")),
        ("installer", "order.vous", ("installez",)),
        ("prendre", "that.tu", ("prennes",)),
        ("partir", "now.je", ("pars",)),
        ("répartir", "now.je", ("répartis",)),
        ("devoir", "would.vous", ("devriez",)),
        ("prévoir", "later.tu", ("prévoiras",)),
        ("falloir", "now.il", ("faut",)),
        ("falloir", "now.je", ()),
        ("faire", "now.vous", ("faites",)),
        ("être", "order.vous", ("soyez",)),
        ("ouvrir", "done", ("ouvert", "ouverte", "ouverts", "ouvertes")),
        ("voir", "vous", ("voyez", "voyiez", "verrez", "verriez")),
        ("dire", "inf", ("dire",)),
    ],
)
def test_a_french_verb_goes_so(verb, form, expected):
    assert FRENCH.forms(verb, form) == expected


@pytest.mark.parametrize("form", ["inf", "done", "il", "that.tu", "that.vous", "order.tu", "order.vous"])
def test_every_listed_verb_has_every_form(form):
    missing = [verb for verb in FRENCH.lists["any"] if not FRENCH.forms(verb, form)]

    assert missing == (["falloir"] if form.startswith(("that", "order", "je", "tu", "vous", "would")) else [])


@pytest.mark.parametrize(("verb", "form"), [("table", "inf.je"), ("zzz", "je"), ("faire", "now.elle")])
def test_what_no_table_says_is_told(verb, form):
    with pytest.raises(KeyError):
        FRENCH.forms(verb, form)


def test_a_form_leads_back_to_its_verb():
    assert infinitives("fr", "that.tu")["embauches"] == "embaucher"
    assert infinitives("fr", "order.tu")["fais"] == "faire"
    assert infinitives("en", "order.tu") == {}


def test_a_part_may_be_a_verb_of_the_language():
    assert re.fullmatch(Conjugated("fr")["devoir:now.tu|now.vous"], "devez")
    with pytest.raises(KeyError):
        Conjugated("en")["devoir:now.tu"]
    with pytest.raises(KeyError):
        Conjugated("fr")["nobody"]


def test_no_list_holds_a_verb_twice_under_two_names():
    doing, wishing = FRENCH.lists["geste"], FRENCH.lists["souhait"]

    assert set(doing) & set(wishing) <= {"soigner"}


@pytest.mark.parametrize("words", [["a"], ["a", "ab", "abc"], ["tu", "ton"], ["x.y", "x"], []])
def test_many_words_as_one_expression_find_each_and_no_other(words):
    found = re.compile(one_of(words))

    assert all(found.fullmatch(word) for word in words)
    assert not any(found.fullmatch(other) for other in ("b", "abcd", "t", "xzy"))


def test_the_books_are_read_with_their_verbs():
    assert book("fr", "reaction").lists["orders"].first(fold("Appelez la banque")) == (0, 10)
