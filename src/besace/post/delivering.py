"""Delivering one letter: claimed before anything is sent, so that of two workers one sends it.

That it is on its way is on disk before the server is called, and that its text is being handed over before the text
is. After a crash or a lost line the letter is sent anew. Where its text had gone out without an answer, it is so once,
under the same Message-ID; if that too stays unanswered, people are told and nothing leaves by itself.
"""

import logging

from django.conf import settings
from django.db.models import F

from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.words import Seconds
from besace.people import trail
from besace.post import standing
from besace.post.due import Wanted
from besace.post.failures import LASTING_ONES, Failure, NotSent
from besace.post.models import Letter
from besace.post.outbox import LEASE, MOST_HANDED, still
from besace.post.writing import address_of, write

State = Letter.State
PAUSES = (5 * 60, 30 * 60, 2 * 3600, 8 * 3600)
"""How long to wait after each try; after the last, people are told."""
LOG = logging.getLogger(__name__)


def deliver(name: str) -> str:
    """Delivers the letter of that id if it waits; its state afterwards."""
    letter = _claimed(name)
    if letter is None:
        return ""
    try:
        return _sent(letter)
    except NotSent as told:
        return _not_sent(letter, told.failure)
    except Exception as broken:  # noqa: BLE001 - whatever it was, it must not hold up the others, and its words stay here
        LOG.error("a letter was not written: %s", type(broken).__name__)  # noqa: TRY400
        return _not_sent(letter, Failure.NOT_WRITTEN)


def recover(now: Seconds) -> int:
    """Takes back letters whose process is gone: they wait again, or are given up; how many there were."""
    lost = Letter.objects.filter(state=State.SENDING, next_try__lte=now)

    def taken() -> int:
        unsure = lost.filter(handed__gte=MOST_HANDED).update(state=State.FAILED, failure=Failure.UNSURE)
        return unsure + lost.update(state=State.WAITING, next_try=now)

    return WRITER.run(taken) if lost.exists() else 0


def _claimed(name: str) -> Letter | None:
    claim = {"state": State.SENDING, "tries": F("tries") + 1, "next_try": clock.now() + LEASE}
    if not WRITER.run(lambda: Letter.objects.filter(pk=name, state=State.WAITING).update(**claim)):
        return None
    return Letter.objects.select_related("group", "meeting").get(pk=name)


def _sent(letter: Letter) -> str:
    server, now = settings.BESACE_SMTP_SERVER, clock.now()
    one = still(letter, now) if now < letter.until else None
    if server is None or one is None:
        return _become(letter, State.WAITING if server is None else State.SKIPPED)
    to = address_of(one)
    if not to:
        raise NotSent(Failure.NO_ADDRESS)
    from besace.post.message import message_of  # noqa: PLC0415 - of no use at rest
    from besace.post.sending import Envelope, send  # noqa: PLC0415

    whole = message_of(write(one, standing.of(letter.group)), to, letter.id, now)
    send(server, Envelope(settings.BESACE_MAIL_FROM_ADDRESS, to, whole), lambda: _handing(letter))
    return _become(letter, State.SENT, sent=clock.now(), failure="", sequence=_sequence(one))


def _handing(letter: Letter) -> None:
    letter.handed += 1
    _update(letter, handed=letter.handed)


def _not_sent(letter: Letter, failure: Failure) -> str:
    """Waits for the next try, or gives up: at once where trying again is no help, else after the last pause."""
    answered = failure is not Failure.UNANSWERED
    handed = 0 if answered else letter.handed
    failure = Failure.UNSURE if handed >= MOST_HANDED else failure
    if failure in LASTING_ONES or letter.tries > len(PAUSES):
        return _become(letter, State.FAILED, failure=failure, handed=handed)
    later = clock.now() + PAUSES[letter.tries - 1]
    if later >= letter.until:
        return _become(letter, State.FAILED, failure=failure, handed=handed)
    return _become(letter, State.WAITING, failure=failure, handed=handed, next_try=later)


def _become(letter: Letter, state: Letter.State, **more: object) -> str:
    _update(letter, state=state, **more)
    if state is State.FAILED:
        trail.note(letter.group_id, None, trail.Act.LETTER, letter.kind, letter.id, trail.Outcome.FAILED)
    return state


def _update(letter: Letter, **changes: object) -> None:
    WRITER.run(lambda: Letter.objects.filter(pk=letter.pk, state=State.SENDING).update(**changes))


def _sequence(one: Wanted) -> int:
    return one.meeting.sequence if one.meeting else 0
