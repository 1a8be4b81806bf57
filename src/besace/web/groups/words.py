"""Why somebody is not invited, or cannot come in: a sentence each, that one can act on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from besace.method.words import MOST_PARTICIPANTS
from besace.people import accepting, invitations, pasted

type Said = str | Promise

ROWS: Mapping[pasted.Why, Said] = {
    pasted.Why.MISSING: gettext_lazy("Line %(line)s, %(what)s: the address is missing."),
    pasted.Why.INVALID: gettext_lazy("Line %(line)s, %(what)s: this is not an e-mail address."),
    pasted.Why.SEVERAL: gettext_lazy("Line %(line)s, %(what)s: more than one address. Write one person a line."),
    pasted.Why.LONG: gettext_lazy("Line %(line)s, %(what)s: too long. A name has forty letters at most."),
    pasted.Why.TWICE: gettext_lazy("Line %(line)s, %(what)s: this address stands there twice."),
    pasted.Why.MEMBER: gettext_lazy("Line %(line)s, %(what)s: a member of this group already."),
    pasted.Why.INVITED: gettext_lazy("Line %(line)s, %(what)s: invited already."),
}


@dataclass(frozen=True, slots=True)
class Shut:
    """Why an invitation leads nowhere: a title, a sentence, and the drawing beside it."""

    said: Said
    why: Said
    thing: str = "chair"
    status: int = 410


WRONG = Shut(
    gettext_lazy("This link leads nowhere"),
    gettext_lazy("It is not whole, or another one has taken its place. Look for the newest letter, or ask for a link."),
    "letter",
    404,
)
SHUT: Mapping[accepting.Why, Shut] = {
    accepting.Why.EXPIRED: Shut(
        gettext_lazy("This invitation has expired"),
        gettext_lazy("A chair is kept for four weeks. Whoever invited you can keep you another one."),
        "clock",
    ),
    accepting.Why.WITHDRAWN: Shut(
        gettext_lazy("This invitation no longer holds"),
        gettext_lazy("It was withdrawn. A word with whoever invited you will tell you more."),
    ),
    accepting.Why.DECLINED: Shut(
        gettext_lazy("You said that it is not for you"),
        gettext_lazy("The chair was given back. If you have changed your mind, tell whoever invited you."),
    ),
    accepting.Why.USED: Shut(
        gettext_lazy("This invitation has been used"),
        gettext_lazy("It serves one person, once. If that was you, come in with the address you gave."),
        "lock",
        409,
    ),
    accepting.Why.FULL: Shut(
        gettext_lazy("The table is full"),
        gettext_lazy("All chairs are taken or kept. With more people, not everyone could speak within three hours."),
        "chair",
        409,
    ),
    accepting.Why.REMOVED: Shut(
        gettext_lazy("This seat is no longer yours"),
        gettext_lazy("Your part in this group has ended. Whoever facilitates it can invite you anew."),
    ),
}


def said_of_row(bad: pasted.Bad, chairs: int) -> str:
    """Names a row that cannot be taken, its line and the reason; `chairs` stand round the table."""
    if bad.why is pasted.Why.BEYOND:
        sentence = _("Line %(line)s, %(what)s: no chair is left.") + " " + full(chairs)
    else:
        sentence = str(ROWS[bad.why])
    return sentence % {"line": bad.line, "what": bad.text.strip(";, \t")}


def full(chairs: int) -> str:
    """Says why a table with so many chairs takes nobody more (G2)."""
    if chairs >= MOST_PARTICIPANTS:
        return _("Nine have a chair already. With a tenth, not everyone could speak within three hours.")
    sentence = ngettext("There is %(n)s chair.", "There are %(n)s chairs, and each is taken or kept.", chairs)
    return sentence % {"n": chairs}


def not_invited(why: invitations.Why, chairs: int) -> str:
    """Says why somebody was not invited."""
    match why:
        case invitations.Why.FULL:
            return full(chairs)
        case invitations.Why.MEMBER:
            return _("This address is that of a member already.")
        case invitations.Why.INVITED:
            return _("This address is invited already.")
        case invitations.Why.GONE:
            return _("This invitation was answered or withdrawn meanwhile. The page shows how things stand.")
