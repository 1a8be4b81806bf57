"""Webhooks of a group, for whoever facilitates it: made, looked at, and ended by its programs."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from besace.live import clock
from besace.people import webhooks as hooks
from besace.people.models import Member, Webhook
from besace.post import targets
from besace.post.targets import Why
from besace.web import pace
from besace.web.api import endpoints
from besace.web.api.answers import Refused, refusal
from besace.web.api.gate import Asked, belonging, slow

WRONG = 422
SAYS: Mapping[Why, str | Promise] = {
    Why.UNREADABLE: _(
        "That is no address that can be called: give one of a web page, in https, without a name or a password in it."
    ),
    Why.NOT_HTTPS: _("Only an address in https is called."),
    Why.PORT: _(
        "That port is not called from here. Leave it out of the address, or ask whoever looks after this Besace."
    ),
    Why.NOWHERE: _("That address leads to no machine in the public net. Only those are called."),
    Why.OFF: _("This Besace calls no programs: whoever looks after it decided so."),
}


def webhooks(request: HttpRequest, **named: str) -> HttpResponse:
    """Answers at the one address at which they are listed and made."""
    return (make if request.method == "POST" else listed)(request, **named)


@belonging(endpoints.WEBHOOKS)
def listed(asked: Asked, member: Member) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Lists her webhooks of this group, by whichever access they were made."""
    return JsonResponse({"webhooks": [_said(one) for one in hooks.of(member)]})


@belonging(endpoints.WEBHOOK_NEW)
def make(asked: Asked, member: Member) -> HttpResponse:
    """Makes one; each place its address leads to is looked at, now and at each call."""
    if seconds := pace.wait((f"webhooks {asked.access.pk}", pace.TRIES)):
        slow(seconds)
    address = asked.body["url"]
    try:
        targets.places(targets.read(address))
    except targets.NotAllowed as told:
        raise Refused(refusal(WRONG, sentence=str(SAYS[told.why]), field="url")) from None
    made = hooks.register(asked.access, member, address)
    if made is None:
        said = gettext("That is as many as one access may have. End one that is not used any more.")
        raise Refused(refusal(WRONG, sentence=said))
    row, secret = made
    return JsonResponse({"id": row.id, "url": address, "secret": secret}, status=201)


@belonging(endpoints.WEBHOOK)
def withdraw(asked: Asked, member: Member, webhook_id: str) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Ends one of hers; what waits is not sent."""
    if not hooks.withdraw(member, webhook_id):
        return refusal(404)
    return JsonResponse({"id": webhook_id})


def _said(one: Webhook) -> dict[str, Any]:
    bare = hooks.opened(one)
    state = "off" if one.off_at else "failing" if one.failures else "working" if one.last_at else "new"
    last = None
    if one.last_at is not None:
        last = {"at": clock.written(one.last_at), "status": one.last_status, "failure": one.last_failure or None}
    return {
        "id": one.id,
        "url": bare.address if bare else "",
        "state": state,
        "since": clock.written(one.created),
        "last": last,
        "failures": one.failures,
        "waiting": one.calls.count(),
        "lost": one.lost,
    }
