"""Turns in a cycle: each is client once, and whatever happens, nobody's turn is lost (G5).

Each function takes a cycle and gives what changes, refusing with a `Mistake` that changes nothing; `changes.after`
gives the new cycle. Throughout, there are as many sessions to come as participants who have yet to be client.
"""

from collections.abc import Collection, Sequence
from datetime import date

from besace.cycles.changes import (
    Added,
    Agreed,
    Cancelled,
    Change,
    FellAway,
    Held,
    Joined,
    Left,
    Moved,
    Promised,
    after,
)
from besace.cycles.cycle import Cycle
from besace.cycles.mistake import Mistake, Why
from besace.cycles.participant import MOST_PARTICIPANTS, Participant, PersonId
from besace.cycles.session import Number, Planned
from besace.cycles.wall import WallTime

type Changes = tuple[Change, ...]


def dates_for(people: int, a_date: int = 1) -> int:
    """How many dates so many participants need, where so many of them are client on each."""
    return -(-people // a_date)


def mistakes(
    people: Sequence[PersonId], dates: Sequence[WallTime], today: date, a_date: int = 1
) -> tuple[Mistake, ...]:
    """Gives all that keeps a cycle from starting, so that a page can show it beside each date at once.

    As many dates as participants, or as `dates_for` says where more than one is client on each; none past, no two on
    one day; at least one participant, at most nine, each once.
    """
    found = []
    if not people:
        found.append(Mistake("participants", Why.NONE))
    if len(people) > MOST_PARTICIPANTS:
        found.append(Mistake("participants", Why.TOO_MANY, len(people), MOST_PARTICIPANTS))
    found += [Mistake("participants", Why.TWICE, one) for n, one in enumerate(people) if one in people[:n]]
    wanted = dates_for(len(people), a_date)
    if len(dates) != wanted:
        found.append(Mistake("dates", Why.NOT_AS_MANY if a_date == 1 else Why.NOT_HALF_AS_MANY, len(dates), wanted))
    days = [when.day for when in dates]
    found += [Mistake("dates", Why.PAST, day, today) for day in days if day < today]
    found += [Mistake("dates", Why.SAME_DAY, day) for n, day in enumerate(days) if day in days[:n]]
    return tuple(found)


def start(people: Sequence[PersonId], dates: Sequence[WallTime], today: date, a_date: int = 1) -> Changes:
    """Starts a cycle with as many sessions as participants; the clients are chosen in the sessions.

    With two a date, the second of each has no date of its own: it is given one when it opens (`bring_forward`).

    Raises:
        Mistake: the first of `mistakes`.
    """
    for mistake in mistakes(people, dates, today, a_date):
        raise mistake
    joined = (Joined(Participant(person, today)) for person in people)
    in_order = [*sorted(dates, key=lambda when: when.begins), *[None] * (len(people) - len(dates))]
    return (*joined, *(Added(Planned(number, when)) for number, when in enumerate(in_order, 1)))


def agree(cycle: Cycle, person: PersonId, since: date | None) -> Changes:
    """Notes since when she agrees to be client at short notice; None when she does no longer.

    Raises:
        Mistake: she takes no part.
    """
    one = cycle.participant(person)
    return () if one.reserve == since else (Agreed(person, since),)


def promise(cycle: Cycle, number: Number, person: PersonId) -> Changes:
    """Promises her a session; whoever had it gets hers in exchange, or the next that is promised to nobody.

    Raises:
        Mistake: the session is not to come, she takes no part, or has been client.
    """
    session = cycle.coming(number)
    _has_yet_to_be_client(cycle, person)
    if session.client == person:
        return ()
    return (Promised(number, session.client, person), *_exchanged(cycle, session, person))


def reserves(cycle: Cycle, number: Number, cannot: Collection[PersonId] = ()) -> tuple[PersonId, ...]:
    """Gives who could be client in place of the client-to-be: those who agreed and have yet to be client.

    Who has waited longest comes first: by the day she joined, then the day she agreed, then the order of the group.
    Takes the session, and those who cannot come to it.

    Raises:
        Mistake: the session is not to come.
    """
    ill = cycle.coming(number).client
    willing = [
        (one.joined, one.reserve, one.id) for one in cycle.waiting if one.reserve and one.id not in {ill, *cannot}
    ]
    return tuple(person for _, _, person in sorted(willing, key=lambda one: one[:2]))


def stand_in(cycle: Cycle, number: Number, person: PersonId) -> Changes:
    """Lets a reserve be client in place of the client-to-be, whose turn comes back: see `promise`.

    Raises:
        Mistake: the session is not to come, or she is no reserve.
    """
    if person not in reserves(cycle, number):
        raise Mistake("person", Why.NOT_A_RESERVE, person)
    return promise(cycle, number, person)


def hold(cycle: Cycle, number: Number, client: PersonId) -> Changes:
    """Notes that a session took place with this client, whoever was expected.

    Whoever was promised it keeps a turn, in exchange or in another session; a second turn (R7) adds a session, so that
    whoever is still waiting has hers.

    Raises:
        Mistake: the session is not to come, or the client takes no part.
    """
    session = cycle.coming(number)
    cycle.participant(client)
    if client in cycle.been_client:
        return Held(number, client, again=True), Added(Planned(cycle.next_number, None, session.client))
    if session.client == client:
        return (Held(number, client),)
    return Held(number, client), *_exchanged(cycle, session, client)


def leave(cycle: Cycle, person: PersonId, under_way: Collection[Number] = ()) -> Changes:
    """Lets someone go; the session of her turn falls away, every other stays.

    Where none was promised to her, the last of those promised to nobody falls away. Who has been client leaves no gap.
    A session under way goes on without her, and another falls away for it, as long as there is one.

    Raises:
        Mistake: she takes no part.
    """
    one = cycle.participant(person)
    if one not in cycle.waiting:
        return (Left(person),)
    hers = cycle.promised(person) or cycle.open[-1]
    spared = [one for one in cycle.to_come if one.number not in under_way]
    if hers in spared or not spared:
        return Left(person), FellAway(hers.number, person)
    gone = next((one for one in reversed(spared) if one.client is None), spared[-1])
    given = () if hers.client == gone.client else (Promised(hers.number, hers.client, gone.client),)
    return Left(person), *given, FellAway(gone.number, person)


def join(cycle: Cycle, person: PersonId, today: date, when: WallTime | None = None) -> Changes:
    """Takes someone in, also in mid-cycle: a session is added for her turn, with a date or one still to be found.

    Someone who comes back and has been client already needs no other session; `when` is then not used.

    Raises:
        Mistake: she takes part already, she would be the tenth, or the date is past or another session's day.
    """
    if any(one.id == person for one in cycle.participants):
        raise Mistake("person", Why.ALREADY_IN, person)
    if len(cycle.participants) >= MOST_PARTICIPANTS:
        raise Mistake("participants", Why.TOO_MANY, len(cycle.participants) + 1, MOST_PARTICIPANTS)
    joined = Joined(Participant(person, today))
    if person in cycle.been_client:
        return (joined,)
    _free(cycle, when, today)
    return joined, Added(Planned(cycle.next_number, when))


def cancel(cycle: Cycle, number: Number, today: date, when: WallTime | None = None) -> Changes:
    """Cancels a session; another is added for its turn, with a date or one still to be found.

    Raises:
        Mistake: the session is not to come, or the date is past or another session's day.
    """
    session = cycle.coming(number)
    cancelled: Changes = (Cancelled(number),)
    _free(after(cycle, cancelled), when, today)
    return *cancelled, Added(Planned(cycle.next_number, when, session.client))


def move(cycle: Cycle, number: Number, when: WallTime, today: date) -> Changes:
    """Gives a session another date, or its first.

    Raises:
        Mistake: the session is not to come, or the date is past or another session's day.
    """
    session = cycle.coming(number)
    _free(cycle, when, today, number)
    return () if session.when == when else (Moved(number, session.when, when),)


def bring_forward(cycle: Cycle, when: WallTime) -> tuple[Number, Changes]:
    """Gives a second session on the day of one just held, so that two are client in a half-day; nobody's turn is lost.

    It is one that has no date yet, else the last of those promised to nobody, else the last of all.

    Raises:
        Mistake: there is none to come.
    """
    if not cycle.to_come:
        raise Mistake("session", Why.NO_SUCH_SESSION)
    chosen = max(cycle.to_come, key=lambda one: (one.when is None, one.client is None, cycle.to_come.index(one)))
    return chosen.number, (Moved(chosen.number, chosen.when, when),)


def _exchanged(cycle: Cycle, session: Planned, person: PersonId) -> Changes:
    """What becomes of the one promised a session that somebody else, still waiting, takes.

    One is open where the taker has none: there are as many sessions to come as people waiting.
    """
    own, displaced = cycle.promised(person), session.client
    if own is None and displaced is None:
        return ()
    other = own or cycle.open[0]
    return (Promised(other.number, other.client, displaced),)


def _has_yet_to_be_client(cycle: Cycle, person: PersonId) -> None:
    if cycle.participant(person) not in cycle.waiting:
        raise Mistake("person", Why.ALREADY_CLIENT, person)


def _free(cycle: Cycle, when: WallTime | None, today: date, but: Number | None = None) -> None:
    if when is None:
        return
    if when.day < today:
        raise Mistake("when", Why.PAST, when.day, today)
    if any(one.when and one.when.day == when.day for one in cycle.to_come if one.number != but):
        raise Mistake("when", Why.SAME_DAY, when.day)
