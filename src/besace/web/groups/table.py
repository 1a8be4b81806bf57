"""Around the table: where each member and each invited one stands, and what its facilitators may do (G2, G3, G8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from besace.live import clock
from besace.people import chairs, handing, invitations, seating, ties
from besace.people.models import Group, Invitation, Member
from besace.people.seating import Standing
from besace.people.ties import Note
from besace.post import outbox
from besace.web.cycle import words
from besace.web.groups.acts import ACTS, Refused
from besace.web.groups.links import address_of
from besace.web.groups.pasting import Pasted
from besace.web.who import Belonging, facilitating

REFUSED = 422
CO = Member.Role.CO_FACILITATOR


@dataclass(frozen=True, slots=True)
class Expected:
    """Someone invited, and her own link; `until` when it keeps a chair."""

    id: str
    name: str
    email: str
    link: str
    since: str
    until: str
    lives: bool
    role: str
    sent: bool = True
    """Whether its letter has left, or was passed on."""


@dataclass(frozen=True, slots=True)
class Table:
    """All that the page shows; `notes` are empty but for the facilitator."""

    standings: Sequence[Standing]
    expected: Sequence[Expected]
    in_mind: Sequence[Invitation]
    notes: Sequence[Note]
    link: Expected | None
    laid: int
    occupied: int
    writes: bool
    """Whether this house sends letters by itself."""

    @property
    def seated(self) -> int:
        """How many have their seat."""
        return sum(one.seated for one in self.standings)

    @property
    def unsent(self) -> int:
        """How many invitations wait for a word to leave."""
        return sum(one.lives and not one.sent for one in self.expected)

    @property
    def free(self) -> int:
        """How many chairs are neither sat on nor kept."""
        return max(0, self.laid - self.occupied)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitating
def table(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the table, or does one of the acts of its facilitators."""
    if request.method != "POST":
        return shown(request, who)
    do = ACTS.get(request.POST.get("act", ""))
    if do is None:
        raise Http404
    outcome = do(request, who)
    if isinstance(outcome, Refused):
        return shown(request, who, outcome, status=REFUSED)
    if isinstance(outcome, Pasted):
        return shown(request, who, read=outcome, status=REFUSED if outcome.bad else 200)
    return HttpResponseRedirect(reverse("table", args=[who.group.id]) + f"#{outcome}")


def shown(
    request: HttpRequest,
    who: Belonging,
    refused: Refused | None = None,
    read: Pasted | None = None,
    status: int = 200,
) -> HttpResponse:
    """Shows the table, with what was refused beside where it was asked."""
    group = Group.objects.get(pk=who.group.pk)  # an act may have changed it
    sessions, standing = handing.sessions(group), table_of(group, who)
    context = {
        "group": group,
        "leads": leads(who),
        "table": standing,
        "title": title(standing.seated),
        "facilitators": handing.facilitators(group),
        "sessions": sessions,
        "handed": [one for one in sessions if one.to],
        "refused": refused,
        "pasted": read or Pasted(),
        "unsent": standing.unsent,
        "writes": outbox.writes(),
    }
    return render(request, "groups/table.html", context, status=status)


def title(seated: int) -> str:
    """Says how many have their seat."""
    if not seated:
        return gettext("No seat is taken yet")
    said = ngettext("One seat is taken", "%(count)s seats are taken", seated)
    return words.capital(said % {"count": words.number(seated)})


def leads(who: Belonging) -> bool:
    """Whether she is the group's facilitator, who alone reads of ties and chooses who facilitates with her."""
    return who.member.role == Member.Role.FACILITATOR


def table_of(group: Group, who: Belonging) -> Table:
    """Gathers who is at the table and on the way to it."""
    open_ = group.invitations.filter(state=Invitation.State.OPEN, for_all=False).order_by("created", "name", "id")
    unsent = outbox.unsent(group)
    link = invitations.link_of(group)
    zone = who.person.zone
    return Table(
        standings=[one if leads(who) else without_ties(one) for one in seating.around(group)],
        expected=[replace(expected(one, zone), sent=one.id not in unsent) for one in open_],
        in_mind=list(group.invitations.filter(state=Invitation.State.IN_MIND).order_by("created", "id")),
        notes=ties.notes(group) if leads(who) else (),
        link=expected(link, zone) if link and invitations.lives(link) else None,
        laid=chairs.laid(group),
        occupied=chairs.occupied(group),
        writes=outbox.writes(),
    )


def without_ties(one: Standing) -> Standing:
    """Where someone stands, for eyes that are not to learn that a tie of hers waits: not even by an empty seat (G3)."""
    return replace(one, waiting=False, seated=one.seated or bool(one.terms and one.ties and one.dates))


def expected(one: Invitation, zone: str) -> Expected:
    """Says of an invitation what the page shows, by the reader's clock."""
    since, until = (words.day(clock.day(at, zone), weekday=False) for at in (one.created, one.until))
    lives = invitations.lives(one)
    link = address_of(one) if lives else ""
    return Expected(one.id, one.name or one.email, one.email, link, since, until, lives, one.role)
