"""What was done in a group and when, for those who facilitate it: in words, by role, and nobody is named (ASVS 16)."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from besace.live import clock
from besace.people import trail as lines
from besace.people.models import Trace
from besace.people.trail import Act, Outcome, Part
from besace.web.cycle import words
from besace.web.who import Belonging, facilitating

AT_ONCE = 25
type Said = str | Promise

WHO: dict[str, Said] = {
    Part.FACILITATOR: _("A facilitator"),
    Part.PARTICIPANT: _("A participant"),
    Part.SOMEONE: _("Someone else"),
    Part.HOUSE: _("By itself"),
}
DID: dict[tuple[str, str], Said] = {
    (Act.ROLE, ""): _("someone was made facilitator"),
    (Act.INVITED, ""): _("invited someone"),
    (Act.INVITED, "link"): _("laid a link to join by"),
    (Act.INVITED, "in-mind"): _("kept someone in mind for a free seat"),
    (Act.INVITED, "co-facilitator"): _("invited someone to facilitate"),
    (Act.INVITATION_CHANGED, ""): _("corrected the address of an invitation"),
    (Act.INVITATION_WITHDRAWN, ""): _("withdrew an invitation, or closed the link"),
    (Act.INVITATION_DECLINED, ""): _("declined an invitation"),
    (Act.JOINED, ""): _("joined the group"),
    (Act.JOINED, "co-facilitator"): _("joined the group to facilitate it"),
    (Act.LEFT, ""): _("left the group"),
    (Act.REMOVED, ""): _("removed someone from the group"),
    (Act.HANDED, ""): _("handed a session over, or took it back"),
    (Act.OPENED, ""): _("opened a session"),
    (Act.CLOSED, ""): _("a session was over"),
    (Act.ERASED, ""): _("erased words of their own"),
    (Act.ERASED, "session"): _("erased what was said in a session"),
    (Act.EXPORTED, ""): _("took their own words along"),
    (Act.KEEPING, "shorter"): _("chose a shorter time to keep things"),
    (Act.KEEPING, "longer"): _("chose a longer time to keep things"),
    (Act.ENDED, "words"): _("the words of a session ended"),
    (Act.ENDED, "pages"): _("pages, plans and subjects ended"),
    (Act.ENDED, "ties"): _("the ties named ended"),
    (Act.ENDED, "attendance"): _("who came was forgotten"),
    (Act.ASKED, ""): _("asked for a page that is not theirs, or not there"),
    (Act.TOO_MANY, ""): _("tried too often"),
    (Act.LETTER, ""): _("a letter did not leave"),
    (Act.WEBHOOK_MADE, ""): _("had a program told when dates change"),
    (Act.WEBHOOK_ENDED, ""): _("has a program told of dates no more"),
    (Act.WEBHOOK_ENDED, "failures"): _("a program is told of dates no more: it did not answer"),
    (Act.WEBHOOK_ENDED, "gone"): _("a program is told of dates no more: it said so itself"),
}
"""What to say of an act and its kind; of an act whose kind has no words of its own, those under no kind."""
OUTCOMES: dict[str, Said] = {Outcome.DONE: "", Outcome.REFUSED: _("refused"), Outcome.FAILED: _("failed")}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown."""

    day: str
    hour: str
    who: Said
    did: Said
    outcome: Said


@require_safe
@facilitating
def trail(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows the lines, the newest first."""
    page = Paginator(lines.of_group(who.group.id), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "who": who,
        "group": who.group,
        "page": page,
        "lines": [_line(one, who.person.zone) for one in page],
        "broken": lines.broken(who.group.id) is not None,
    }
    return render(request, "groups/trail.html", context)


def said_of(act: str, what: str) -> Said:
    """Says what was done."""
    return DID.get((act, what)) or DID.get((act, ""), act)


def _line(one: Trace, zone: str) -> Line:
    at = clock.local(one.at, zone)
    did = said_of(one.act, one.what)
    return Line(words.day(at.date(), weekday=False), words.hour(at), WHO[one.part], did, OUTCOMES[one.outcome])
