"""How things stand in a group, read once for all its letters: its cycle, sessions, members, and what changed when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from besace.cycles.session import Number, Planned
from besace.method.words import Seconds
from besace.people import plans, polling, timetable
from besace.people.models import Change, Cycle, Group, Invitation, Meeting, Member, Plan, Poll
from besace.post.models import Draft, Kind, Letter

DATED = ("moved", "added", "cancelled", "fell-away")
"""The kinds of changes of which a calendar knows."""
WITH_ENTRY = (Kind.ANNOUNCEMENT, Kind.CHANGED)


@dataclass(frozen=True)
class Standing:
    """A group as its letters see it; each part is read when it is first asked for."""

    group: Group
    drafts: Mapping[tuple[str, str], Draft] = field(default_factory=dict)

    @cached_property
    def cycle(self) -> Cycle | None:
        """The newest cycle, also a closed one: the last session is still to be followed by a letter."""
        return self.group.cycles.order_by("-number").first()

    @cached_property
    def begun(self) -> Cycle | None:
        """The cycle, once it has begun."""
        return self.cycle if self.cycle and self.cycle.begun is not None else None

    @cached_property
    def sessions(self) -> tuple[Planned, ...]:
        """Every session of the cycle, the cancelled ones included."""
        return timetable.sessions_of(self.cycle) if self.cycle else ()

    @cached_property
    def meetings(self) -> Mapping[Number, Meeting]:
        """What is kept of each session beside its date, by number."""
        rows = self.cycle.meetings.all() if self.cycle else ()
        return {one.number: one for one in rows}

    @cached_property
    def members(self) -> list[Member]:
        """The participants."""
        return timetable.participants(self.group)

    @cached_property
    def at_the_table(self) -> list[Member]:
        """Those who take part in the cycle that has begun."""
        if self.begun is None:
            return []
        ids = {one.id for one in timetable.folded(self.begun).participants}
        return [one for one in self.members if one.id in ids]

    @cached_property
    def unsettled(self) -> list[Member]:
        """Those who have not confirmed every date of a cycle that has not begun."""
        cycle = self.cycle
        if cycle is None or cycle.begun is not None or cycle.closed is not None:
            return []
        return [one for one in self.members if timetable.unsettled(cycle, one)]

    @cached_property
    def poll(self) -> Poll | None:
        """The poll the group is asked, while answers are taken."""
        found = polling.current(self.group)
        return found if found and polling.is_open(found) else None

    @cached_property
    def silent(self) -> list[Member]:
        """Those who have said nothing to the poll."""
        said = set(self.poll.answers.values_list("member_id", flat=True)) if self.poll else set()
        return [one for one in self.members if one.id not in said] if self.poll else []

    @cached_property
    def invitations(self) -> list[Invitation]:
        """Those to one address or one person, still open."""
        return list(self.group.invitations.filter(state=Invitation.State.OPEN, for_all=False))

    @cached_property
    def changed_at(self) -> Mapping[Number, Seconds]:
        """When each session's date last changed after the beginning; those that never did are not in it."""
        if self.begun is None:
            return {}
        rows = Change.objects.filter(cycle=self.begun, kind__in=DATED, at__gt=self.begun.begun or 0).order_by("seq")
        return {number_of(fields): at for fields, at in rows.values_list("fields", "at")}

    @cached_property
    def entries(self) -> Mapping[tuple[str, str], int]:
        """The highest sequence of a calendar entry each has got, by recipient and meeting."""
        rows = Letter.objects.filter(
            group=self.group, kind__in=WITH_ENTRY, state__in=(Letter.State.SENT, Letter.State.COPIED)
        )
        found: dict[tuple[str, str], int] = {}
        for recipient, meeting, sequence in rows.values_list("recipient", "meeting_id", "sequence"):
            key = (recipient, str(meeting))
            found[key] = max(sequence, found.get(key, 0))
        return found

    @cached_property
    def last_plans(self) -> list[Plan]:
        """The plan of the last session held, where its client left with one; both of a half-day of two clients."""
        last = plans.of_the_last_date(self.begun) if self.begun else ()
        return list(Plan.objects.select_related("meeting", "member__person").filter(meeting__in=last))

    @cached_property
    def plans_by_day(self) -> list[Plan]:
        """Every plan of the cycle whose owner wants to be reminded on the day of its actions."""
        rows = Plan.objects.filter(meeting__cycle=self.begun, remind_on_the_day=True, member__left_at=None)
        return list(rows.select_related("meeting", "member__person"))


def of(group: Group) -> Standing:
    """Reads how things stand in a group."""
    return Standing(group, {(one.kind, one.about): one for one in group.drafts.all()})


def number_of(fields: Mapping[str, int]) -> Number:
    """Which session a change is of."""
    return fields["session"]
