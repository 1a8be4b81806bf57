"""Webhooks: a program is told that a session of a group was scheduled, moved, closed or cancelled, and nothing of it.

What happened is written down as a call to be made with the change itself, both or neither; `post.calling` makes it. A
webhook ends with its access, when its person leaves the group or facilitates it no more, and when it is withdrawn.
"""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.db.models import F, Q, QuerySet

from besace.cycles.changes import Added, Cancelled, FellAway, Held, Moved
from besace.cycles.changes import Change as Changed
from besace.cycles.wall import WallTime
from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.words import Seconds
from besace.people import sealed, trail
from besace.people.models import FACILITATING, Access, Call, Cycle, Member, Person, Webhook
from besace.people.models.person import new_id

PLACE = "people_webhook.sealed"
BEGINS = "whsec_"
"""How a secret begins (Standard Webhooks): whoever looks for secrets laid open knows it."""
SIZE = 32
MOST = 10
"""So many webhooks one access may have."""
DAY = 24 * 3600
"""For so long a call is tried; what happened longer ago is read by asking."""

type Told = tuple[Call.Word, int, Seconds | None]


@dataclass(frozen=True, slots=True)
class Opened:
    """What is sealed of a webhook: where it leads, and what its calls are signed with."""

    address: str = field(repr=False)
    secret: str = field(repr=False)


def register(access: Access, member: Member, address: str) -> tuple[Webhook, str] | None:
    """Makes a webhook, and gives its secret, this once; None where the access has as many as it may."""
    secret = BEGINS + b64encode(secrets.token_bytes(SIZE)).decode()
    row = Webhook(id=new_id(), access=access, member=member, created=clock.now())

    def made() -> bool:
        if Webhook.objects.filter(access=access).count() >= MOST:
            return False
        row.sealed = sealed.close(
            member.group_id, sealed.GROUP, PLACE, [row.id], {"address": address, "secret": secret}
        )
        row.save(force_insert=True)
        trail.note(member.group_id, member.person, trail.Act.WEBHOOK_MADE, "", row.id)
        return True

    return (row, secret) if WRITER.run(made) else None


def of(member: Member) -> QuerySet[Webhook]:
    """Her webhooks of a group, by whichever access, the oldest first."""
    return Webhook.objects.filter(member=member).select_related("member", "access").order_by("created", "pk")


def opened(hook: Webhook) -> Opened | None:
    """Gives where a webhook leads; None where the key it was sealed with is destroyed."""
    bare = sealed.open_(hook.member.group_id, sealed.GROUP, PLACE, [hook.id], hook.sealed)
    return Opened(str(bare["address"]), str(bare["secret"])) if bare else None


def withdraw(member: Member, name: str) -> bool:
    """Ends one of her webhooks, with every call that waits; whether there was such a one of hers."""

    def gone() -> bool:
        if not Webhook.objects.filter(member=member, pk=name).delete()[0]:
            return False
        trail.note(member.group_id, member.person, trail.Act.WEBHOOK_ENDED, "", name)
        return True

    return WRITER.run(gone)


def end_of(member: Member) -> None:
    """Ends all of hers in a group, as part of what takes her out of it."""
    Webhook.objects.filter(member=member).delete()


def switch_off(hook: Webhook, now: Seconds, by: str) -> None:
    """Sends nothing more there, within the caller's job; `by` says after what, for the trail."""
    Call.objects.filter(webhook=hook).delete()
    Webhook.objects.filter(pk=hook.pk).update(off_at=now)
    trail.note(hook.member.group_id, None, trail.Act.WEBHOOK_ENDED, by, hook.pk, trail.Outcome.FAILED)


def living(now: Seconds) -> Q:
    """Those whose access has not ended and whose person still facilitates the group."""
    access = Q(access__until__gt=now, access__person__is_active=True)
    return access & Q(member__left_at=None, member__role__in=FACILITATING)


def tell(cycle: Cycle, changes: Iterable[Changed], at: Seconds) -> None:
    """Writes down whom to tell of changes to a cycle, as part of the job that makes them."""
    told = [found for one in changes if (found := _told(one))]
    if not told:
        return
    hooks = Webhook.objects.filter(living(at), member__group=cycle.group_id, off_at=None)
    Call.objects.bulk_create(
        Call(webhook=hook, word=word, cycle=cycle.number, session=number, begins=begins, at=at, next_try=at)
        for hook in hooks
        for word, number, begins in told
    )


def sweep(now: Seconds) -> None:
    """Takes out webhooks that nobody answers for any more, and gives up calls that are a day old."""
    dead, late = Webhook.objects.exclude(living(now)), Call.objects.filter(at__lte=now - DAY)
    if dead.exists():
        WRITER.run(dead.delete)
    for call in late:
        WRITER.run(partial(give_up, call))


def give_up(call: Call) -> None:
    """Makes a call no more, and counts it as lost; part of the caller's job."""
    if Call.objects.filter(pk=call.pk).delete()[0]:
        Webhook.objects.filter(pk=call.webhook_id).update(lost=F("lost") + 1)


def data_of(person: Person) -> list[dict[str, str]]:
    """Hers, for what she takes along: where each leads and for which group, never its secret."""
    rows = Webhook.objects.filter(member__person=person).select_related("member__group").order_by("created", "pk")
    found = ((one, opened(one)) for one in rows)
    return [
        {"group": one.member.group.name, "address": bare.address if bare else "", "since": clock.written(one.created)}
        for one, bare in found
    ]


def _told(change: Changed) -> Told | None:
    """What programs are told of a change; None where it is about no session's date. One without a date is told of
    once it has one.
    """
    match change:
        case Added(session=added) if added.when:
            return Call.Word.SCHEDULED, added.number, _begins(added.when)
        case Moved(session=number, was=was, now=now):
            return Call.Word.MOVED if was else Call.Word.SCHEDULED, number, _begins(now)
        case Held(session=number):
            return Call.Word.CLOSED, number, None
        case Cancelled(session=number) | FellAway(session=number):
            return Call.Word.CANCELLED, number, None
        case _:
            return None


def _begins(when: WallTime) -> Seconds:
    return int(when.begins.timestamp())
