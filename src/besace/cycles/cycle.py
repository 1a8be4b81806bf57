"""A cycle: its participants, its sessions, who has been client and who has yet to be (G5)."""

from dataclasses import dataclass

from besace.cycles.mistake import Mistake, Why
from besace.cycles.participant import Participant, PersonId
from besace.cycles.session import Fate, Number, Planned


@dataclass(frozen=True, slots=True)
class Cycle:
    """As many sessions to come as participants who have yet to be client; sessions stand by number, none is removed."""

    participants: tuple[Participant, ...] = ()
    sessions: tuple[Planned, ...] = ()

    @property
    def to_come(self) -> tuple[Planned, ...]:
        """The sessions to come, by date; those without one last."""
        coming = (session for session in self.sessions if session.fate is Fate.TO_COME)
        return tuple(sorted(coming, key=_by_date))

    @property
    def been_client(self) -> frozenset[PersonId]:
        """Who has been client, also of those who have left since."""
        return frozenset(one.client for one in self.sessions if one.fate is Fate.HELD and one.client)

    @property
    def waiting(self) -> tuple[Participant, ...]:
        """Who has yet to be client, in the order they joined."""
        been = self.been_client
        return tuple(one for one in self.participants if one.id not in been)

    @property
    def open(self) -> tuple[Planned, ...]:
        """The sessions to come that are promised to nobody."""
        return tuple(session for session in self.to_come if session.client is None)

    @property
    def next_number(self) -> Number:
        """The number that a new session gets."""
        return len(self.sessions) + 1

    def promised(self, person: PersonId) -> Planned | None:
        """The session to come that is promised to her; None where she has none."""
        return next((session for session in self.to_come if session.client == person), None)

    def participant(self, person: PersonId) -> Participant:
        """Gives a participant.

        Raises:
            Mistake: she takes no part in this cycle.
        """
        for one in self.participants:
            if one.id == person:
                return one
        raise Mistake("person", Why.NOT_A_PARTICIPANT, person)

    def coming(self, number: Number) -> Planned:
        """Gives a session to come.

        Raises:
            Mistake: there is none of this number, or it is over, cancelled or fallen away.
        """
        for session in self.to_come:
            if session.number == number:
                return session
        raise Mistake("session", Why.NO_SUCH_SESSION, number)


def _by_date(session: Planned) -> tuple[bool, float, Number]:
    return session.when is None, session.when.begins.timestamp() if session.when else 0, session.number
