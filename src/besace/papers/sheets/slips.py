"""What is cut and handed round: the ballots of the vote by sticks (R5) and the cards of the conclusion (S6)."""

from django.utils.translation import gettext as _

from besace.method.variants import FOUR_A
from besace.papers.occasion import Occasion, Sheet

BALLOTS_A_SHEET = 6
CARDS_A_SHEET = 4


def ballots(_occasion: Occasion) -> Sheet:
    """Gives one sheet of ballots."""
    return {
        "title": _("Ballots"),
        "intro": [_("Cut along the lines. Three, two and one stick for three favourites.")],
        "name": _("My three favourites"),
        "ranks": [_("3 sticks"), _("2 sticks"), _("1 stick")],
        "rule": _("Three different subjects; mine may be one of them. I fold it. It is torn up after the count."),
    }


def cards(occasion: Occasion) -> Sheet:
    """Gives one sheet of cards: three questions, or the four of the variant."""
    four = FOUR_A in occasion.variants
    return {
        "title": _("Appreciated, expected, learned, will apply") if four else _("Learned, enjoyed, will apply"),
        "intro": [_("Step 6. Cut along the lines, one card each.")],
        "name": _("What I take with me"),
        "questions": four_a() if four else [_("What did I learn?"), _("What did I enjoy?"), _("What will I apply?")],
        "rule": _("I say it aloud, or I pass. The card is mine."),
    }


def four_a() -> list[str]:
    """Gives the four questions, in their order."""
    return [
        _("What did I appreciate?"),
        _("What did I expect, and what of it did I find?"),
        _("What did I learn?"),
        _("What will I apply?"),
    ]
