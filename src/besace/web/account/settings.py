"""How a person likes it: name, language, zone, paper, letters; her keys; where she is signed in; her calendar."""

from datetime import datetime

from django.conf import settings as house
from django.contrib.auth import logout
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from besace.journal.writer import WRITER
from besace.live import clock, rooms, seats
from besace.live.models import Seat
from besace.people import access, login_rows, sittings, tokens, trail
from besace.people.keys import keys_of
from besace.people.login_rows import AGENT
from besace.people.models import Login, Person
from besace.web.account import devices, hours
from besace.web.account.cards import cards_said
from besace.web.account.forms import WaysForm, zones
from besace.web.account.ground import key_address, relying_party
from besace.web.account.programs import programs_said
from besace.web.account.proof import is_fresh
from besace.web.account.way_back import leading_to
from besace.web.forms import number_of
from besace.web.gate import key_of
from besace.web.who import signed_in

DONE: dict[str, str | Promise] = {
    "kept": _("Kept."),
    "moved": _("You sign in with your new address from now on."),
    "key": _("The passkey is kept."),
    "named": _("The passkey has its new name."),
    "dropped": _("The passkey is taken away. Delete it from your device as well."),
    "out": _("Signed out there."),
    "seat": _("That device has left the table. You can take the seat again wherever you come in."),
    "card": _("Cards of this kind show again."),
    "program": _("That program has no access any more."),
    "feed": _("The address has changed. Give the new one to your calendar."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: HttpRequest, person: Person) -> HttpResponse:
    """Shows how she likes it, and keeps what she changes."""
    form = WaysForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        person.save(update_fields=form.fields)  # and nothing that was changed elsewhere meanwhile
        return redirect(leading_to("settings", done="kept"))
    if request.method == "POST":
        person.refresh_from_db()  # what was refused is shown in its field, and nowhere else
    context = {"form": form, "zones": zones(), "done": DONE.get(request.GET.get("done", ""), "")}
    context |= {"keys": keys_said(person), "logins": logins(request, person), "feed": feed_of(person)}
    context |= {"relying_party": relying_party(), "key_address": key_address(), "seats": seats_said(request, person)}
    context |= {"cards": cards_said(person), "programs": programs_said(person)}
    return render(request, "account/settings.html", context, status=422 if form.errors else 200)


def keys_said(person: Person) -> list[dict[str, object]]:
    """Her passkeys, as the page lists them."""
    return [
        {
            "id": key.pk,
            "name": key.data.get("name", ""),
            "since": wall(key.created_at, person),
            "used": key.last_used_at and wall(key.last_used_at, person),
        }
        for key in keys_of(person)
    ]


def logins(request: HttpRequest, person: Person) -> list[dict[str, object]]:
    """Where she is signed in: this browser first, then the one seen last."""
    hours.note_browser(request)
    here = login_rows.name_of(request.session)
    found = sorted(login_rows.logins_of(person), key=lambda one: one.name != here)
    return [
        {
            "id": one.id,
            "device": devices.said(request.session[AGENT] if one.name == here else one.agent),
            "here": one.name == here,
            "seen": wall(clock.local(one.seen, "UTC"), person),
        }
        for one in found
    ]


def seats_said(request: HttpRequest, person: Person) -> list[dict[str, object]]:
    """Where she sits, on which device, this one first; of another one, since when it is known."""
    here = seats.hashed(key_of(request))
    found = sorted(sittings.of(person), key=lambda one: one.device_id != here)
    return [
        {
            "id": one.pk,
            "title": rooms.folded(one.room).session.title,
            "facilitates": one.role == Seat.Role.FACILITATOR,
            "url": f"/s/{one.room_id}/?seat={one.pk}" if one.device_id == here else "",
            "since": wall(clock.local(one.device.created, "UTC"), person),
        }
        for one in found
    ]


def wall(at: datetime, person: Person) -> datetime:
    """An instant as her clocks show it; without its zone, for templates turn what has one into the server's."""
    return clock.local(int(at.timestamp()), person.zone).replace(tzinfo=None)


def feed_of(person: Person) -> str:
    """The private address of her calendar."""
    return f"{house.BESACE_ADDRESS}/feed/{tokens.token(tokens.FEED, person.id, person.feed)}.ics"


@require_POST
@signed_in
def sign_out_there(request: HttpRequest, person: Person) -> HttpResponse:
    """Ends one of her other logins; or all of them, and then no other device keeps a seat of hers either, and no
    program its access.

    Whoever signed in long ago shows first that it is she.
    """
    if not is_fresh(request, person):
        return redirect(leading_to("account_again", leading_to("settings")))
    here, hers = login_rows.name_of(request.session), Login.objects.filter(person=person)
    if request.POST.get("all"):
        WRITER.run(hers.exclude(name=here).delete)
        sittings.give_up_elsewhere(person, key_of(request))
        access.withdraw_all(person)
        trail.note(trail.HOUSE, person, trail.Act.SIGN_OUT, "elsewhere")
        return redirect(leading_to("settings", done="out") + "#logins")
    found = hers.filter(pk=number_of(request.POST.get("login", ""))).first()
    if found is None:
        trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "login")
        raise Http404
    if found.name == here:
        logout(request)
    else:
        WRITER.run(found.delete)
    trail.note(trail.HOUSE, person, trail.Act.SIGN_OUT, "" if found.name == here else "elsewhere")
    return redirect(leading_to("settings", done="out") + "#logins")


@require_POST
@signed_in
def give_up_seat(request: HttpRequest, person: Person) -> HttpResponse:
    """Takes one of her seats from a device of hers, at once."""
    if not sittings.give_up(person, request.POST.get("seat", "")[:16]):
        trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "seat")
        raise Http404
    trail.note(trail.HOUSE, person, trail.Act.SIGN_OUT, "seat")
    return redirect(leading_to("settings", done="seat") + "#seats-held")


@require_POST
@signed_in
def change_feed(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Gives her calendar another address: every former one is dead from now on."""
    Person.objects.filter(pk=person.pk).update(feed=F("feed") + 1)
    return redirect(leading_to("settings", done="feed") + "#calendar")
