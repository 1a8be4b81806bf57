"""What the facilitators of a group may do around its table: each act a word, done whole or refused (G2, G3, G8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from besace.cycles.mistake import Mistake
from besace.people import chairs, handing, invitations, leaving, ties
from besace.people.editions import Outdated
from besace.people.founding import invite_with_a_chair
from besace.people.invitations import Asked, NotInvited, Why
from besace.people.models import Group, Invitation, Member, Tie
from besace.people.pasted import Known, Row, address_in
from besace.web.forms import clean, number_of
from besace.web.groups.pasting import Pasted, pasted
from besace.web.groups.words import not_invited
from besace.web.who import Belonging

PARTICIPANT, FACILITATOR, CO = Member.Role.PARTICIPANT, Member.Role.FACILITATOR, Member.Role.CO_FACILITATOR


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an act was not done, where on the page it was asked, and what was typed."""

    where: str
    sentence: str
    typed: str = ""
    full: bool = False
    """Whether it is for want of a chair: there are other ways then."""


type Done = str | Refused | Pasted
"""Where on the page one finds what was done; or why it was not; or what was read and is still to be confirmed."""


def invite(request: HttpRequest, who: Belonging) -> Done:
    """Invites one more by e-mail; the tenth is refused, with the reason and the ways out (G2)."""
    row, typed = row_of(request)
    if row is None:
        return Refused("invite", not_an_address(), typed)
    try:
        match request.POST.get("way"):
            case "keep":
                invitations.keep_in_mind(who.group, asked(row), who.person)
            case "chair":
                invite_with_a_chair(who.group, asked(row), who.person)
            case _:
                invitations.invite(who.group, [asked(row)], who.person)
    except NotInvited as no:
        return Refused("invite", not_invited(no.why, chairs.laid(who.group)), typed, no.why is Why.FULL)
    return "people"


def invite_many(request: HttpRequest, who: Belonging) -> Done:
    """Invites those who were pasted, once she has seen how they were read; until then nothing is done."""
    read = pasted(request.POST, known(who.group), chairs.laid(who.group))
    if not read.sure or "read" in request.POST:
        return read
    try:
        invitations.invite(who.group, read.asked, who.person)
    except NotInvited as no:
        return Refused("paste", not_invited(no.why, chairs.laid(who.group)))
    return "people"


def invite_co(request: HttpRequest, who: Belonging) -> Done:
    """Invites someone to facilitate with her (G8)."""
    leading(who)
    row, typed = row_of(request)
    if row is None:
        return Refused("facilitators", not_an_address(), typed)
    try:
        invitations.invite(who.group, [asked(row)], who.person, CO)
    except NotInvited as no:
        return Refused("facilitators", not_invited(no.why, chairs.laid(who.group)), typed)
    return "facilitators"


def withdraw(request: HttpRequest, who: Belonging) -> Done:
    """Withdraws an invitation, or lets go whom she kept in mind."""
    invitations.withdraw(who.group, request.POST.get("invitation", ""), who.person)
    return "people"


def correct(request: HttpRequest, who: Belonging) -> Done:
    """Corrects the address of an invitation; the former link is dead."""
    row, typed = row_of(request)
    invitation = request.POST.get("invitation", "")
    if row is None:
        return Refused(invitation, not_an_address(), typed)
    try:
        invitations.correct(who.group, invitation, row.address, who.person)
    except NotInvited as no:
        return Refused(invitation, not_invited(no.why, chairs.laid(who.group)), typed)
    return "people"


def lay_link(request: HttpRequest, who: Belonging) -> Done:  # noqa: ARG001 - an act like another
    """Lays a link to pass on; a former one is dead."""
    invitations.lay_link(who.group, who.person)
    return "link"


def close_link(request: HttpRequest, who: Belonging) -> Done:  # noqa: ARG001 - an act like another
    """Closes the link."""
    invitations.close_link(who.group, who.person)
    return "link"


def remove(request: HttpRequest, who: Belonging) -> Done:
    """Removes a member: her seat is free at once; who facilitates is removed by the facilitator alone."""
    member = who.group.members.filter(pk=request.POST.get("member", ""), left_at=None).select_related("person").first()
    if member is None:
        return "people"
    if member.role == FACILITATOR:
        raise Http404
    if member.role == CO:
        leading(who)
    return done(lambda: leaving.remove(member, who.person), "people")


def settle(request: HttpRequest, who: Belonging) -> Done:
    """Settles a tie: no obstacle, or another group, and then the seat is given up (G3)."""
    leading(who)
    state = request.POST.get("state", "")
    if state not in {Tie.State.NO_OBSTACLE, Tie.State.OTHER_GROUP}:
        raise Http404
    return done(lambda: ties.settle(who.group, request.POST.get("tie", ""), state, who.person), "people")


def hand(request: HttpRequest, who: Belonging) -> Done:
    """Hands one session to another who facilitates, or takes it back (G8)."""
    number = number_of(request.POST.get("session", ""))
    if not handing.hand(who.group, number, request.POST.get("to", ""), who.person):
        return Refused(
            "sessions", _("This session, or this person, is no longer there. The page shows how things stand.")
        )
    return "sessions"


ACTS: Mapping[str, Callable[[HttpRequest, Belonging], Done]] = {
    "invite": invite,
    "invite-many": invite_many,
    "invite-co": invite_co,
    "withdraw": withdraw,
    "correct": correct,
    "lay-link": lay_link,
    "close-link": close_link,
    "remove": remove,
    "settle": settle,
    "hand": hand,
}


def done(do: Callable[[], None], where: str) -> Done:
    """Does what ends a seat; the cycle may have changed in that moment, or not allow it."""
    try:
        do()
    except (Outdated, Mistake):
        return Refused(where, _("The dates were changed at the same moment. Look at them, then do it again."))
    return where


def leading(who: Belonging) -> None:
    """Lets the group's facilitator alone go on.

    Raises:
        Http404: she facilitates with her, or not at all.
    """
    if who.member.role != FACILITATOR:
        raise Http404


def row_of(request: HttpRequest) -> tuple[Row | None, str]:
    """Reads the address of a form, and gives back what was typed."""
    typed = clean(request.POST.get("address", ""))
    return address_in(typed), typed


def asked(row: Row) -> Asked:
    """Makes of a row whom to invite."""
    return Asked(row.address, row.name)


def known(group: Group) -> Known:
    """Gives what a reading must know of a group."""
    members = group.members.filter(left_at=None).exclude(person__email=None)
    invited = group.invitations.filter(state=Invitation.State.OPEN, for_all=False)
    living = {one.email for one in invited if invitations.lives(one)}
    emails = {email for email in members.values_list("person__email", flat=True) if email}
    return Known(emails, living, chairs.free(group))


def not_an_address() -> str:
    """Says that no address was written."""
    return _("This is not an e-mail address. For example: Jo Adler, jo@example.org")
