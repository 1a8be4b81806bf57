"""Entering a session that was held on paper: in minutes, on one page, with the same records as a live one (S5.2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from besace.cycles.mistake import Mistake
from besace.cycles.session import Fate
from besace.live import clock
from besace.people.editions import Outdated
from besace.people.models import Attendance, Member
from besace.people.paper import AlreadyHeld, enter, next_after
from besace.people.timetable import today
from besace.web.preparing.occasion import Prepared, preparing
from besace.web.preparing.paper_form import REASONS, PaperForm


@require_http_methods(["GET", "HEAD", "POST"])
@preparing
def on_paper(request: HttpRequest, session: Prepared) -> HttpResponse:
    """Asks what the sheets say, and keeps it; shows what was kept once the session is over."""
    if session.planned.fate is Fate.HELD:
        return render(request, "preparing/entered.html", {"session": session, **_kept(session)})
    if _is_to_come(session):
        return render(request, "preparing/not_yet.html", {"session": session})
    form = form_of(request, session)
    if request.method != "POST" or not form.is_valid():
        return _asking(request, session, form)
    try:
        enter(session.meeting, form.entered())
    except (AlreadyHeld, Mistake, Outdated):
        form.add_error(None, _("Somebody else changed this session meanwhile. Look at it again before you keep this."))
        return _asking(request, session, form)
    return redirect("on-paper", group_id=session.who.group.id, number=session.planned.number)


def form_of(request: HttpRequest, session: Prepared) -> PaperForm:
    """Gives the form for those who take part in this cycle."""
    ids = [one.id for one in session.turning.participants]
    found = Member.objects.select_related("person").in_bulk(ids)
    when = session.planned.when
    return PaperForm(
        request.POST if request.method == "POST" else None,
        [found[one] for one in ids if one in found],
        session.turning.been_client,
        language=session.who.group.language,
        day=when.day if when else today(session.cycle.zone),
    )


def _is_to_come(session: Prepared) -> bool:
    when = session.planned.when
    return when is not None and when.begins.timestamp() > clock.now()


def _asking(request: HttpRequest, session: Prepared, form: PaperForm) -> HttpResponse:
    context = {"session": session, "form": form, "next": next_after(session.turning, session.planned.number)}
    return render(request, "preparing/on_paper.html", context, status=422 if request.method == "POST" else 200)


def _kept(session: Prepared) -> dict[str, Any]:
    rows = Attendance.objects.filter(meeting=session.meeting, came=True).select_related("member__person")
    client = Member.objects.select_related("person").filter(pk=session.planned.client).first()
    return {
        "came": [row.member.person.name for row in rows.order_by("member__joined", "member_id")],
        "client": client.person.name if client else "",
        "meeting": session.meeting,
        "why": REASONS.get(session.meeting.counts.get("why", ""), ""),
    }
