"""A programme's pages: its groups in counts, who facilitates when, and a new group (F4, G8)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from besace.people import programmes, reckoning, trail
from besace.people.models import Person, Programme
from besace.people.rota import rota
from besace.web.organiser.forms import GroupForm, ProgrammeForm
from besace.web.organiser.gate import organising
from besace.web.organiser.sheet import spread
from besace.web.who import keyed

SOON = 8
"""How many sessions to come stand open; the rest is folded away."""


@require_http_methods(["GET", "HEAD", "POST"])
@keyed
def new(request: HttpRequest, person: Person) -> HttpResponse:
    """Asks for the name of a programme, and creates it."""
    form = ProgrammeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, "organiser/edit.html", form)
    programme = programmes.create(person, form.cleaned_data["name"], form.cleaned_data["about"])
    return redirect("programme", programme_id=programme.id)


@require_safe
@organising
def show(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Shows the groups in counts, who facilitates when, and how it was."""
    groups = reckoning.groups_of(programme)
    facilitators = programmes.people(programme, programmes.FACILITATOR)
    rows, duties = reckoning.rows(groups), rota(groups)
    context = {
        "programme": programme,
        "rows": rows,
        "members": sum(row.members for row in rows),
        "facilitators": facilitators,
        "soon": duties[:SOON],
        "later": duties[SOON:],
        "how": reckoning.how_it_was(groups),
        "came": reckoning.by_name(groups),
        "consenting": reckoning.consenting(groups),
    }
    return render(request, "organiser/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organising
def edit(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Asks for another name, and takes it."""
    told = {"name": programme.name, "about": programme.about}
    form = ProgrammeForm(request.POST) if request.method == "POST" else ProgrammeForm(initial=told)
    if request.method != "POST" or not form.is_valid():
        return _form(request, "organiser/edit.html", form, programme)
    programmes.edit(programme, form.cleaned_data["name"], form.cleaned_data["about"])
    return redirect("programme", programme_id=programme.id)


@require_http_methods(["GET", "HEAD", "POST"])
@organising
def group(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Asks what a new group is called and who facilitates it, and adds it."""
    facilitators = programmes.people(programme, programmes.FACILITATOR)
    form = GroupForm(request.POST if request.method == "POST" else None, facilitators)
    if request.method != "POST" or not form.is_valid():
        return _form(request, "organiser/group.html", form, programme)
    told = {name: form.cleaned_data[name] for name in ("name", "in_common", "language", "seats")}
    try:
        programmes.add_group(programme, form.cleaned_data["facilitator"], told)
    except programmes.NotAFacilitator:
        form.add_error("facilitator", _("This person does not facilitate in this programme any more."))
        return _form(request, "organiser/group.html", form, programme)
    return redirect("programme", programme_id=programme.id)


@require_safe
@organising
def table(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Gives the groups in counts as a file for a spreadsheet."""
    answer = HttpResponse(
        spread(reckoning.rows(reckoning.groups_of(programme))), content_type="text/csv; charset=utf-8"
    )
    trail.note(trail.HOUSE, request.user, trail.Act.EXPORTED, "programme")  # type: ignore[arg-type]  # organising
    answer["Content-Disposition"] = 'attachment; filename="besace-programme.csv"'
    return answer


def _form(
    request: HttpRequest, page: str, form: GroupForm | ProgrammeForm, programme: Programme | None = None
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, page, {"form": form, "programme": programme}, status=status)
