"""Fewer letters: which ones a person wants, said from any of them, without a login."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from besace.journal.writer import WRITER
from besace.people import tokens
from besace.people.models import Invitation, Person, Plan
from besace.policy import Gate
from besace.post.links import INVITED
from besace.web.by_table import asks
from besace.web.letters.tokens import token_in

WANTS = ("wants_announcements", "wants_reminders", "wants_actions")


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.BY_LINK)
def fewer(request: HttpRequest) -> HttpResponse:
    """Shows which letters the holder of a letter gets, and keeps which ones she wants."""
    if request.method != "POST":
        return render(request, "letters/by_link.html", {"page": "fewer"})
    token = token_in(request)
    person, invitation = person_of(token), invitation_of(token)
    if person is None and invitation is None:
        return render(request, "letters/by_link.html", {"page": "fewer", "refused": bool(token)}, status=422)
    saved = request.POST.get("do") == "save"
    if saved:
        keep(request, person) if person else decline(invitation)
    context = {"token": token, "person": person, "invitation": invitation, "saved": saved, "acts": acts(person)}
    return render(request, "letters/fewer.html", context)


def person_of(token: str) -> Person | None:
    """Finds whose letters a token is about."""
    name = tokens.named(token)
    return Person.objects.filter(pk=name).first() if tokens.holds(token, tokens.LETTERS, name) else None


def invitation_of(token: str) -> Invitation | None:
    """Finds the invitation a token is about; the token that went to a former address is worth nothing."""
    name = tokens.named(token)
    found = Invitation.objects.filter(pk=name.removeprefix(INVITED)).first() if name.startswith(INVITED) else None
    return found if found and tokens.holds(token, tokens.LETTERS, name, found.turn) else None


def keep(request: HttpRequest, person: Person) -> None:
    """Keeps which letters she wants; one who wants none of her plan is not reminded of one either."""
    wants = {name: name in request.POST for name in WANTS}

    def kept() -> None:
        Person.objects.filter(pk=person.pk).update(**wants)
        if not wants["wants_actions"]:
            Plan.objects.filter(member__person=person).update(remind_before=False, remind_on_the_day=False)

    WRITER.run(kept)
    person.refresh_from_db()


def decline(invitation: Invitation | None) -> None:
    """Keeps that an invitation is not for her: nothing more is written about it."""
    if invitation is not None:
        opened = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.OPEN)
        WRITER.run(lambda: opened.update(state=Invitation.State.DECLINED))


def acts(person: Person | None) -> bool:
    """Whether she is reminded of her actions, by her own wish or by that of one plan."""
    if person is None:
        return False
    return person.wants_actions or Plan.objects.filter(member__person=person, remind_before=True).exists()
