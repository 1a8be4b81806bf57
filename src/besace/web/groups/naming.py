"""Joining a group, second part: ties to the others, for the facilitator alone (G3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from besace.people import ties
from besace.people.models import Member
from besace.people.ties import Kind, Named
from besace.web.forms import clean
from besace.web.groups.joining import host_of
from besace.web.groups.settle import onward
from besace.web.who import Belonging, belonging

REFUSED = 422
KINDS: Mapping[Kind, str | Promise] = {
    Kind.FAMILY: gettext_lazy("family"),
    Kind.HIERARCHY: gettext_lazy("one reports to the other"),
    Kind.BUSINESS: gettext_lazy("business together"),
    Kind.OTHER: gettext_lazy("something else"),
}


@dataclass(frozen=True, slots=True)
class Peer:
    """Another participant, and what was ticked of her."""

    member: Member
    ticked: bool = False
    kind: str = ""
    words: str = ""
    refused: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@belonging
def name_ties(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Asks what ties she has with the others, and keeps it for the facilitator."""
    if who.member.role != Member.Role.PARTICIPANT:
        raise Http404
    peers = [peer_of(one, request.POST) for one in ties.others(who.member)]
    if request.method != "POST":
        return shown(request, who, peers)
    if refused := refusal(request.POST, peers):
        return shown(request, who, peers, refused)
    named = [Named(one.member, Kind(one.kind), one.words) for one in peers if one.ticked]
    ties.name(who.member, named)
    return HttpResponseRedirect(onward(Member.objects.select_related("group").get(pk=who.member.pk)))


def peer_of(member: Member, posted: QueryDict) -> Peer:
    """Reads what was ticked of one of the others."""
    ticked = member.id in posted.getlist("tie")
    kind = posted.get(f"kind-{member.id}", "")
    known = kind in set(Kind)
    words = clean(posted.get(f"words-{member.id}", ""))[: ties.LONGEST]
    return Peer(member, ticked, kind if known else "", words, ticked and not known)


def refusal(posted: QueryDict, peers: Sequence[Peer]) -> str:
    """Says what is missing; nothing where all is said."""
    ticked = [one for one in peers if one.ticked]
    if "none" in posted:
        return _("You have ticked someone. Take the tick away, or go on with it.") if ticked else ""
    if not ticked and peers:
        return _("Tick someone, or say that you have no tie with anyone.")
    if any(one.refused for one in ticked):
        return _("Say what ties you, for each you have ticked.")
    return ""


def shown(request: HttpRequest, who: Belonging, peers: Sequence[Peer], refused: str = "") -> HttpResponse:
    """Shows the others, and what was ticked."""
    context = {
        "peers": peers,
        "kinds": KINDS.items(),
        "host": host_of(who.group),
        "refused": refused,
        "waiting": ties.waiting_of(who.member),
        "most": ties.LONGEST,
    }
    return render(request, "groups/ties.html", context, status=REFUSED if refused else 200)
