"""Coming in: an address, the code sent to it, and for a new account how to be named. Going again."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from besace.journal.writer import WRITER
from besace.live import clock
from besace.people import claims, proving, trail
from besace.people.models import Person
from besace.policy import Gate
from besace.web import pace
from besace.web.account import hours
from besace.web.account.code import MINUTES, Code
from besace.web.account.forms import AboutForm, AddressForm, zones
from besace.web.account.ground import relying_party
from besace.web.account.letter import NotDelivered
from besace.web.account.way_back import back_of, home, leading_to
from besace.web.by_table import asks
from besace.web.gate import key_of
from besace.web.who import person_of, signed_in

BAD_GATEWAY = 502


def whys() -> dict[str, str]:
    """Why one is back at the door, by the word in the address."""
    return {
        "late": _("The code was too old, or from another browser. Ask for a new one."),
        "shut": _("This account has been shut."),
        "provider": _("The other house did not vouch for you. Try again, or have a code sent."),
        "address": _("The other house does not vouch for your e-mail address. Have a code sent to it here."),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.OPEN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for an address and sends a code there, the same for an address with an account and for a new one."""
    back = back_of(request)
    if person_of(request):
        return redirect(back or home())
    if request.method != "POST":
        return door(request, AddressForm(), back, whys().get(request.GET.get("why", ""), ""))
    form = AddressForm(request.POST)
    return send(request, form, back) if form.is_valid() else door(request, form, back, status=422)


def send(request: HttpRequest, form: AddressForm, back: str) -> HttpResponse:
    """Sends the code, unless too many were asked for."""
    if not_sent := send_code(request, form.cleaned_data["email"], back):
        return door(request, form, back, *not_sent)
    return redirect("account_code")


def send_code(request: HttpRequest, email: str, back: str) -> tuple[str, int] | None:
    """Sends a code to an address; where it does not leave, says why, and with which status."""
    if seconds := pace.wait_for_code(request, email):
        trail.note_once(trail.HOUSE, someone(email), trail.Act.TOO_MANY, "code-asked")
        return often(seconds), pace.TOO_MANY
    try:
        Code.start(request, email, back)
    except NotDelivered:
        return _("The letter could not leave: the mail server does not answer. Try again in a minute."), BAD_GATEWAY
    return None


def often(seconds: int) -> str:
    """Says that there were many codes or tries, and how long to wait."""
    return f"{_('That is many in a short time.')} {pace.said(seconds)}"


def door(request: HttpRequest, form: AddressForm, back: str, why: str = "", status: int = 200) -> HttpResponse:
    """Shows the page one comes in by."""
    context = {"form": form, "next": back, "why": why, "relying_party": relying_party()}
    context |= {"mail": bool(settings.BESACE_SMTP), "house": settings.BESACE_OIDC}
    return render(request, "account/sign_in.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.OPEN)
def code(request: HttpRequest) -> HttpResponse:
    """Asks for the code, and lets in whoever has it."""
    sent = Code.on_its_way(request)
    if sent is None:
        return redirect(leading_to("account_login", why="late"))
    if request.method != "POST":
        return asked(request, sent)
    if seconds := pace.wait_to_try(request):
        trail.note_once(trail.HOUSE, someone(sent.email), trail.Act.TOO_MANY, "code")
        return asked(request, sent, often(seconds), pace.TOO_MANY)
    if sent.is_right(request.POST.get("code", "")[:40]):
        return come_in(request, sent)
    trail.note(trail.HOUSE, someone(sent.email), trail.Act.SIGN_IN, "code", outcome=trail.Outcome.REFUSED)
    if sent.record_invalid_attempt():
        return asked(request, sent, _("This is not the code of the last letter. Look again."), 422)
    form = AddressForm(initial={"email": sent.email})
    return door(request, form, sent.back, _("That was not the code, three times. Ask for a new one."), 422)


def asked(request: HttpRequest, sent: Code, why: str = "", status: int = 200) -> HttpResponse:
    """Shows where to type the code."""
    context = {"sent": sent, "why": why, "minutes": MINUTES, "mail": bool(settings.BESACE_SMTP)}
    return render(request, "account/code.html", context, status=status)


def come_in(request: HttpRequest, sent: Code) -> HttpResponse:
    """Signs in whoever had the code; someone new has an account from now on."""
    sent.abort()
    here = person_of(request)
    if here and here.email == sent.email:  # she was in already, and has shown once more that it is she
        record_authentication(request, here, method="code")
        trail.note(trail.HOUSE, here, trail.Act.SHOWN, "code")
        hours.renew(request)
        return redirect(sent.back or home())
    person = at_address(request, sent.email)
    proving.prove(person)
    return let_in(request, person, sent.back, method="code")


def someone(email: str) -> Person | str:
    """Whoever has an account of this address; the address itself, which the trail marks, where nobody has."""
    return Person.objects.filter(email=email.casefold()).first() or email.casefold()


def let_in(request: HttpRequest, person: Person, back: str, *, method: str) -> HttpResponse:
    """Signs someone in who has shown that it is she, by a way that `method` names.

    Whoever answers for others is asked for her passkey first, and whoever has no name yet for one; then comes the page.
    """
    record_authentication(request, person, method=method)
    answer: HttpResponse = perform_login(request, Login(user=person, redirect_url=back or None))
    return answer


def at_address(request: HttpRequest, email: str) -> Person:
    """The account of an address that has just been shown to be hers; a new one speaks as this browser does."""
    zone = request.POST.get("zone", "")[:64]
    told = {
        "language": get_language() or "en",
        "zone": next((one for one in (zone, *settings.BESACE_ZONES) if clock.is_zone(one)), "UTC"),
        "created": clock.now(),
    }
    return WRITER.run(lambda: Person.objects.get_or_create(email=email, defaults=told)[0])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, person: Person) -> HttpResponse:
    """Asks a new person how she wishes to be named; then leads to the seats of her browser, if it has any."""
    form = AboutForm(request.POST or None, instance=person)
    back = back_of(request)
    if request.method != "POST" or not form.is_valid():
        person.refresh_from_db()  # what was refused is shown in its field, and nowhere else
        context = {"form": form, "next": back, "zones": zones()}
        return render(request, "account/new.html", context, status=422 if request.method == "POST" else 200)
    person.save(update_fields=form.fields)
    return redirect(leading_to("claims", back) if claims.offered(key_of(request)) else back or home())


@require_POST
@asks(Gate.OPEN)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this login; her seats in rooms are the browser's, and stay: all that it keeps is cleared but cookies."""
    if person := person_of(request):
        trail.note(trail.HOUSE, person, trail.Act.SIGN_OUT)
    get_adapter().logout(request)
    answer = redirect("welcome")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
