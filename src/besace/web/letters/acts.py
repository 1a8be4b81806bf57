"""What a facilitator does with letters: send what waits for a word, again, once more; correct, pass on, mark (B1)."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from besace.live import clock
from besace.people import chairs
from besace.people.invitations import NotInvited
from besace.people.timetable import current
from besace.post import outbox, standing
from besace.post.due import wanted
from besace.post.models import Kind, Letter
from besace.web.forms import clean
from besace.web.groups.words import not_invited
from besace.web.letters.forms import address_error
from besace.web.letters.pages import listed
from besace.web.letters.phrases import NAMES
from besace.web.who import Belonging, facilitating


@require_POST
@facilitating
def act(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Does what a button of the pages of letters says."""
    word = request.POST.get("do", "")
    if word not in ACTS:
        raise Http404
    return ACTS[word](request, who)


def invite(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Sends the invitations that were not sent yet."""
    return back(request, who, "sent" if outbox.invite_all(who.group, who.person) else "had")


def ask_to_answer(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Asks those who have said nothing to the poll."""
    return back(request, who, "sent" if outbox.ask_to_answer(who.group, who.person) else "had")


def ask_to_confirm(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Asks those who have not confirmed the dates."""
    cycle = current(who.group)
    sent = outbox.ask_to_confirm(cycle, who.person) if cycle is not None else 0
    return back(request, who, "sent" if sent else "had")


def again(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Sends a letter once more, to the one it was for."""
    made = outbox.again(letter_or_404(request, who), who.person)
    return back(request, who, "sent" if made else "late")


def retry(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Tries a letter that failed once more."""
    outbox.retry(letter_or_404(request, who))
    return back(request, who, "sent")


def came_back(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Marks a letter that came back."""
    outbox.came_back(letter_or_404(request, who))
    return back(request, who, "marked")


def passed_on(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Marks a letter that was passed on by hand."""
    key = tuple(clean(request.POST.get("letter", "")).split(" "))
    one = next(
        (one for one in wanted(standing.of(who.group), clock.now()) if one.key == key and one.kind in NAMES), None
    )
    if one is not None:
        outbox.passed_on(one, who.person)
    return HttpResponseRedirect(reverse("letters-copy", args=[who.group.id]) + "?done=marked")


def correct(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Corrects the address of an invitation, and tries its letter once more."""
    letter = letter_or_404(request, who)
    if letter.kind != Kind.INVITATION or letter.invitation is None:
        raise Http404  # the address of someone with an account is hers to correct: it is her key to come in
    address = clean(request.POST.get("email", "")).casefold()
    if why := address_error(letter.invitation, address):
        return listed(request, who, 422, refused=letter.id, why=why, typed=request.POST.get("email", ""))
    try:
        outbox.correct(letter, address)
    except NotInvited as no:
        why = not_invited(no.why, chairs.laid(who.group))
        return listed(request, who, 422, refused=letter.id, why=why, typed=request.POST.get("email", ""))
    return back(request, who, "sent")


def letter_or_404(request: HttpRequest, who: Belonging) -> Letter:
    """Finds the letter of this group that a form names.

    Raises:
        Http404: there is none, or it is nobody's business but that of who reads it.
    """
    rows = Letter.objects.filter(group=who.group, kind__in=NAMES, pk=clean(request.POST.get("letter", "")))
    found = rows.select_related("group", "meeting", "person", "invitation").first()
    if found is None:
        raise Http404
    return found


def back(_request: HttpRequest, who: Belonging, done: str) -> HttpResponse:
    """Goes back to the letters, which then say what was done."""
    return HttpResponseRedirect(f"{reverse('letters', args=[who.group.id])}?done={done}")


ACTS: dict[str, Callable[[HttpRequest, Belonging], HttpResponse]] = {
    "invite": invite,
    "ask": ask_to_answer,
    "confirm": ask_to_confirm,
    "again": again,
    "retry": retry,
    "came-back": came_back,
    "passed-on": passed_on,
    "correct": correct,
}
