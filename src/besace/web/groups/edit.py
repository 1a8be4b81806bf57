"""Changing what is said of a group; the second of two who do so at once is told, and loses nothing she typed (G8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from besace.people.founding import Overtaken, TooFew, change
from besace.people.models import Group
from besace.web.groups.form import SAID, ChangeForm, said_of
from besace.web.who import Belonging, facilitating

REFUSED, OVERTAKEN = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@facilitating
def edit(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows what stands of a group, and changes it."""
    if request.method != "POST":
        return shown(request, who, ChangeForm(initial=said_of(who.group)))
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return shown(request, who, form, status=REFUSED)
    try:
        change(who.member, form.told(), form.cleaned_data["edition"])
    except Overtaken:
        return overtaken(request, who)
    except TooFew as few:
        form.add_error("seats", too_few(few.occupied))
        return shown(request, who, form, status=REFUSED)
    return HttpResponseRedirect(reverse("table", args=[who.group.id]))


def overtaken(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the version of the other one beside hers: nothing was changed, and to save again is to decide."""
    now = Group.objects.get(pk=who.group.pk)
    typed = ChangeForm({**request.POST.dict(), "edition": now.edition})
    typed.is_valid()
    return shown(request, who, typed, differences(typed, now), OVERTAKEN)


def differences(form: ChangeForm, now: Group) -> Sequence[Mapping[str, Any]]:
    """Gives each field that reads otherwise now: its label, and what stands there, in words."""
    stands = ChangeForm(initial=said_of(now))
    return [
        {"label": stands[name].label, "words": in_words(stands, name)}
        for name in SAID
        if str(form.cleaned_data.get(name)) != str(getattr(now, name))
    ]


def in_words(form: ChangeForm, name: str) -> str:
    """Says what a field holds: the words of the choice, where it is one."""
    value = str(form.initial[name])
    choices = {str(key): str(words) for key, words in getattr(form.fields[name], "choices", ())}
    return choices.get(value, value)


def too_few(occupied: int) -> str:
    """Says why there cannot be fewer chairs."""
    sentence = ngettext(
        "%(n)s person is a member or invited: fewer chairs would leave someone standing.",
        "%(n)s people are members or invited: fewer chairs would leave someone standing.",
        occupied,
    )
    return sentence % {"n": occupied}


def shown(
    request: HttpRequest, who: Belonging, form: ChangeForm, theirs: Sequence[Mapping[str, Any]] = (), status: int = 200
) -> HttpResponse:
    """Shows the form, and what somebody else wrote meanwhile."""
    context = {"form": form, "group": who.group, "theirs": theirs, "overtaken": status == OVERTAKEN}
    return render(request, "groups/edit.html", context, status=status)
