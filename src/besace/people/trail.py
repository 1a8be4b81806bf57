"""The trail: who did what to what, and what became of it. Words, names and addresses are never in it (ASVS 16.2, 16.3).

Who it was stands as a mark, made with a key that lies outside both databases: the same within a group, another in each
group, so that no two groups can be laid side by side. What they were there (facilitator, participant, someone else, the
house) stands beside it. Acts and outcomes are closed lists; what they were done to is a kind, and an id that tells
nothing.

Each line is sealed together with the one before it. Whoever changes the table without the key is found by `broken`
(ASVS 16.4.2); whoever has the key as well is not (docs/decisions/0027).
"""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from besace.journal import folder
from besace.journal.seal import derived
from besace.journal.writer import WRITER, where_there_is_room
from besace.live import clock
from besace.people.models import FACILITATING, Member, Person, Trace

HOUSE = ""
TRIES = 5
MARK = 12
QUIET = 10 * 60
"""For so long, the same attempt of the same person is noted once."""


class Part(StrEnum):
    """What somebody was in the group when they acted."""

    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    SOMEONE = "someone"
    HOUSE = "house"
    """Nobody: what happens by itself."""


class Outcome(StrEnum):
    """What became of it."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Act(StrEnum):
    """What may stand in the trail, and nothing else may."""

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    SHOWN = "shown"
    """Who was signed in has shown once more that it is they, or tried to."""
    KEY_ADDED = "key-added"
    KEY_REMOVED = "key-removed"
    ADDRESS_CHANGED = "address-changed"
    ACCESS_MADE = "access-made"
    """A program was let in, in someone's name; `what` says for what."""
    ACCESS_WITHDRAWN = "access-withdrawn"
    WEBHOOK_MADE = "webhook-made"
    WEBHOOK_ENDED = "webhook-ended"
    """It was withdrawn; or, failed, switched off: `what` says after what."""
    ACCOUNT_CLOSED = "account-closed"
    INVITED = "invited"
    INVITATION_CHANGED = "invitation-changed"
    INVITATION_WITHDRAWN = "invitation-withdrawn"
    INVITATION_DECLINED = "invitation-declined"
    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"
    ROLE = "role"
    HANDED = "handed"
    OPENED = "opened"
    CLOSED = "closed"
    ERASED = "erased"
    EXPORTED = "exported"
    KEEPING = "keeping"
    ENDED = "ended"
    ASKED = "asked"
    """A page or an act that was not theirs to open or to do."""
    TOO_MANY = "too-many"
    FOREIGN = "foreign"
    """A form, or a request, that no page of this house began."""
    LETTER = "letter"


def mark(scope: str, name: str) -> str:
    """The mark of someone within a scope: 96 bits of an HMAC, which only this house can make or try."""
    digest = hmac.digest(_key("mark"), f"{scope}|{name}".encode(), "sha256")
    return urlsafe_b64encode(digest[:MARK]).decode()


def note(
    scope: str, actor: Person | str | None, act: Act, what: str = "", about: str = "", outcome: Outcome = Outcome.DONE
) -> None:
    """Writes one line: with the act, both or neither, where that is being written; else after it, if there is room.

    `actor` is a person, an address that nobody here has, or None for the house itself; `about` is an id, and where it
    is a person's, her mark.
    """
    who = "" if actor is None else mark(scope, actor if isinstance(actor, str) else actor.id)
    told = (who, _part(scope, actor), act, what, about, outcome)
    if transaction.get_connection().in_atomic_block:
        _append(scope, told)
        return
    with where_there_is_room():
        WRITER.run(lambda: _append(scope, told))


def note_once(
    scope: str, actor: Person | str | None, act: Act, what: str = "", outcome: Outcome = Outcome.REFUSED
) -> None:
    """The same of what can be tried again and again: one line in ten minutes."""
    who = "" if actor is None else mark(scope, actor if isinstance(actor, str) else actor.id)
    same = Trace.objects.filter(scope=scope, actor=who, act=act, what=what, outcome=outcome)
    if not same.filter(at__gt=clock.now() - QUIET).exists():
        note(scope, actor, act, what, outcome=outcome)


def broken(scope: str) -> int | None:
    """The sequence of the first line of a scope that is not as it was written, or not after the one it followed."""
    last: Trace | None = None
    for line in Trace.objects.filter(scope=scope).order_by("seq").iterator():
        follows = last is None or (line.seq, line.before) == (last.seq + 1, last.seal)
        if not follows or not hmac.compare_digest(line.seal, _seal(line)):
            return line.seq
        last = line
    return None


def broken_anywhere() -> int:
    """In how many scopes a line is not as it was written."""
    scopes = Trace.objects.values_list("scope", flat=True).distinct()
    return sum(broken(scope) is not None for scope in scopes)


def of_group(group: str) -> QuerySet[Trace]:
    """The lines of a group, the newest first."""
    return Trace.objects.filter(scope=group).order_by("-seq")


def of_house(days: int) -> Iterator[str]:
    """The lines of the house of so many days, as text: when (UTC), who by a mark, what, and what became of it."""
    for one in Trace.objects.filter(scope=HOUSE, at__gt=clock.now() - days * 24 * 3600).order_by("seq"):
        when = clock.written(one.at)
        yield " ".join((when, one.actor or "-", one.act, one.what or "-", one.about or "-", one.outcome))


def sweep(before: int) -> None:
    """Takes out what is older than an instant. It leaves no line of its own: there would be one more for each."""
    old = Trace.objects.filter(at__lte=before)
    if old.exists():
        WRITER.run(old.delete)


def _append(scope: str, told: tuple[str, ...]) -> None:
    who, part, act, what, about, outcome = told
    for _ in range(TRIES):
        last = Trace.objects.filter(scope=scope).order_by("-seq").first()
        line = Trace(scope=scope, seq=last.seq + 1 if last else 1, at=clock.now(), actor=who, part=part, act=str(act))
        line.what, line.about, line.outcome = what, about, str(outcome)
        line.before = last.seal if last else ""
        line.seal = _seal(line)
        try:
            with transaction.atomic():
                line.save(force_insert=True)
        except IntegrityError:  # another process wrote meanwhile
            continue
        return


def _seal(line: Trace) -> str:
    told = [line.scope, line.seq, line.at, line.actor, line.part, line.act, line.what, line.about, line.outcome]
    digest = hmac.digest(_key("chain"), json.dumps([*told, line.before]).encode(), "sha256")
    return urlsafe_b64encode(digest).decode().rstrip("=")


def _part(scope: str, actor: Person | str | None) -> Part:
    if actor is None:
        return Part.HOUSE
    if scope == HOUSE or isinstance(actor, str):
        return Part.SOMEONE
    role = Member.objects.filter(group=scope, person=actor).values_list("role", flat=True).first()
    if role is None:
        return Part.SOMEONE
    return Part.FACILITATOR if role in FACILITATING else Part.PARTICIPANT


def _key(use: str) -> bytes:
    """From the folder's signing secret, which outlives every key that wraps others: marks must stay the same."""
    return derived(bytes.fromhex(folder.secret()), f"trail/1|{use}")
