"""The papers of a session, one by one or as one file (B4, B5, R5, S3, S5, S6): a session needs no screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext, override

from besace.papers.occasion import Occasion, Sheet
from besace.papers.press import pdf_of
from besace.papers.sheets.action_plan import action_plan
from besace.papers.sheets.checklist import checklist
from besace.papers.sheets.contract import contract
from besace.papers.sheets.running_order import running_order
from besace.papers.sheets.six_steps import six_steps
from besace.papers.sheets.slips import BALLOTS_A_SHEET, CARDS_A_SHEET, ballots, cards


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: what stands on it, and how many sheets of it a session needs."""

    sheet: Callable[[Occasion], Sheet]
    copies: Callable[[int], int]


PAPERS: Mapping[str, Paper] = {
    "checklist": Paper(checklist, lambda _: 1),
    "running-order": Paper(running_order, lambda _: 1),
    "six-steps": Paper(six_steps, lambda participants: participants),
    "ballots": Paper(ballots, lambda participants: ceil(participants / BALLOTS_A_SHEET)),
    "contract": Paper(contract, lambda _: 1),
    "action-plan": Paper(action_plan, lambda _: 2),  # the client's, and the facilitator's (S5.2)
    "cards": Paper(cards, lambda participants: ceil(participants / CARDS_A_SHEET)),
}
"""In the order in which they are needed; names as in files and addresses."""

ONCE = frozenset({"checklist", "six-steps"})
"""What serves for both sessions of a half-day; all else is printed for each."""

TO_EACH = frozenset({"six-steps", "ballots", "cards"})
"""What each participant holds in hand, and so in their own language."""

type Readers = Mapping[str, int]
"""How many participants read which language."""


def paper_of(name: str, occasion: Occasion, language: str, size: str) -> bytes:
    """Gives one paper once, as a PDF. `name` is one of `PAPERS`."""
    with override(language):
        sheets = [{**PAPERS[name].sheet(one), "paper": name, "copies": 1} for one in _sessions(name, occasion)]
        return pdf_of(sheets[0]["title"], sheets, language, size)


def kit_of(occasion: Occasion, language: str, size: str) -> bytes:
    """Gives all papers of a session as one PDF, each as often as it is needed."""
    with override(language):
        sheets = [
            {**paper.sheet(one), "paper": name, "copies": paper.copies(occasion.participants)}
            for name, paper in PAPERS.items()
            for one in _sessions(name, occasion)
        ]
        return pdf_of(gettext("Papers of a session"), sheets, language, size)


def paper_in(name: str, occasion: Occasion, readers: Readers, language: str, size: str) -> bytes:
    """Gives one paper as often as it is needed, as a PDF: what is handed to each in that reader's language (B5).

    What is the facilitator's or the group's is in `language`.
    """
    with override(language):
        sheets = _in_each(name, occasion, readers, language)
        return pdf_of(sheets[0]["title"], sheets, language, size)


def kit_in(occasion: Occasion, readers: Readers, language: str, size: str) -> bytes:
    """Gives all papers of a session as one PDF, what is handed to each in that reader's language (B5)."""
    with override(language):
        sheets = [sheet for name in PAPERS for sheet in _in_each(name, occasion, readers, language)]
        return pdf_of(gettext("Papers of a session"), sheets, language, size)


def copies(name: str, readers: Readers, occasion: Occasion | None = None) -> int:
    """Says how many sheets of one paper a session needs, for readers of these languages; for both of a half-day."""
    many = PAPERS[name].copies
    once = sum(many(n) for n in readers.values()) if name in TO_EACH else many(sum(readers.values()))
    return once * len(_sessions(name, occasion)) if occasion else once


def pages_of(name: str, occasion: Occasion) -> int:
    """Says how many pages one paper has, printed once: one, or one for each session of a half-day."""
    return len(_sessions(name, occasion))


def _sessions(name: str, occasion: Occasion) -> tuple[Occasion, ...]:
    second = None if name in ONCE else occasion.second
    return (occasion, second) if second else (occasion,)


def _in_each(name: str, occasion: Occasion, readers: Readers, language: str) -> list[Sheet]:
    asked = readers if name in TO_EACH else {language: sum(readers.values())}
    sessions = _sessions(name, occasion)
    return [_in_one(name, one, spoken, many) for one in sessions for spoken, many in asked.items()]


def _in_one(name: str, occasion: Occasion, language: str, many: int) -> Sheet:
    with override(language):
        paper = PAPERS[name]
        return {**paper.sheet(occasion), "paper": name, "copies": paper.copies(many), "lang": language}


def sheets_in(occasion: Occasion) -> int:
    """Says how many sheets of paper the kit takes."""
    many = occasion.participants
    return sum(paper.copies(many) * len(_sessions(name, occasion)) for name, paper in PAPERS.items())
