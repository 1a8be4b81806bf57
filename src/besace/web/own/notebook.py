"""My notebook, page by page: what one noted, learned, enjoyed and will apply, for one's own eyes (S6, F4)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from besace.papers.days import day_in_words
from besace.people import debriefs, keeping, plans, retention, shredding
from besace.people import notebook as pages
from besace.people.models import Meeting, Member, Person, Plan
from besace.people.notebook import Leaf, Note, Written
from besace.web.forms import clean
from besace.web.own.words import Fresh, latest_plan, own_words, tick
from besace.web.who import Belonging, owning, signed_in


class PageForm(Fresh):
    """The answers of a page, three or four, and room for one note more."""

    learned = own_words(gettext_lazy("I learned"), 3)
    enjoyed = own_words(gettext_lazy("I enjoyed"), 3)
    apply = own_words(gettext_lazy("I will apply"), 3)
    expected = own_words(gettext_lazy("What I had hoped for, and found"), 3)
    note = own_words(gettext_lazy("One more note"), 3)
    pocket = tick(gettext_lazy("Into the side pocket: not resonating yet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("expected"):  # asked by the card of four alone
            del self.fields["expected"]


class NoteForm(forms.Form):
    """One note, changed or let go."""

    text = own_words(gettext_lazy("My note"), 3)
    pocket = tick(gettext_lazy("Into the side pocket: not resonating yet"))
    key = forms.CharField(widget=forms.HiddenInput)


@require_safe
@signed_in
def notebooks(request: HttpRequest, person: Person) -> HttpResponse:
    """Shows the notebooks of all her groups, also of those she has left."""
    members = Member.objects.select_related("group", "person").filter(person=person).order_by("-joined", "id")
    rows = [{"member": one, "pages": sum(bool(leaf.written) for leaf in pages.leaves(one))} for one in members]
    return render(request, "own/notebooks.html", {"rows": rows})


def _ends(leaves: Sequence[Leaf]) -> str:
    """The day on which the oldest of her pages end; empty while their cycle goes on."""
    days = [day for leaf in leaves if (day := retention.pages_end(leaf.meeting.cycle))]
    return day_in_words(min(days), year=True) if days else ""


@require_safe
@owning
def notebook(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows her pages of a group, the newest first."""
    leaves = pages.leaves(who.member)
    names = {one.id: one.person.name for one in who.group.members.select_related("person")}
    context = {
        "who": who,
        "tab": "notes",
        "ends": _ends(leaves),
        "after": keeping.of_latest(who.group).pages,
        "latest": latest_plan(who),
        "rows": [_row(who, leaf, names) for leaf in leaves],
        "cycles": len({leaf.meeting.cycle_id for leaf in leaves}) > 1,
    }
    return render(request, "own/notebook.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@owning
def page(request: HttpRequest, who: Belonging, meeting_id: str) -> HttpResponse:
    """Shows one page to write in, and keeps what she writes."""
    leaf = leaf_or_404(who, meeting_id)
    now = leaf.written
    form = PageForm(request.POST or None, initial=_answers(now))
    if request.method != "POST" or not form.is_valid():
        return _writing(request, who, leaf, form)
    found = dict(form.cleaned_data)
    text, pocket = found.pop("note"), found.pop("pocket")
    known = {"", *(note.text for note in now.notes)}  # sent twice, noted once
    notes = now.notes if text in known else (*now.notes, Note(text, pocket))
    try:
        pages.write(who.member, leaf.meeting, **found, notes=notes)
    except pages.TooMany:
        form.add_error("note", _("This page holds as many notes as it can. Let one go first."))
        return _writing(request, who, leaf, form)
    return _back(who, leaf.meeting)


@require_POST
@owning
def note(request: HttpRequest, who: Belonging, meeting_id: str) -> HttpResponse:
    """Changes one note of a page, or lets it go; one that has changed meanwhile is left, and her words come back."""
    leaf, form = leaf_or_404(who, meeting_id), NoteForm(request.POST)
    found = form.cleaned_data if form.is_valid() else {}
    place = next((n for n, one in enumerate(leaf.written.notes) if one.key == found.get("key")), None)
    if place is None:
        again = PageForm(initial=_answers(leaf.written))
        again.fields["note"].initial = clean(request.POST.get("text", ""))
        return _writing(request, who, leaf, again, trouble=True)
    kept = _without(leaf.written.notes, place)
    if "erase" not in request.POST and found["text"]:
        kept = (*kept[:place], Note(found["text"], found["pocket"]), *kept[place:])
    pages.write(who.member, leaf.meeting, notes=kept)
    return _back(who, leaf.meeting)


@require_POST
@owning
def erase(_request: HttpRequest, who: Belonging, meeting_id: str) -> HttpResponse:
    """Deletes one page for good."""
    pages.delete(who.member, leaf_or_404(who, meeting_id).meeting)
    return HttpResponseRedirect(f"{reverse('notebook', args=[who.group.id])}?erased")


def leaf_or_404(who: Belonging, meeting_id: str) -> Leaf:
    """Finds a session among those of her own notebook.

    Raises:
        Http404: it is not one of them.
    """
    leaf = next((one for one in pages.leaves(who.member) if one.meeting.id == meeting_id), None)
    if leaf is None:
        raise Http404
    return leaf


def day_of(leaf: Leaf) -> str:
    """Gives the day of a session in words, where it is known."""
    return day_in_words(leaf.day) if leaf.day else ""


def _row(who: Belonging, leaf: Leaf, names: dict[str, str]) -> dict[str, object]:
    row = Plan.objects.select_related("member").filter(meeting=leaf.meeting, member=who.member).first()
    plan = plans.opened(row) if row else None
    return {
        "leaf": leaf,
        "day": day_of(leaf),
        "question": plan.question if plan else "",
        "planned": plan is not None,
        "mine": leaf.client == who.member.id or plan is not None,
        "client": names.get(leaf.client or "", ""),
        "erasable": leaf.client == who.member.id and shredding.of_member(who.member, leaf.meeting),
        "debrief": _runs(who, leaf) and debriefs.facilitated(leaf.meeting, who.member),
    }


def _runs(who: Belonging, leaf: Leaf) -> bool:
    return who.facilitates or leaf.meeting.facilitator_id == who.member.id


def _writing(
    request: HttpRequest, who: Belonging, leaf: Leaf, form: PageForm, *, trouble: bool = False
) -> HttpResponse:
    refused = trouble or (request.method == "POST" and bool(form.errors))
    context = {
        "who": who,
        "leaf": leaf,
        "day": day_of(leaf),
        "form": form,
        "notes": [_note_form(n, one) for n, one in enumerate(leaf.written.notes)],
        "mine": leaf.client == who.member.id,
        "trouble": trouble,
    }
    return render(request, "own/page.html", context, status=422 if refused else 200)


def _note_form(number: int, one: Note) -> dict[str, object]:
    initial = {"text": one.text, "pocket": one.pocket, "key": one.key}
    return {"note": one, "form": NoteForm(initial=initial, auto_id=f"id_{number}_%s")}


def _answers(written: Written) -> dict[str, str]:
    return {name: getattr(written, name) for name in pages.ANSWERS}


def _without(notes: Sequence[Note], place: int) -> tuple[Note, ...]:
    return (*notes[:place], *notes[place + 1 :])


def _back(who: Belonging, meeting: Meeting) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('notebook', args=[who.group.id])}?kept#s-{meeting.id}")
