"""A person's sessions as a calendar to subscribe to: the time, and the word “Session”.

A calendar program shows no login and reads no fragment: the token stands in the path. It opens this alone, is its
owner's to replace (`Person.feed`), and what it opens names nobody.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from besace import policy
from besace.cycles.session import Fate
from besace.live import clock
from besace.papers.invitation import Entry, feed_of
from besace.people import timetable, tokens
from besace.people.models import Cycle, Member, Person
from besace.people.parties import party_of
from besace.policy import Gate
from besace.web.by_table import asks

BACK = timedelta(days=31)


@require_safe
@asks(Gate.BY_LINK)
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """Gives the calendar a token opens."""
    person = Person.objects.filter(pk=tokens.named(token), is_active=True).first()
    if person is None or not tokens.holds(token, tokens.FEED, person.id, person.feed):
        raise Http404
    now = datetime.fromtimestamp(clock.now(), UTC)
    answer = HttpResponse(feed_of(entries(person, now), now), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = 'inline; filename="sessions.ics"'
    return answer


def entries(person: Person, now: datetime) -> Iterator[Entry]:
    """Gives her sessions in every group, from a month ago on, cancelled ones left out."""
    for member in person.memberships.filter(left_at=None):
        if not policy.takes("feed.ics", party_of(member)):
            continue
        since = int((now - BACK).timestamp())
        rows = Cycle.objects.filter(Q(closed=None) | Q(closed__gt=since), group=member.group_id, begun__isnull=False)
        for cycle in rows:
            yield from _of_cycle(cycle, member, now)


def _of_cycle(cycle: Cycle, member: Member, now: datetime) -> Iterator[Entry]:
    turning = timetable.folded(cycle)
    if member.role == Member.Role.PARTICIPANT and all(one.id != member.id for one in turning.participants):
        return
    known = {one.number: one for one in cycle.meetings.all()}
    for planned in turning.sessions:
        when, meeting = planned.when, known.get(planned.number)
        if when and meeting and planned.fate in {Fate.TO_COME, Fate.HELD} and when.ends > now - BACK:
            yield Entry(meeting.id, when, member.person.language, meeting.sequence)
