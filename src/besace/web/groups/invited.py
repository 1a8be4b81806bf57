"""An invitation's link, opened: whose seat it keeps, and taking it. Strangers learn nothing (G2, G3).

The token stands in the link's fragment, is posted, and checked; from then on this browser's login remembers which
invitation it showed, so that reading in another language, or coming in first, does not lose it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from besace.people import accepting, handing, invitations
from besace.people.accepting import Newcomer, NotTaken, Why
from besace.people.models import Invitation, Member, Person
from besace.policy import Gate
from besace.web.account.signing_in import let_in
from besace.web.account.way_back import leading_to
from besace.web.by_table import asks
from besace.web.forms import clean
from besace.web.groups.newcomer import NewcomerForm
from besace.web.groups.settle import onward
from besace.web.groups.words import SHUT, WRONG, Shut
from besace.web.who import person_of

SHOWN = "invited"
"""Where the login remembers the invitation: its id and turn, not its token."""
LONGEST_LINK = 300


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.BY_LINK)
def invited(request: HttpRequest) -> HttpResponse:
    """Shows an invitation, takes it or declines it."""
    if "token" in request.POST:
        return opened(request, clean(request.POST["token"])[:LONGEST_LINK])
    invitation = shown_here(request)
    if invitation is None:
        return shut(request, WRONG) if request.method == "POST" else render(request, "invited/paste.html")
    if request.method == "POST" and "no" in request.POST:
        return declined(request, invitation)
    return taken(request, invitation) if request.method == "POST" else offered(request, invitation)


def opened(request: HttpRequest, given: str) -> HttpResponse:
    """Takes a token, or a whole link: a wrong one and an unknown one are answered alike."""
    invitation = invitations.find(given.rpartition("#")[2])
    if invitation is None:
        request.session.pop(SHOWN, None)
        return shut(request, WRONG)
    request.session[SHOWN] = [invitation.id, invitation.turn]
    return HttpResponseRedirect(reverse("invited"))


def shown_here(request: HttpRequest) -> Invitation | None:
    """Finds the invitation whose token this browser has shown, unless another link has taken its place."""
    id_, turn = request.session.get(SHOWN, ("", 0))
    return Invitation.objects.select_related("group", "member__person").filter(pk=id_, turn=turn).first()


def offered(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Says who keeps her a seat, or why nobody does any more."""
    person = person_of(request)
    if member := accepting.member_of(invitation.group, person):
        return HttpResponseRedirect(onward(member))
    if why := accepting.hindrance(invitation, person):
        return shut(request, SHUT[why], used=why is Why.USED)
    return asking(request, invitation, NewcomerForm(initial={"name": invitation.name}, **kind_of(invitation)))


def asking(request: HttpRequest, invitation: Invitation, form: NewcomerForm, status: int = 200) -> HttpResponse:
    """Shows the invitation, and asks what is needed to take it: of whoever has an account, nothing."""
    person = person_of(request)
    group = invitation.group
    hosts = [one.person.name for one in handing.facilitators(group) if one.role == Member.Role.FACILITATOR]
    context = {
        "group": group,
        "host": hosts[0] if hosts else "",
        "invitation": invitation,
        "person": person,
        "known": person is None and accepting.known(invitation.email),
        "proves": person is None and proves(invitation),
        "form": form,
        "door": door(),
        "co": invitation.role != Member.Role.PARTICIPANT,
    }
    return render(request, "invited/offered.html", context, status=status)


def taken(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Takes the seat for whoever is signed in, or for a newcomer whose account is made."""
    person = person_of(request)
    if person is None and proves(invitation):
        return HttpResponseRedirect(door())
    form = NewcomerForm(request.POST, **kind_of(invitation))
    if person is None and not form.is_valid():
        return asking(request, invitation, form, 422)
    try:
        member = seat(invitation, person, form)
    except NotTaken as no:
        if no.why is Why.KNOWN:
            return HttpResponseRedirect(door())
        return shut(request, SHUT[no.why], used=no.why is Why.USED)
    request.session.pop(SHOWN, None)
    if person is None:
        return let_in(request, member.person, onward(member), method="invitation")
    return HttpResponseRedirect(onward(member))


def seat(invitation: Invitation, person: Person | None, form: NewcomerForm) -> Member:
    """Makes her a member.

    Raises:
        NotTaken: what keeps her from it.
    """
    if person is not None:
        return accepting.accept(invitation.id, invitation.turn, person)
    told = form.cleaned_data
    newcomer = Newcomer(told["name"], told.get("email", ""), get_language() or "en", told["zone"])
    return accepting.accept_as_newcomer(invitation.id, invitation.turn, newcomer)


def declined(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Gives the chair back."""
    accepting.decline(invitation.id, invitation.turn)
    return shut(request, SHUT[Why.DECLINED], status=200)


def proves(invitation: Invitation) -> bool:
    """Whether whoever takes it comes in by a code first: a link for all went to no address, and one that is typed may
    be someone else's. Where no letter can be sent, nobody can be asked for a code.
    """
    return invitation.for_all and bool(getattr(settings, "BESACE_SMTP", ""))


def kind_of(invitation: Invitation) -> dict[str, Any]:
    """Says what a newcomer is asked: an address only where the invitation went to none."""
    return {"asks": not invitation.email}


def door() -> str:
    """Gives the address where one comes in, and from which one comes back here."""
    return leading_to("account_login", reverse("invited"))


def shut(request: HttpRequest, shut_: Shut, *, used: bool = False, status: int = 0) -> HttpResponse:
    """Says calmly why an invitation leads nowhere; whoever has used it is shown the door of her own account."""
    context = {"shut": shut_, "door": door() if used and person_of(request) is None else ""}
    return render(request, "invited/shut.html", context, status=status or shut_.status)
