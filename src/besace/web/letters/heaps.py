"""The letters of a group in heaps, as a facilitator sees them: to come, failed, gone, and those to pass on by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from besace.cycles.wall import WallTime
from besace.live import clock
from besace.method.words import Seconds
from besace.people.models import Group
from besace.post import outbox, times
from besace.post.due import Wanted, wanted
from besace.post.facts import language_of
from besace.post.failures import Failure
from besace.post.models import Kind, Letter
from besace.post.standing import Standing
from besace.post.writing import write
from besace.web.cycle.words import row
from besace.web.letters.phrases import FAILURES, NAMES, STATES
from besace.web.tongues import named

State = Letter.State
SAMPLES = outbox.AGAIN + outbox.SAMPLE
ASKING = {Kind.INVITATION: "invite", Kind.POLL: "ask", Kind.DATES: "confirm"}
OPEN = (State.WAITING, State.FAILED)


@dataclass(frozen=True, slots=True)
class Heap:
    """Letters of one kind about one session, to come or gone."""

    kind: Kind
    about: str
    many: int
    at: str
    """When they leave, or left."""
    session: str = ""
    asked: bool = False
    held: bool = False
    expected: bool = False
    languages: tuple[str, ...] = ()
    arrived: int = 0
    living: bool = True
    """Whether it would still be of use."""

    @property
    def tongues(self) -> str:
        """The languages it is written in, as the reader calls them."""
        return row([named(one) for one in self.languages])

    @property
    def name(self) -> object:
        """What this kind of letter is called."""
        return NAMES[self.kind]

    @property
    def do(self) -> str:
        """The word of the act that sends it, where a facilitator's word is waited for."""
        return ASKING.get(self.kind, "")

    @property
    def path(self) -> str:
        """Names it in an address."""
        return f"{self.kind}/{self.about or 'all'}/"


@dataclass(frozen=True, slots=True)
class Failed:
    """A letter that did not arrive, so far or for good."""

    letter: Letter
    who: str
    name: object
    why: object
    on: str
    again: str = ""
    """When it is tried again by itself."""
    address: str = ""
    """The address of an invitation, to be corrected; that of a member is her own to correct."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone a letter is for, and what became of it."""

    recipient: str
    who: str
    letter: Letter | None
    on: str
    state: object


@dataclass(frozen=True, slots=True)
class Slip:
    """A letter to pass on by hand."""

    name: object
    who: str
    subject: str
    text: str
    link: str
    key: str


def to_come(standing: Standing, now: Seconds) -> list[Heap]:
    """What waits for a facilitator's word; then what will leave by itself, the next first."""
    known = set(Letter.objects.filter(group=standing.group).values_list("kind", "occasion", "recipient"))
    found = [one for one in wanted(standing, now) if one.kind in NAMES and one.key not in known]
    heaps: dict[tuple[str, str], list[Wanted]] = {}
    for one in sorted(found, key=lambda one: (not one.asked, one.due)):
        heaps.setdefault((one.kind, one.about), []).append(one)
    return [_coming(letters, standing) for letters in heaps.values()]


def gone(standing: Standing, now: Seconds) -> list[Heap]:
    """What has left, the last first."""
    group, living = standing.group, {(str(one.kind), one.about) for one in wanted(standing, now)}
    heaps: dict[tuple[str, str], list[Letter]] = {}
    rows = group.letters.filter(Q(tries__gt=0) | Q(state=State.COPIED), kind__in=NAMES)
    for one in rows.exclude(occasion__contains=SAMPLES).order_by("-created", "id"):
        heaps.setdefault((one.kind, one.meeting_id or ""), []).append(one)
    return [replace(_left(letters, group), living=key in living) for key, letters in heaps.items()]


def failed(group: Group) -> list[Failed]:
    """What did not arrive, the last first."""
    rows = group.letters.filter(kind__in=NAMES, state__in=OPEN).exclude(failure="")
    rows = rows.exclude(occasion__contains=SAMPLES)
    return [_failed(one, group) for one in rows.select_related("person", "invitation").order_by("-created", "id")]


def slips(standing: Standing, now: Seconds) -> list[Slip]:
    """What can be passed on by hand: due or failed, and invitations and dates to confirm that were not sent yet."""
    rows = standing.group.letters.filter(kind__in=NAMES).exclude(occasion__contains=SAMPLES)
    known = {(one.kind, one.occasion, one.recipient): one for one in rows}
    found = [one for one in wanted(standing, now) if one.kind in NAMES and not one.held]
    due = [one for one in found if (known[one.key].state in OPEN if one.key in known else one.asked or one.is_due(now))]
    return [_slip(one, standing) for one in due]


def of_kind(standing: Standing, kind: str, about: str, now: Seconds) -> list[Wanted]:
    """The letters of one kind about one session, as they would be written now."""
    return [one for one in wanted(standing, now) if one.kind == kind and one.about == about]


def reader(one: Wanted, letter: Letter | None, group: Group) -> Reader:
    """Says what became of a letter, for one of its readers."""
    on = day(letter.sent or letter.created, group) if letter else ""
    return Reader(one.recipient, who_of(one), letter, on, STATES[State(letter.state)] if letter else "")


def moment(at: Seconds, group: Group) -> str:
    """Says an instant on the clocks of the group."""
    there = clock.local(at, group.zone)
    return times.moment(WallTime(there.date(), there.time(), group.zone, 1), clock.day(clock.now(), group.zone))


def day(at: Seconds, group: Group) -> str:
    """Says the day of an instant."""
    return times.day(clock.day(at, group.zone), clock.day(clock.now(), group.zone))


def name_of(letter: Letter) -> str:
    """Names whom a letter is for."""
    if letter.person:
        return letter.person.name
    return (letter.invitation.name or letter.invitation.email) if letter.invitation else ""


def _coming(letters: Sequence[Wanted], standing: Standing) -> Heap:
    one = letters[0]
    languages = tuple(sorted({language_of(each) for each in letters}))
    session = times.day(one.when.day) if one.when else ""
    at = "" if one.asked else moment(one.due, standing.group)
    heap = Heap(Kind(one.kind), one.about, len(letters), at, session, asked=one.asked, held=one.held)
    return replace(heap, languages=languages, expected=one.expected)


def _left(letters: Sequence[Letter], group: Group) -> Heap:
    people = {one.recipient for one in letters}
    arrived = {one.recipient for one in letters if one.state in {State.SENT, State.COPIED}}
    first = min(one.sent or one.created for one in letters)
    return Heap(
        Kind(letters[0].kind), letters[0].meeting_id or "", len(people), day(first, group), arrived=len(arrived)
    )


def _failed(letter: Letter, group: Group) -> Failed:
    again = moment(letter.next_try, group) if letter.state == State.WAITING else ""
    address = letter.invitation.email if letter.invitation else ""
    why = FAILURES.get(Failure(letter.failure), "") if letter.failure else ""
    return Failed(letter, name_of(letter), NAMES[Kind(letter.kind)], why, day(letter.created, group), again, address)


def _slip(one: Wanted, standing: Standing) -> Slip:
    written = write(one, standing)
    return Slip(NAMES[Kind(one.kind)], who_of(one), written.subject, written.text, written.link, " ".join(one.key))


def who_of(one: Wanted) -> str:
    """Names whom a letter is for."""
    if one.member:
        return one.member.person.name
    return (one.invitation.name or one.invitation.email) if one.invitation else ""
