"""Who facilitates in a programme and who organises it: added by the address with which they come in."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from besace.live import clock
from besace.live.limits import Limits
from besace.people import programmes
from besace.people.models import Programme
from besace.people.programmes import FACILITATOR, ORGANISER, LastOrganiser, UnknownAddress
from besace.web.organiser.forms import AddressForm
from besace.web.organiser.gate import organising

HEADS = {
    FACILITATOR: gettext_lazy("Who facilitates"),
    ORGANISER: gettext_lazy("Who organises"),
}
GUESSES = Limits()
"""Somebody's addresses we do not know are counted, so that nobody learns by trying who has an account here."""


@require_http_methods(["GET", "HEAD", "POST"])
@organising
def people(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Shows who facilitates and who organises; adds by address, takes away by name."""
    if request.method != "POST":
        return _page(request, programme)
    role = request.POST.get("role", "")
    if role not in HEADS:
        raise Http404
    if gone := request.POST.get("remove"):
        return _removed(request, programme, role, gone)
    form = AddressForm(request.POST)
    if form.is_valid() and _added(request, programme, role, form):
        return redirect("programme-people", programme_id=programme.id)
    return _page(request, programme, {role: {"form": form}})


def _added(request: HttpRequest, programme: Programme, role: str, form: AddressForm) -> bool:
    who, now = str(request.user.pk), clock.real()
    if wait := GUESSES.wait(who, who, now):
        minutes = -(-wait // 60)
        sentence = ngettext(
            "Nobody comes in with any of these addresses. Try again in %(n)s minute.",
            "Nobody comes in with any of these addresses. Try again in %(n)s minutes.",
            minutes,
        )
        form.add_error("email", sentence % {"n": minutes})
        return False
    try:
        programmes.add(programme, role, form.cleaned_data["email"])
    except UnknownAddress:
        GUESSES.failed(who, who, now)
        form.add_error(
            "email", _("Nobody has come in with this address yet. Ask them to sign in once, then add them here.")
        )
        return False
    return True


def _removed(request: HttpRequest, programme: Programme, role: str, person_id: str) -> HttpResponse:
    try:
        programmes.remove(programme, role, person_id)
    except LastOrganiser:
        return _page(request, programme, {role: {"refused": _("Somebody must organise it: add another one first.")}})
    return redirect("programme-people", programme_id=programme.id)


def _page(
    request: HttpRequest, programme: Programme, told: Mapping[str, Mapping[str, Any]] | None = None
) -> HttpResponse:
    told = told or {}
    lists = [
        {
            "role": role,
            "name": name,
            "people": programmes.people(programme, role),
            "form": AddressForm(auto_id=f"{role}_%s"),
            **told.get(role, {}),
        }
        for role, name in HEADS.items()
    ]
    status = 422 if request.method == "POST" else 200
    return render(request, "organiser/people.html", {"programme": programme, "lists": lists}, status=status)
