"""Erasing a whole session, its client's alone once it is over, from her phone or her notebook; the receipt (F4)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from besace.journal import receipts
from besace.journal.models import Shredding
from besace.live import clock
from besace.live.models import Room
from besace.papers.days import day_in_words
from besace.people import notebook, shredding
from besace.people.models import Meeting, Member
from besace.policy import Gate
from besace.web.by_table import asks
from besace.web.gate import Chair, seated
from besace.web.own.taking import paper_of
from besace.web.own.words import tick
from besace.web.who import Belonging, owning


class ShredForm(forms.Form):
    """One tick, and for who keeps pages of her own another, which is hers to leave."""

    sure = tick(
        gettext_lazy("I have taken what I want to keep"),
        error=gettext_lazy("Tick this first: nobody can bring the session back."),
    )
    own = tick(gettext_lazy("Let my own page, my plan and my subject of this session go too"))


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def in_room(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Lets the client of a session without accounts erase it; one who has a notebook of it does so from there."""
    if not shredding.may(chair.session, chair.place.viewer):
        raise Http404
    member = Member.objects.filter(pk=chair.place.person, group__cycles__meetings__room=chair.room).first()
    if member:
        meeting = Meeting.objects.get(room=chair.room)
        return redirect("session-erase", member.group_id, meeting.id)
    context = {"back": chair.base, "plan": bool(chair.session.actions)}
    return _asked(request, chair.room, context, lambda _own: shredding.shred(chair.room))


@require_http_methods(["GET", "HEAD", "POST"])
@owning
def of_group(request: HttpRequest, who: Belonging, meeting_id: str) -> HttpResponse:
    """Lets the client of a session of a group erase it, with what is hers of it or without."""
    meeting = Meeting.objects.select_related("cycle", "room").filter(pk=meeting_id, cycle__group=who.group).first()
    if meeting is None or meeting.room is None or not shredding.of_member(who.member, meeting):
        raise Http404
    room: Room = meeting.room
    day = notebook.day_of(meeting, notebook.planned_of(meeting))
    context = {
        "who": who,
        "back": reverse("notebook", args=[who.group.id]),
        "day": day_in_words(day) if day else "",
        "size": paper_of(request),
        "copies": shredding.copies(who.member, meeting),
    }
    return _asked(
        request, room, context, lambda own: shredding.shred(room, by=who.person, whose=who.member if own else None)
    )


@require_safe
@asks(Gate.BY_LINK)
def receipt(request: HttpRequest, name: str) -> HttpResponse:
    """Shows what was erased, and the receipt as soon as there is one; whoever has its address may look."""
    receipts.complete(clock.now())
    found = _found(name)
    told = receipts.check(found.receipt) if found.receipt else None
    at = datetime.fromtimestamp(found.at, UTC)
    context = {"receipt": found, "told": told, "day": day_in_words(at.date(), year=True), "hour": at}
    return render(request, "shred/receipt.html", context)


@require_safe
@asks(Gate.BY_LINK)
def receipt_file(_request: HttpRequest, name: str) -> HttpResponse:
    """Gives the receipt as a file, for `besace receipt` to check; its name says nothing."""
    found = _found(name)
    if not found.receipt:
        raise Http404
    answer = HttpResponse(found.receipt, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="besace-receipt.json"'
    answer["Cache-Control"] = "no-store"
    return answer


def _asked(
    request: HttpRequest, room: Room, context: dict[str, Any], shred: Callable[[bool], Shredding | None]
) -> HttpResponse:
    form = ShredForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        shown = {**context, "form": form, "room": room}
        return render(request, "shred/session.html", shown, status=422 if request.method == "POST" else 200)
    made = shred(form.cleaned_data["own"])
    if made is None:  # somebody was first, on another device
        raise Http404
    return redirect("receipt", made.id)


def _found(name: str) -> Shredding:
    found = receipts.find(name)
    if found is None:
        raise Http404
    return found
