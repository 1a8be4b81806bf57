"""My subjects between sessions: written on a phone, with the coach, and hers until she brings one (B2, R4)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from besace.coach import hints
from besace.method.fields import BREAKS
from besace.papers.days import day_in_words
from besace.people import subjects, timetable, trail
from besace.people.models import Subject
from besace.web.coaching import Advice, in_order
from besace.web.own.words import tick
from besace.web.start import Words
from besace.web.who import Belonging, belonging

KINDS = (
    ("problem", pgettext_lazy("it is rather a", "problem")),
    ("project", pgettext_lazy("it is rather a", "project")),
    ("concern", pgettext_lazy("it is rather a", "concern")),
)
READ, TAKE = "read", "take"
"""What asks the coach without a script: to read it, or to take a rewording. Nothing is kept yet."""


class SubjectForm(forms.Form):
    """A subject as a session takes it: one sentence, what kind it is, and whether it comes to the next session."""

    title = Words(
        label=gettext_lazy("Your subject"),
        max_length=subjects.LONGEST,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("It begins with “How”, and says what for: to…, in order to…"),
        error_messages={"required": gettext_lazy("Write the subject in a sentence.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("It is rather a"), required=False, choices=KINDS, widget=forms.RadioSelect
    )
    share_only = tick(gettext_lazy("To share only"), gettext_lazy("The group hears it; it is not on the ballot."))
    bring = tick(
        gettext_lazy("Bring it to the next session"),
        gettext_lazy("It is at hand on your phone there. You put it on the paperboard with one touch."),
    )

    def clean_title(self) -> str:
        """Reads the subject as one line, as the session does."""
        return BREAKS.sub(" ", str(self.cleaned_data["title"]))


@require_http_methods(["GET", "HEAD", "POST"])
@belonging
def mine(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the subjects she keeps, and takes one more."""
    form = _form(request, {"bring": True})
    if request.method == "POST" and _kept(request, form, lambda found: subjects.keep(who.member, **found)):
        return _back(who, "kept")
    return _shown(request, who, form)


@require_http_methods(["GET", "HEAD", "POST"])
@belonging
def one(request: HttpRequest, who: Belonging, subject_id: str) -> HttpResponse:
    """Shows one subject that waits, to word it anew or to take it back."""
    subject = next((kept for kept in subjects.of(who.member) if kept.id == subject_id and not kept.treated), None)
    if subject is None:
        raise Http404
    if request.method == "POST" and "withdraw" in request.POST:
        subjects.withdraw(who.member, subject_id)
        trail.note(who.group.id, who.person, trail.Act.ERASED, "subject")
        return _back(who, "withdrawn")
    form = _form(request, asdict(subject))
    if request.method == "POST" and _kept(
        request, form, lambda found: subjects.keep(who.member, subject_id=subject_id, **found)
    ):
        return _back(who, "kept")
    return _shown(request, who, form, subject)


@require_POST
@belonging
def coach(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Answers with the hints on a wording, as the room does; nothing is kept of it."""
    text = request.POST.get("text", "")
    return render(request, "room/hint.html", {"advice": _advice(who, text)})


def _form(request: HttpRequest, initial: Mapping[str, Any]) -> SubjectForm:
    if request.method != "POST":
        return SubjectForm(initial=dict(initial))
    posted = request.POST.copy()
    if TAKE in posted:
        posted["title"] = str(posted[TAKE])
    return SubjectForm(posted)


def _kept(request: HttpRequest, form: SubjectForm, keep: Callable[[Mapping[str, Any]], Subject]) -> bool:
    """Keeps what the form found, unless the coach was asked, or it cannot be kept: then the form says why."""
    if READ in request.POST or TAKE in request.POST or not form.is_valid():
        return False
    try:
        keep(form.cleaned_data)
    except subjects.TooMany:
        form.add_error(None, _("You keep five subjects already. Take one back first, or reword it."))
    except Subject.DoesNotExist:
        form.add_error(None, _("This subject was treated or taken back meanwhile. Your words are still here."))
    return form.is_valid()


def _shown(
    request: HttpRequest, who: Belonging, form: SubjectForm, subject: subjects.Kept | None = None
) -> HttpResponse:
    kept = subjects.of(who.member)
    waiting = [each for each in kept if not each.treated]
    cycle = timetable.current(who.group)
    coming = next((each.when for each in timetable.to_come(cycle) if each.when), None) if cycle else None
    asked = READ in request.POST or TAKE in request.POST
    if who.person.coached:
        form.fields["title"].widget.attrs["data-coach"] = "subject"
    context = {
        "who": who,
        "form": form,
        "subject": subject,
        "waiting": waiting,
        "treated": [each for each in kept if each.treated],
        "full": len(waiting) >= subjects.MOST,
        "day": day_in_words(coming.day) if coming else "",
        "again": subjects.been_client(who.member),
        "advice": _advice(who, str(form["title"].value() or "")) if asked or subject else [],
        "asked": asked,
    }
    refused = request.method == "POST" and not asked
    return render(request, "own/subject.html", context, status=422 if refused else 200)


def _advice(who: Belonging, text: str) -> list[Advice]:
    if not who.person.coached:
        return []
    return in_order(text, hints(who.group.language, "subject", text))


def _back(who: Belonging, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('subject', args=[who.group.id])}?{done}")
