"""Another e-mail address: a code goes to it, and it is hers once the code has come back (ASVS 6.3.5, 6.3.7)."""

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from besace.journal.writer import WRITER
from besace.people import trail
from besace.people.models import Person
from besace.web import pace
from besace.web.account.code import MINUTES, Code
from besace.web.account.forms import AddressForm
from besace.web.account.letter import NotDelivered, tell_of_move
from besace.web.account.proof import is_fresh
from besace.web.account.signing_in import BAD_GATEWAY, often
from besace.web.account.way_back import leading_to
from besace.web.who import signed_in


class NewAddress(Code):
    """A code on its way to the address that is to be hers."""

    kept = "code_to_new_address"
    moving = True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def address(request: HttpRequest, person: Person) -> HttpResponse:
    """Asks for another address and sends a code there; whoever signed in long ago shows first that it is she."""
    if not is_fresh(request, person):
        return redirect(leading_to("account_again", leading_to("address")))
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return asking(request, form, status=422 if request.method == "POST" else 200)
    if seconds := pace.wait_for_code(request, form.cleaned_data["email"]):
        trail.note_once(trail.HOUSE, person, trail.Act.TOO_MANY, "code-asked")
        return asking(request, form, often(seconds), pace.TOO_MANY)
    try:
        NewAddress.start(request, form.cleaned_data["email"], "")
    except NotDelivered:
        why = _("The letter could not leave: the mail server does not answer. Try again in a minute.")
        return asking(request, form, why, BAD_GATEWAY)
    return redirect("address-code")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def code(request: HttpRequest, person: Person) -> HttpResponse:
    """Asks for the code, and makes the address hers."""
    sent = NewAddress.on_its_way(request)
    if sent is None:
        return redirect("address")
    if request.method != "POST":
        return typing(request, sent)
    if seconds := pace.wait_to_try(request):
        trail.note_once(trail.HOUSE, person, trail.Act.TOO_MANY, "code")
        return typing(request, sent, often(seconds), pace.TOO_MANY)
    if sent.is_right(request.POST.get("code", "")[:40]):
        return moved(request, person, sent)
    trail.note(trail.HOUSE, person, trail.Act.ADDRESS_CHANGED, "code", outcome=trail.Outcome.REFUSED)
    if sent.record_invalid_attempt():
        return typing(request, sent, _("This is not the code of the last letter. Look again."), 422)
    return asking(request, AddressForm(), _("That was not the code, three times. Ask for a new one."), 422)


def moved(request: HttpRequest, person: Person, sent: Code) -> HttpResponse:
    """Makes the address hers, and tells the former one; another account that has it keeps it."""
    sent.abort()
    before = person.email
    try:
        WRITER.run(lambda: Person.objects.filter(pk=person.pk).update(email=sent.email, proved=True))
    except IntegrityError:
        why = _("Another account has this address. Sign in with it, or choose another address.")
        return asking(request, AddressForm(), why, 409)
    trail.note(trail.HOUSE, person, trail.Act.ADDRESS_CHANGED)
    if before and before != sent.email:
        tell_of_move(before, person.language)
    return redirect(leading_to("settings", done="moved"))


def asking(request: HttpRequest, form: AddressForm, why: str = "", status: int = 200) -> HttpResponse:
    """Shows where to write the address."""
    context = {"form": form, "why": why, "mail": bool(settings.BESACE_SMTP)}
    return render(request, "account/address.html", context, status=status)


def typing(request: HttpRequest, sent: Code, why: str = "", status: int = 200) -> HttpResponse:
    """Shows where to type the code."""
    context = {"sent": sent, "why": why, "minutes": MINUTES, "mail": bool(settings.BESACE_SMTP)}
    return render(request, "account/address_code.html", context, status=status)
