"""The same as `everything`, to be read: a sheet for the account and one for each group, in the language under way."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from besace.live import clock
from besace.papers.days import day_in_words
from besace.papers.occasion import Sheet
from besace.papers.sheets.notebook import Part, Said, notebook
from besace.people import everything, holding, takeaway, ties
from besace.people.models import Attendance, Confirmation, Meeting, Member, Person, Tie


def sheets_of(person: Person, steps: dict[str, str]) -> list[Sheet]:
    """Gives the sheets; `steps` names the steps of a session."""
    members = Member.objects.select_related("group", "person").filter(person=person).order_by("joined", "id")
    own = [notebook(_("My account"), (_account(person),))]
    own += [notebook(one.group.name, (_part(one), *_said(one), *takeaway.parts_of(one, steps))) for one in members]
    return [{**sheet, "title": _("All that is mine")} for sheet in own]


def _account(person: Person) -> Part:
    since = clock.day(person.created, person.zone)
    found = ((_("Name"), person.name), (_("E-mail address"), person.email or ""), (_("Since"), _on(since)))
    return Part(_("My account"), "", tuple(Said(label, (words,)) for label, words in found if words))


def _part(member: Member) -> Part:
    zone = member.group.zone
    found = (
        (_("Joined"), (_on(clock.day(member.joined, zone)),)),
        (_("Left"), (_on(clock.day(member.left_at, zone)),) if member.left_at else ()),
        (_("Dates I can come to"), tuple(_on(day) for day in _dates(member))),
        (_("Sessions I came to"), tuple(_came(member))),
        (_("Ties I named"), tuple(filter(None, (ties.words_of(one)[1] for one in Tie.objects.filter(member=member))))),
    )
    return Part(_("My part in the group"), "", tuple(Said(label, words) for label, words in found if words))


def _dates(member: Member) -> Iterator[date]:
    yield from Confirmation.objects.filter(member=member, can=True).order_by("day").values_list("day", flat=True)


def _came(member: Member) -> Iterator[str]:
    rows = Attendance.objects.select_related("meeting__cycle").filter(member=member, came=True)
    for one in rows.order_by("meeting__cycle__number", "meeting__number"):
        yield _heading(one.meeting)


def _said(member: Member) -> Iterator[Part]:
    meetings = Meeting.objects.filter(cycle__group=member.group_id).select_related("room", "cycle")
    for one in meetings.order_by("cycle__number", "number"):
        said = [
            line for act in everything.said_in(one, member) for name, line in act.items() if name in everything.WORDS
        ]
        if said:
            yield Part(
                _heading(one), _("What I wrote there, as long as it can be read."), (Said(_("I wrote"), tuple(said)),)
            )


def _heading(meeting: Meeting) -> str:
    told = {"number": holding.rank(meeting.cycle, meeting.number), "cycle": meeting.cycle.number}
    return _("Cycle %(cycle)s, session %(number)s") % told


def _on(day: date) -> str:
    return day_in_words(day, year=True)
