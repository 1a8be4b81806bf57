"""Laying a table: a group is founded, and a chair kept for each of those invited (G1, G2, G8)."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from besace.people.founding import found
from besace.people.invitations import NotInvited
from besace.people.models import FACILITATING, Group, Person
from besace.people.pasted import Known
from besace.web.forms import clean, number_of
from besace.web.groups.form import GroupForm, said_of
from besace.web.groups.pasting import Pasted, pasted
from besace.web.groups.words import full
from besace.web.who import keyed

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@keyed
def new(request: HttpRequest, person: Person) -> HttpResponse:
    """Asks what a group needs and who is invited; founds it once all of it has been seen."""
    if request.method != "POST":
        return shown(request, GroupForm(), Pasted())
    if "like" in request.POST:
        return second(request, person)
    form = GroupForm(request.POST)
    sound = form.is_valid()
    read = box_of(request.POST, form, person)
    if not sound or read.bad:
        return shown(request, form, read, REFUSED)
    if not read.sure or "read" in request.POST:
        return shown(request, form, read)
    return founded(request, person, form, read)


def founded(request: HttpRequest, person: Person, form: GroupForm, read: Pasted) -> HttpResponse:
    """Founds the group, or says why nothing was done."""
    try:
        group = found(form.told(), person, read.asked)
    except NotInvited:  # a chair fewer than rows that were ready
        return shown(request, form, replace(read, bad=(full(form.cleaned_data["seats"]),)), REFUSED)
    return HttpResponseRedirect(reverse("table", args=[group.id]))


def second(request: HttpRequest, person: Person) -> HttpResponse:
    """Begins a second table like one she facilitates, with the address that found no chair there."""
    mine = Group.objects.filter(members__person=person, members__role__in=FACILITATING, members__left_at=None)
    group = mine.filter(pk=request.POST["like"]).first()
    if group is None:
        raise Http404
    return shown(
        request, GroupForm(initial=said_of(group) | {"name": ""}), Pasted(box=clean(request.POST.get("address", "")))
    )


def box_of(posted: QueryDict, form: GroupForm, person: Person) -> Pasted:
    """Reads the box of a group that is not there yet: whoever founds it is its first member."""
    seats = form.cleaned_data.get("seats") or 0
    return pasted(posted, Known(members={person.email or ""}, chairs=seats or 9), seats or 9)


def shown(request: HttpRequest, form: GroupForm, read: Pasted, status: int = 200) -> HttpResponse:
    """Shows the form, how the box was read, and the table so far."""
    seats = number_of(str(form["seats"].value()), 9) or 9
    kept = len(read.ready)
    chairs = [place < kept for place in range(max(min(seats, 9), kept))]
    context = {"form": form, "pasted": read, "chairs": chairs, "kept": kept, "free": max(0, seats - kept)}
    return render(request, "groups/new.html", context, status=status)
