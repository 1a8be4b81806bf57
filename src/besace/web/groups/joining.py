"""Joining a group, first part: what we promise one another is read, and accepted line by line (G1, G4)."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from besace.people import handing
from besace.people.models import Group, Member
from besace.people.terms import VERSION, accept, digest
from besace.web.forms import number_of
from besace.web.groups.promises import promises_of
from besace.web.groups.settle import onward
from besace.web.who import Belonging, belonging

REFUSED, CHANGED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@belonging
def join(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the terms as they stand, and keeps that they are accepted, once each one is."""
    if request.method != "POST":
        return shown(request, who)
    ticked = set(request.POST.getlist("term"))
    peer = who.member.role == Member.Role.PARTICIPANT
    if any(one.key not in ticked for one in promises_of(who.group, peer=peer)):
        return shown(request, who, ticked, REFUSED)
    version = number_of(request.POST.get("version", ""))
    if not accept(who.member, version, request.POST.get("own", "")):
        return shown(request, who, ticked - {"own"}, CHANGED)
    return HttpResponseRedirect(onward(Member.objects.select_related("group").get(pk=who.member.pk)))


def shown(request: HttpRequest, who: Belonging, ticked: Collection[str] = (), status: int = 200) -> HttpResponse:
    """Shows what is promised; `status` says whether something is missing, or has changed since it was read."""
    group = Group.objects.get(pk=who.group.pk)
    peer = who.member.role == Member.Role.PARTICIPANT
    context = {
        "group": group,
        "host": host_of(group),
        "peer": peer,
        "promises": [(one, one.key in ticked) for one in promises_of(group, peer=peer)],
        "version": VERSION,
        "own": digest(group),
        "again": who.member.terms > 0,
        "refused": status == REFUSED,
        "changed": status == CHANGED,
    }
    return render(request, "groups/join.html", context, status=status)


def host_of(group: Group) -> str:
    """Names who facilitates the group."""
    return next((one.person.name for one in handing.facilitators(group)), "")
