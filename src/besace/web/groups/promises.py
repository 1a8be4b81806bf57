"""The terms of exchange in words, each as one says it of oneself, in the order in which they are read (G4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from besace.people.models import Group
from besace.people.terms import TERMS, Term, own_lines

COMMON, OWN = "common", "own"


@dataclass(frozen=True, slots=True)
class Promised:
    """One thing promised: what it is called in a form, its name, and what one says."""

    key: str
    name: str | Lazy
    says: tuple[str | Lazy, ...]


SENTENCES: Mapping[Term, tuple[Lazy, Lazy]] = {
    Term.CONFIDENTIAL: (
        _("What is said stays here"),
        _("I repeat nothing outside the sessions: not to those who were absent, not to whoever pays, not at home."),
    ),
    Term.KIND: (_("Kindness"), _("I judge neither people nor what they have lived.")),
    Term.OWN_WAY: (
        _("Everyone speaks, in their own way"),
        _("I say what I think with respect, and leave others the time to say it."),
    ),
    Term.NOT_ANSWER: (
        _("I may choose not to answer"),
        _("Nobody asks why. I let others be silent too."),
    ),
    Term.DISAGREE: (
        _("I may disagree"),
        _("We need not think alike. It is not a debate, and nobody has to win."),
    ),
    Term.NO_SINGLE_ANSWER: (
        _("No single right answer"),
        _("We fill the client’s bag. The client chooses what to take."),
    ),
    Term.NOT_THERAPY: (
        _("It is not therapy"),
        _("Nor legal or medical advice. If I need those, I find them elsewhere."),
    ),
}


def promises() -> list[Promised]:
    """Gives our terms, which no group can take away."""
    return [Promised(str(term), SENTENCES[term][0], (SENTENCES[term][1],)) for term in TERMS]


def promises_of(group: Group, *, peer: bool) -> list[Promised]:
    """Gives all that is read on joining a group: what a peer shares with it, our terms, and lines of its own."""
    common = [Promised(COMMON, _("What we share"), (group.in_common,))] if peer else []
    lines = own_lines(group)
    own = [Promised(OWN, _("What this group adds"), lines)] if lines else []
    return [*common, *promises(), *own]
