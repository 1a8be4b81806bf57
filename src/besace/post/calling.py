"""Calling webhooks: each call that waits is made, tried again with growing pauses, and given up after a day.

It says that something happened to which session, and nothing that anybody wrote. A call is gone once it has arrived;
one that was answered while we died is made again, under the same id. Signed as Standard Webhooks 1.0 has it.
"""

import hmac
import json
import logging
import time
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import F

from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.words import Seconds
from besace.people import webhooks
from besace.people.access import Scope
from besace.people.models import Call, Webhook
from besace.people.webhooks import BEGINS, DAY, Opened
from besace.post import targets

PAUSES = (60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 12 * 3600)
"""How long to wait after each try; the last one again and again, until the call is a day old."""
OFF_AFTER = 20
"""So many failures in a row switch a webhook off."""
LEASE = 5 * 60
"""Longer than any call takes: one under way for longer is made again."""
A_TURN = 20.0
"""Seconds of one turn spent on calls: letters come first, and are not kept waiting by programs that do not answer."""
ARRIVED, GONE = range(200, 300), 410
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a call: the status it was answered with, and why it did not arrive; empty where it did."""

    status: int | None
    failure: str = ""


def call_all(now: Seconds) -> int:
    """Makes the calls that are due, for as long as a turn may take; how many arrived."""
    until, arrived = time.monotonic() + A_TURN, 0
    while time.monotonic() < until and (call := _claimed(now)):
        arrived += _made(call, now)
    return arrived


def body_of(call: Call, scopes: str) -> bytes:
    """What is sent: ids, numbers, instants; when a session begins only to an access that may read dates."""
    session: dict[str, Any] = {"cycle": call.cycle, "number": call.session}
    if call.begins is not None and Scope.READ in scopes.split():
        session["begins"] = clock.written(call.begins)
    about = {"group": call.webhook.member.group_id, "session": session}
    told = {"type": f"session.{call.word}", "id": call.id, "timestamp": clock.written(call.at), "data": about}
    return json.dumps(told, separators=(",", ":")).encode()


def signed(secret: str, name: str, at: Seconds, body: bytes) -> str:
    """The header that signs a call: HMAC-SHA256 over its id, the instant it is made, and its body."""
    key = b64decode(secret.removeprefix(BEGINS))
    return "v1," + b64encode(hmac.digest(key, f"{name}.{at}.".encode() + body, "sha256")).decode()


def _claimed(now: Seconds) -> Call | None:
    """The call that waits longest, taken so that nobody else makes it."""
    due = Call.objects.filter(next_try__lte=now)
    for name in due.order_by("next_try", "at", "pk").values_list("pk", flat=True)[:5]:
        mine = due.filter(pk=name)
        if WRITER.run(partial(mine.update, next_try=now + LEASE, tries=F("tries") + 1)):
            return Call.objects.select_related("webhook__access", "webhook__member").filter(pk=name).first()
    return None


def _made(call: Call, now: Seconds) -> bool:
    """Makes one call; where nobody answers for its webhook any more, that ends instead."""
    hook = call.webhook
    is_living = Webhook.objects.filter(webhooks.living(now), pk=hook.pk, off_at=None).exists()
    bare = webhooks.opened(hook) if is_living else None
    if bare is None:
        WRITER.run(Call.objects.filter(webhook=hook).delete if hook.off_at else hook.delete)
        return False
    came = _carried(call, bare)
    WRITER.run(lambda: _became(call, came, now))
    return not came.failure


def _carried(call: Call, bare: Opened) -> Came:
    from besace.post.carrying import Failure, NotCarried, carry  # noqa: PLC0415 - of no use at rest

    body, at = body_of(call, call.webhook.access.scopes), clock.now()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Besace",
        "webhook-id": call.id,
        "webhook-timestamp": str(at),
        "webhook-signature": signed(bare.secret, call.id, at, body),
    }
    try:
        target = targets.read(bare.address)
        status = carry(target, targets.places(target), headers, body)
    except targets.NotAllowed:
        return Came(None, Failure.NOT_ALLOWED)
    except NotCarried as told:
        return Came(None, told.failure)
    return Came(status, "" if status in ARRIVED else Failure.REFUSED)


def _became(call: Call, came: Came, now: Seconds) -> None:
    """Keeps what came of a call, and when it is made again."""
    rows, hook = Webhook.objects.filter(pk=call.webhook_id), call.webhook
    failures = hook.failures + 1 if came.failure else 0
    rows.update(failures=failures, last_at=now, last_status=came.status, last_failure=came.failure)
    if not came.failure:
        Call.objects.filter(pk=call.pk).delete()
        return
    LOG.warning("webhook %s: %s %s", hook.pk, came.failure, came.status or "")
    if came.status == GONE or failures >= OFF_AFTER:
        webhooks.switch_off(hook, now, "gone" if came.status == GONE else "failures")
        return
    later = now + PAUSES[min(call.tries, len(PAUSES)) - 1]
    if later >= call.at + DAY:
        webhooks.give_up(call)
    else:
        Call.objects.filter(pk=call.pk).update(next_try=later)
    others = Call.objects.filter(webhook=hook, next_try__lt=later)
    others.update(next_try=later)  # who did not answer is not asked again at once
