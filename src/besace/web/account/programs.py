"""Access for programs: given on a page of one's own, shown once, withdrawn at any time."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from besace.live import clock
from besace.people import access, trail
from besace.people.access import DAYS, Scope
from besace.people.charge import in_charge
from besace.people.models import Person
from besace.web.account.proof import is_fresh
from besace.web.account.way_back import leading_to
from besace.web.forms import number_of
from besace.web.start import Words
from besace.web.who import key_first, signed_in

SAYS: dict[Scope, str | Promise] = {
    Scope.READ: _("Read my groups and the dates of their sessions"),
    Scope.ROOM: _("See and act in the rooms where I have a seat, and open one"),
    Scope.WEBHOOKS: _("Be told when a session is scheduled, moved, closed or cancelled in a group that I facilitate"),
}
IN_SHORT: dict[Scope, str | Promise] = {
    Scope.READ: _("groups and dates"),
    Scope.ROOM: _("rooms"),
    Scope.WEBHOOKS: _("changes of dates"),
}
WRONG = 422


class ProgramForm(forms.Form):
    """What a program is called, what it may, and for how long."""

    name = Words(
        label=_("What do you call this program?"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": _("A name, so that you know it again in your settings.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do in your name?"),
        choices=[*SAYS.items()],
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing.")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[*zip(DAYS, (_("30 days"), _("90 days"), _("a year")), strict=True)],
        initial=DAYS[1],
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def programs(request: HttpRequest, person: Person) -> HttpResponse:
    """Asks what a program may, and shows its secret, this once; whoever signed in long ago shows first that it is she,
    and whoever answers for others by her passkey.
    """
    if not is_fresh(request, person):
        return redirect(leading_to("account_again", leading_to("programs")))
    if in_charge(person) and (asked := key_first(request, person)):
        return asked
    form = ProgramForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/programs.html", {"form": form}, status=WRONG if form.errors else 200)
    told = form.cleaned_data
    secret = access.make(person, told["name"], map(Scope, told["scopes"]), told["days"])
    if secret is None:
        form.add_error(None, _("That is as many as one may have. Withdraw one that is not used any more."))
        return render(request, "account/programs.html", {"form": form}, status=WRONG)
    return render(request, "account/program.html", {"secret": secret, "name": told["name"]})


@require_POST
@signed_in
def withdraw(request: HttpRequest, person: Person) -> HttpResponse:
    """Takes an access away at once: its program is refused from now on, and leaves every table."""
    if not is_fresh(request, person):
        return redirect(leading_to("account_again", leading_to("settings")))
    if not access.withdraw(person, number_of(request.POST.get("program", ""))):
        trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "access")
        raise Http404
    return redirect(leading_to("settings", done="program") + "#programs")


def programs_said(person: Person) -> list[dict[str, Any]]:
    """Her accesses, as the settings list them."""
    now = clock.now()
    return [
        {
            "id": one.pk,
            "name": one.label,
            "may": [IN_SHORT[Scope(word)] for word in one.scopes.split()],
            "until": clock.local(one.until, person.zone).replace(tzinfo=None),
            "lives": one.until > now,
            "used": one.used_on,
        }
        for one in access.of(person)
    ]
