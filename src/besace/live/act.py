"""The only door to change: decide on the session as it stands, append durably, then tell every screen."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from besace import journal, metrics, policy
from besace.journal.writer import where_there_is_room
from besace.live import clock, ending, forgetting, nudges, returns, rooms, wording
from besace.live.models import Room
from besace.live.rooms import Folded
from besace.method.acts import Act, Code, Entry, Refusal
from besace.method.decide import decide
from besace.method.session import Session
from besace.method.words import PersonId, Seconds, Stage

TRIES = 20
A_MOMENT = 0.0001
"""Seconds in which the loop takes its turn: first the screens of the room, then the answer to who acted."""
DONE = metrics.Counter("besace_acts_total", "Acts done, by their word.", act=policy.table.ACTS)
REFUSED = metrics.Counter(
    "besace_acts_refused_total", "Acts refused, by their word and why.", act=policy.table.ACTS, code=Code
)
TOOK = metrics.Histogram("besace_act_seconds", "How long an act took, until it was on disk or refused.")


class Busy(Exception):  # noqa: N818 - what happened, in one word
    """The room kept changing under this act: it was not done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an act: the sequence it reached, or the refusal and the sequence it was judged at."""

    seq: int
    refusal: Refusal | None = None


def act(room: Room, by: PersonId, act: Act, act_id: str) -> Answer:
    """Does an act or refuses it, and returns when it is on disk; an id already done gets its first answer.

    Raises:
        Busy: the room kept changing under it.
    """
    began = time.perf_counter()
    with rooms.lock(room):
        for _ in range(TRIES):
            try:
                answer = _try(room, by, act, act_id)
            except journal.Raced:
                rooms.refreshed(room)
                continue
            break
        else:
            raise Busy
    TOOK.observe(time.perf_counter() - began)
    if answer.refusal is None:
        DONE.add(act.word)
        nudges.nudge(room.id)
        time.sleep(A_MOMENT)
    else:
        REFUSED.add(act.word, answer.refusal.code)
    return answer


def _try(room: Room, by: PersonId, act: Act, act_id: str) -> Answer:
    before = rooms.folded(room)
    at = max(clock.now(room), before.at)
    entries = decide(before.session, _prepared(before.session, act, at), by, at)
    if isinstance(entries, Refusal):
        return _refused(room, by, act_id, before, entries)
    if not entries:
        return _nothing_to_do(room, before)
    kept = [journal.as_kept(entry) for entry in entries]
    told = partial(nudges.announce, room.id)
    try:
        done = journal.append(room.journal, kept, expected=before.seq, act_id=act_id, by=by, told=told)
    finally:
        nudges.settle(room.id)
    if done.repeated:
        rooms.folded(room, done.seq)  # whoever did it may not have heard that it was kept
    else:
        _settle(room, before.with_entries(kept), kept)
    return Answer(done.seq)


def _nothing_to_do(room: Room, before: Folded) -> Answer:
    """As a refusal, it holds only on the session as it stands."""
    if journal.last(room.journal) != before.seq:
        raise journal.Raced
    return Answer(before.seq)


def _refused(room: Room, by: PersonId, act_id: str, before: Folded, refusal: Refusal) -> Answer:
    """A refusal holds only on the session as it stands, and only for an act that was not done before."""
    if journal.last(room.journal) != before.seq:
        raise journal.Raced
    first = journal.answer_to(room.journal, by, act_id)
    return Answer(before.seq, refusal) if first is None else Answer(first)


def _settle(room: Room, after: Folded, entries: Sequence[Entry]) -> None:
    rooms.keep(room, after)
    returns.settle(room.id, entries)
    if any(entry.kind == "open" for entry in entries):
        with where_there_is_room():
            ending.count_anew(room)
    may_be_over = any(entry.kind in forgetting.ENDING for entry in entries)
    if may_be_over and forgetting.forget_due(room.journal, after.session, clock.now()):
        rooms.refold(room)
    if after.session.stage is Stage.CLOSED and not room.closed:
        room.closed = True
        with where_there_is_room():
            nudges.write(room.id, partial(room.save, update_fields=["closed"]))


def _prepared(session: Session, act: Act, at: Seconds) -> Act:
    """The act with what must come from outside the core: chance, and the coach's hints."""
    if act.word == "choose" and act.fields.get("because") == "lot" and not act.fields.get("subject"):
        among = session.ballot
        return replace(act, fields={**act.fields, "subject": secrets.choice(among)}) if among else act
    return wording.with_hints(session, act, at)
