"""The outbox: puts into the table the letters there are to send, each once, and keeps what becomes of them.

Whoever puts the same letter twice, in ten threads or after a restart, meets the unique key and finds it there.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import batched

from django.conf import settings
from django.db.models import Q

from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.words import Seconds
from besace.people import invitations
from besace.people.models import Cycle, Group, Invitation, Member, Person
from besace.post import bell, standing
from besace.post.due import Wanted, occasion_of, wanted
from besace.post.failures import Failure
from besace.post.models import Kind, Letter
from besace.post.writing import address_of

State = Letter.State
LEASE = 5 * 60
"""Longer than any server takes: a letter on its way for longer is lost, with the process that had it."""
MOST_HANDED = 2
AGAIN = "~"
"""Parts an occasion from how often the letter was asked for anew."""
SAMPLE = "s"
LOG = logging.getLogger(__name__)
AT_ONCE = 50
"""How many letters are written at a time: a few milliseconds."""
KEPT = 3 * 24 * 3600
"""A closed cycle still has its last letters."""


def due(now: Seconds) -> Iterator[Wanted]:
    """Gives every letter that leaves by itself now, whether it has left already or not."""
    living = Q(cycles__closed=None, cycles__begun__isnull=False) | Q(cycles__closed__gt=now - KEPT)
    for group in Group.objects.filter(living).distinct():
        yield from _due_in(group, now)


def fill(now: Seconds) -> int:
    """Puts what is due into the outbox; how many letters were new."""
    found = list(due(now))
    keys = {one.key for one in found}
    known = set(_known(keys))
    return _put([one for one in found if one.key not in known], now)


def invite(invitation: Invitation, by: Person) -> bool:
    """Sends an invitation, at the facilitator's word; False where it has been, or is no longer open."""
    return _ask(invitation.group, by, lambda one: one.invitation is not None and one.invitation.id == invitation.id) > 0


def invite_all(group: Group, by: Person) -> int:
    """Sends every open invitation that has not been sent; how many there were."""
    return _ask(group, by, lambda one: one.kind is Kind.INVITATION)


def ask_to_answer(group: Group, by: Person) -> int:
    """Asks everyone who has said nothing to the poll of a group; how many, once for each poll."""
    return _ask(group, by, lambda one: one.kind is Kind.POLL)


def ask_to_confirm(cycle: Cycle, by: Person) -> int:
    """Asks everyone who has not confirmed every date of a cycle; how many, once for each edition of the dates."""
    return _ask(cycle.group, by, lambda one: one.kind is Kind.DATES)


def to_ask(group: Group, kind: Kind) -> int:
    """How many letters of a kind wait for a facilitator's word, and were never sent."""
    keys = {one.key for one in wanted(standing.of(group), clock.now()) if one.kind is kind and one.asked}
    return len(keys - set(_known(keys)))


def unsent(group: Group) -> frozenset[str]:
    """The ids of the open invitations to one person whose letter was neither sent nor passed on."""
    open_ = group.invitations.filter(state=Invitation.State.OPEN, for_all=False, until__gt=clock.now())
    turns = {f"{id_}.{turn}": id_ for id_, turn in open_.values_list("id", "turn")}
    left = Letter.objects.filter(kind=Kind.INVITATION, occasion__in=turns).values_list("occasion", flat=True)
    return frozenset(turns[one] for one in turns.keys() - set(left))


def again(letter: Letter, by: Person) -> Letter | None:
    """Sends a letter once more, which is an occasion of its own; None where it would be of no use any more."""
    one = still(letter, clock.now())
    if one is None:
        return None
    base = letter.occasion.partition(AGAIN)[0]

    def put() -> Letter:
        asked = Letter.objects.filter(kind=letter.kind, recipient=letter.recipient, occasion__startswith=base + AGAIN)
        row = _row(one, clock.now(), by)
        row.occasion = f"{base}{AGAIN}{asked.count() + 1}"
        row.save(force_insert=True)
        return row

    made = WRITER.run(put)
    bell.ring()
    return made


def sample(one: Wanted, by: Person) -> Letter:
    """Sends a facilitator a letter as it would leave, to read it first."""
    now = clock.now()
    row = _row(_as_read_by(by, one), now, by)
    row.occasion = f"{one.occasion}{AGAIN}{SAMPLE}{now}"
    WRITER.run(lambda: Letter.objects.bulk_create([row], ignore_conflicts=True))
    bell.ring()
    return row


def still(letter: Letter, now: Seconds) -> Wanted | None:
    """Gives the reason there is to send a letter, as things stand; None where there is none any more."""
    base, _, how = letter.occasion.partition(AGAIN)
    found = [one for one in wanted(standing.of(letter.group), now) if (one.kind, one.occasion) == (letter.kind, base)]
    if how.startswith(SAMPLE):
        return next((_as_read_by(letter.person, one) for one in found), None)
    return next((one for one in found if one.recipient == letter.recipient and not one.held), None)


def retry(letter: Letter) -> bool:
    """Tries a letter that failed once more, at the facilitator's word: her address may be right now."""
    now = clock.now()
    tried = {"state": State.WAITING, "failure": "", "next_try": now, "tries": 0, "handed": 0}
    made = WRITER.run(lambda: Letter.objects.filter(pk=letter.pk, state=State.FAILED).update(**tried))
    bell.ring()
    return bool(made)


def correct(letter: Letter, address: str) -> None:
    """Sends an invitation that did not arrive to another address, with another link: the one that left is dead.

    Raises:
        NotInvited: as `invitations.correct`; nothing is changed then.
    """

    def corrected() -> None:
        invitation = invitations.correct(letter.group, str(letter.invitation_id), address)
        Letter.objects.filter(pk=letter.pk).update(occasion=occasion_of(invitation))

    WRITER.run(corrected)
    retry(letter)


def passed_on(one: Wanted, by: Person) -> bool:
    """Keeps that a letter was passed on by hand; unless it is just leaving, or has left."""
    now = clock.now()
    done = {"state": State.COPIED, "failure": "", "sent": now, "sequence": one.meeting.sequence if one.meeting else 0}

    def kept() -> bool:
        Letter.objects.bulk_create([_row(one, now, by)], ignore_conflicts=True)
        kind, occasion, recipient = one.key
        same = Letter.objects.filter(kind=kind, occasion=occasion, recipient=recipient)
        return bool(same.filter(state__in=(State.WAITING, State.FAILED, State.SKIPPED)).update(**done))

    return WRITER.run(kept)


def came_back(letter: Letter) -> bool:
    """Keeps that a letter which had left came back: no server tells us of those."""
    sent = Letter.objects.filter(pk=letter.pk, state=State.SENT)
    return bool(WRITER.run(lambda: sent.update(state=State.FAILED, failure=Failure.CAME_BACK)))


def writes() -> bool:
    """Whether this house sends letters by itself."""
    return settings.BESACE_SMTP_SERVER is not None


def _due_in(group: Group, now: Seconds) -> list[Wanted]:
    """What leaves now in one group; one that cannot be read keeps no other's letters back."""
    try:
        return [one for one in wanted(standing.of(group), now) if one.is_due(now)]
    except Exception as broken:  # noqa: BLE001 - whatever it was, its words stay here
        LOG.error("no letters of one group: %s", type(broken).__name__)  # noqa: TRY400
        return []


def _as_read_by(person: Person | None, one: Wanted) -> Wanted:
    member = Member.objects.select_related("person").filter(group=one.group, person=person, left_at=None).first()
    return replace(one, member=member, invitation=None if member else one.invitation)


def _ask(group: Group, by: Person, chosen: Callable[[Wanted], bool]) -> int:
    now = clock.now()
    found = [one for one in wanted(standing.of(group), now) if one.asked and chosen(one)]
    put = _put(found, now, by)
    bell.ring()
    return put


def _put(found: Iterable[Wanted], now: Seconds, by: Person | None = None) -> int:
    """Puts letters into the table a few at a time: whoever sits in a room waits for none of it."""

    def put(rows: Iterable[Letter]) -> int:
        before = Letter.objects.count()
        Letter.objects.bulk_create(rows, ignore_conflicts=True)
        return Letter.objects.count() - before

    rows = (_row(one, now, by) for one in found)
    return sum(WRITER.run(partial(put, some)) for some in batched(rows, AT_ONCE))


def _row(one: Wanted, now: Seconds, by: Person | None) -> Letter:
    lacking = not address_of(one)
    return Letter(
        kind=one.kind,
        occasion=one.occasion,
        recipient=one.recipient,
        group=one.group,
        meeting=one.meeting,
        person=one.person,
        invitation=one.invitation,
        due=one.due,
        until=one.until,
        next_try=now,
        created=now,
        by=by,
        state=State.FAILED if lacking else State.WAITING,
        failure=Failure.NO_ADDRESS if lacking else "",
    )


def _known(keys: set[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    occasions = {occasion for _kind, occasion, _recipient in keys}
    yield from Letter.objects.filter(occasion__in=occasions).values_list("kind", "occasion", "recipient")
