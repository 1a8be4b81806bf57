"""Polls on slots for a whole cycle, as they are kept: asked, answered, counted (G6, way two)."""

from collections.abc import Mapping, Sequence
from datetime import date

from besace.cycles.poll import Answer
from besace.cycles.poll import Poll as Asked
from besace.cycles.wall import WallTime
from besace.journal.writer import WRITER
from besace.live import clock
from besace.people import timetable, written
from besace.people.models import Group, Member, Person, Poll, PollAnswer


def current(group: Group) -> Poll | None:
    """The poll the group is asked, if any."""
    return group.polls.filter(closed=None).order_by("-created", "-id").first()


def is_open(poll: Poll) -> bool:
    """Whether answers are taken: until the evening of its last day, where the group meets."""
    return poll.closed is None and (poll.closes is None or timetable.today(poll.zone) <= poll.closes)


def ask(group: Group, slots: Sequence[WallTime], wanted: int, closes: date | None, by: Person) -> Poll:
    """Asks the group about slots; a poll before it is closed."""
    now = clock.now()

    def asked() -> Poll:
        group.polls.filter(closed=None).update(closed=now)
        rows = [written.wall(slot) for slot in slots]
        told = {"zone": slots[0].zone, "wanted": wanted, "slots": rows, "closes": closes}
        return Poll.objects.create(group=group, created=now, by=by, **told)

    return WRITER.run(asked)


def slots_of(poll: Poll) -> tuple[WallTime, ...]:
    """The slots, in order."""
    return tuple(written.read_wall(kept, poll.zone) for kept in poll.slots)


def answer(poll: Poll, member: Member, given: Mapping[int, Answer]) -> bool:
    """Keeps what a member says of slots, by their place; False, and nothing kept, once the poll is over."""
    known, now = range(len(poll.slots)), clock.now()

    def kept() -> bool:
        if not is_open(Poll.objects.get(pk=poll.pk)):
            return False
        for slot, said in given.items():
            if slot in known:
                told = {"said": said, "at": now}
                PollAnswer.objects.update_or_create(poll=poll, member=member, slot=slot, defaults=told)
        return True

    return WRITER.run(kept)


def said_by(poll: Poll, member: Member) -> dict[int, Answer]:
    """What a member says so far, by the place of the slot."""
    return {slot: Answer(said) for slot, said in poll.answers.filter(member=member).values_list("slot", "said")}


def counted(poll: Poll) -> Asked:
    """The poll with all that was said, as `besace.cycles` weighs it; those who have left are not counted.

    Raises:
        Mistake: nobody is there to answer.
    """
    people = tuple(one.id for one in timetable.participants(poll.group))
    slots = slots_of(poll)
    said: dict[str, dict[WallTime, Answer]] = {}
    for member, slot, answer_ in poll.answers.values_list("member_id", "slot", "said"):
        if member in people:
            said.setdefault(member, {})[slots[slot]] = Answer(answer_)
    return Asked(slots, people, said)


def close(poll: Poll) -> None:
    """Ends a poll: its dates are chosen, or it is asked no more."""
    WRITER.run(lambda: Poll.objects.filter(pk=poll.pk, closed=None).update(closed=clock.now()))
