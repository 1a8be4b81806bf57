"""A participant's own say: whether the organiser may see by name when they came (F4)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from besace.journal.writer import WRITER
from besace.people.models import Member
from besace.web.who import Belonging, belonging


@require_http_methods(["GET", "HEAD", "POST"])
@belonging
def consent(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Asks a participant of a programme's group, and keeps the answer; it can be taken back at any time."""
    if who.group.programme is None or who.member.role != Member.Role.PARTICIPANT:
        raise Http404
    if request.method != "POST":
        return render(request, "organiser/consent.html", {"who": who})
    shown = request.POST.get("shown") == "yes"
    WRITER.run(lambda: Member.objects.filter(pk=who.member.pk).update(attendance_shown=shown))
    return redirect(f"{request.path}?kept")
