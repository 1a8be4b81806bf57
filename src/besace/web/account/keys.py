"""Passkeys as pages: signing in with one, being asked for it, adding, naming and taking away."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from besace.people import trail
from besace.people.keys import has_key, keys_of
from besace.people.models import Person
from besace.policy import Gate
from besace.web.account import ceremony, devices, hours
from besace.web.account.code import WAITS
from besace.web.account.forms import AddressForm, KeyNameForm
from besace.web.account.ground import Ground, ground, key_address, relying_party
from besace.web.account.proof import GOES_ON_WITHOUT, KEY, is_fresh, suffices
from besace.web.account.signing_in import door, let_in, send_code
from besace.web.account.stage import KeyStage
from besace.web.account.way_back import back_of, home, leading_to
from besace.web.by_table import asks
from besace.web.forms import number_of
from besace.web.who import person_of, signed_in

REFUSED = 422


def whose(request: HttpRequest) -> Person | None:
    """Of whom a passkey is asked: whoever is signed in, or half way in after a code; None for anyone."""
    stage = LoginStageController.enter(request, KeyStage.key)
    return person_of(request) or (stage.login.user if stage else None)


def can_show_key(person: Person) -> bool:
    """Whether she has a passkey, and browsers use them at the address of this house."""
    return bool(relying_party()) and has_key(person)


def not_proved() -> str:
    """Says that a passkey did not fit."""
    return _("This passkey does not open anything here. Try once more, or take another way in.")


@require_POST
@asks(Gate.OPEN)
def options(request: HttpRequest) -> HttpResponse:
    """Gives a browser the question that its passkey answers."""
    if not relying_party():
        raise Http404
    if person_of(request) is None:
        request.session.set_expiry(WAITS)
    return JsonResponse(dict(ceremony.options_to_use(whose(request))))


@require_POST
@asks(Gate.OPEN)
def come_in(request: HttpRequest) -> HttpResponse:
    """Signs in whoever has a passkey of this house, without an address or a code."""
    back = back_of(request)
    try:
        key = ceremony.used(request.POST.get("credential", ""), None)
    except ceremony.NotProved:
        trail.note_once(trail.HOUSE, "", trail.Act.SIGN_IN, KEY)
        return door(request, AddressForm(), back, not_proved(), REFUSED)
    return let_in(request, key.user, back, method=KEY)


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.OPEN)
def second(request: HttpRequest) -> HttpResponse:
    """Asks for the passkey after the code, of whoever answers for others."""
    stage = LoginStageController.enter(request, KeyStage.key)
    if person_of(request) or stage is None:
        return redirect(home() if person_of(request) else "account_login")
    if request.method != "POST":
        return asked(request, "account/second.html")
    try:
        ceremony.used(request.POST.get("credential", ""), stage.login.user)
    except ceremony.NotProved:
        trail.note_once(trail.HOUSE, stage.login.user, trail.Act.SIGN_IN, KEY)
        return asked(request, "account/second.html", not_proved())
    remember(request, stage.login.user)
    answer: HttpResponse = stage.exit()
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def first(request: HttpRequest, person: Person) -> HttpResponse:
    """Stands before what is asked a passkey for: asks to use hers, to add one, or says what is lost without."""
    back = back_of(request)
    if suffices(request, person):
        return redirect(back or home())
    page = "account/use.html" if can_show_key(person) else "account/first.html"
    if request.method != "POST":
        return asked(request, page)
    if ground() is Ground.OPEN:
        request.session[GOES_ON_WITHOUT] = True
        return redirect(back or home())
    try:
        ceremony.used(request.POST.get("credential", ""), person)
    except ceremony.NotProved:
        return not_shown(request, person, page)
    remember(request, person)
    return redirect(back or home())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def again(request: HttpRequest, person: Person) -> HttpResponse:
    """Asks whoever signed in long ago to show once more that it is she, before keys are changed."""
    back = back_of(request) or home()
    if is_fresh(request, person):
        return redirect(back)
    keyed = can_show_key(person)
    if request.method != "POST":
        return asked(request, "account/again.html", has_key=keyed)
    if not keyed:
        not_sent = send_code(request, str(person.email), back)
        return asked(request, "account/again.html", *not_sent, has_key=keyed) if not_sent else redirect("account_code")
    try:
        ceremony.used(request.POST.get("credential", ""), person)
    except ceremony.NotProved:
        return not_shown(request, person, "account/again.html", has_key=keyed)
    remember(request, person)
    return redirect(back)


@require_POST
@signed_in
def options_to_add(request: HttpRequest, person: Person) -> HttpResponse:
    """Gives a browser what it needs to make a passkey; whoever signed in long ago is sent to show herself first."""
    if not relying_party():
        raise Http404
    if not is_fresh(request, person):
        return JsonResponse({"location": leading_to("account_again", back_of(request))}, status=403)
    return JsonResponse(dict(ceremony.options_to_add(person)))


@require_POST
@signed_in
def add(request: HttpRequest, person: Person) -> HttpResponse:
    """Keeps the passkey a browser has made, and counts it as used."""
    back = back_of(request)
    if not is_fresh(request, person):
        return redirect(leading_to("account_again", back))
    form = KeyNameForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    try:
        ceremony.add(person, request.POST.get("credential", ""), name or usual_name(request, person))
    except ceremony.NotProved:
        trail.note_once(trail.HOUSE, person, trail.Act.KEY_ADDED)
        why = _("The passkey was not kept: what the browser sent does not fit. Try once more.")
        return asked(request, "account/first.html", why)
    trail.note(trail.HOUSE, person, trail.Act.KEY_ADDED)
    remember(request, person)
    return redirect(back or leading_to("settings", done="key"))


@require_POST
@signed_in
def change(request: HttpRequest, person: Person) -> HttpResponse:
    """Gives a passkey another name, or takes it away; the last one of who answers for others goes as well."""
    if not is_fresh(request, person):
        return redirect(leading_to("account_again", leading_to("settings")))
    key = keys_of(person).filter(pk=number_of(request.POST.get("key", ""))).first()
    if key is None:
        trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "key")
        raise Http404
    if request.POST.get("do") == "drop":
        key.delete()
        trail.note(trail.HOUSE, person, trail.Act.KEY_REMOVED)
        return redirect(leading_to("settings", done="dropped") + "#keys")
    form = KeyNameForm(request.POST)
    if form.is_valid() and form.cleaned_data["name"]:
        key.data["name"] = form.cleaned_data["name"]
        key.save(update_fields=["data"])
    return redirect(leading_to("settings", done="named") + "#keys")


def asked(request: HttpRequest, template: str, why: str = "", status: int = REFUSED, **more: object) -> HttpResponse:
    """Shows a page that asks for a passkey."""
    context = {"next": back_of(request), "why": why, "ground": ground().value, **more}
    context |= {"relying_party": relying_party(), "key_address": key_address()}
    return render(request, template, context, status=status if why else 200)


def remember(request: HttpRequest, person: Person) -> None:
    """Notes in this login that a passkey of hers was used, under a new secret where she was signed in already."""
    record_authentication(request, person, method=KEY)
    if person_of(request):
        trail.note(trail.HOUSE, person, trail.Act.SHOWN, KEY)
        hours.renew(request)


def not_shown(request: HttpRequest, person: Person, page: str, **more: Any) -> HttpResponse:
    """Says, to who is signed in, that the passkey did not fit."""
    trail.note_once(trail.HOUSE, person, trail.Act.SHOWN, KEY)
    return asked(request, page, not_proved(), **more)


def usual_name(request: HttpRequest, person: Person) -> str:
    """Names a passkey after the device it is made on, as far as the browser tells."""
    return devices.said(request.META.get("HTTP_USER_AGENT", "")) or _("Key %(n)d") % {"n": keys_of(person).count() + 1}
