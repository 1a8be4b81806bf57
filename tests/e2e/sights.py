"""What there is to look at: a page in one of its states, who looks at it, and whom and what it takes to show it.

Names are as short and as long as names are, and what groups are told is in the language that is looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from playwright.sync_api import Page

from besace.cycles.wall import WallTime
from besace.people import timetable
from besace.people.models import Cycle, Group, Member, Person
from besace.people.models.person import new_id
from besace.people.timetable import slot_of
from tests.people import cast

LONG = "Marie-Antoinette de la Rochefoucauld-Ley"
NAMES = ("Al", LONG, "Bé", "Jean-Christophe", "Zoé", "Maximiliane", "Noor", "Guénaëlle", "Théo")
DATES = tuple(WallTime(date(2026, month, 12), time(18), "Europe/Paris") for month in range(3, 12))
TOLD = {
    "en": {
        "name": "Founders of the old harbour, between the first hire and the first bank loan, 2026",
        "in_common": "In business for less than three years, alone at the head, with people to pay each month",
        "address": "Old customs house, second floor, quay 3, Saint-Nazaire",
        "directions": "Ring at the blue door; bicycles may stand in the yard.",
        "own_terms": "We do no business with one another while the cycle lasts.\nTelephones stay in the basket.",
    },
    "fr": {
        "name": "Les dirigeantes du vieux port, de la première embauche au premier prêt, 2026",
        "in_common": "Moins de trois ans d’activité, seules aux commandes, avec des salaires à verser chaque mois",
        "address": "Ancienne douane, deuxième étage, quai nº 3, Saint-Nazaire",
        "directions": "Sonner à la porte bleue\u202f; les vélos peuvent rester dans la cour.",
        "own_terms": "Pas d’affaires entre nous tant que dure le cycle.\nLes téléphones restent dans le panier.",
    },
}

type Do = Callable[[Page], object]


@dataclass(frozen=True, slots=True)
class Sight:
    """One page in one state: `do` leads there from `path`."""

    name: str
    path: str
    who: Person | None = None
    do: Do | None = None
    mail: bool = True
    """Whether this house sends letters."""
    host: str = "127.0.0.1"
    """By what name the house says that it is reached."""
    device: str = ""
    """The key of a browser that has seats."""


def someone(name: str, language: str) -> Person:
    """Someone who reads in a language."""
    return cast.person(name, language=language)


def address(name: str) -> str:
    """An address that is nobody's yet."""
    return f"{name}.{new_id()}@example.org".casefold()


def laid(language: str, *names: str, **more: object) -> tuple[Group, Member, list[Member]]:
    """A group that has much to say of itself, Fay who facilitates it, and its participants."""
    group = cast.group(**{**TOLD[language], "language": language, "seats": len(names) or 9, **more})  # type: ignore[arg-type]
    fay = cast.member(group, someone("Fay", language), Member.Role.FACILITATOR)
    return group, fay, [cast.member(group, someone(name, language)) for name in names]


def cycle_of(group: Group, fay: Member, peers: list[Member], *, begins: bool = True) -> Cycle:
    """Dates that all have confirmed, and a cycle that has begun; else dates that the first alone has confirmed."""
    dates = DATES[: len(peers)]
    cycle = timetable.propose(group, dates, 0)
    for one in peers if begins else peers[:1]:
        timetable.confirm(cycle, one, {slot_of(when): True for when in dates})
    if begins:
        timetable.begin(cycle, fay.person, cycle.edition)
    return cycle


def press(*selectors: str) -> Do:
    """Presses one button after another, and waits for the page each leads to."""

    def pressed(page: Page) -> None:
        for selector in selectors:
            page.locator(selector).first.click()
            page.wait_for_load_state()

    return pressed


def unfold(page: Page) -> None:
    """Opens all that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
