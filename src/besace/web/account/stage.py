"""The second thing asked of whoever answers for others: a code by mail alone is one factor (ASVS 6.3.3)."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import Login
from allauth.account.stages import LoginStage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from besace.people.charge import in_charge
from besace.people.keys import has_key
from besace.people.models import Person
from besace.web.account.ground import Ground, ground
from besace.web.account.proof import KEY


class KeyStage(LoginStage):  # type: ignore[misc]  # allauth publishes no types
    """Between the code and coming in: her passkey, where she has one and answers for a group or a programme."""

    key = "besace_key"
    urlname = "account_key"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Leads to the page that asks for the passkey, or lets her through."""
        if not _is_asked_for(self.request, self.login):
            return None, True
        return HttpResponseRedirect(reverse(self.urlname)), True


def _is_asked_for(request: HttpRequest, login: Login) -> bool:
    person = login.user
    if not isinstance(person, Person) or ground() is not Ground.FIRM:
        return False
    if any(one.get("method") == KEY for one in get_authentication_records(request, person)):
        return False
    return has_key(person) and in_charge(person)
