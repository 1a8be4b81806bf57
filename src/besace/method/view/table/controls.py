"""What the facilitator does from under the table: time, a question of her own, writing for someone (S0.2, F2)."""

from besace.method.decide import open_to, open_words
from besace.method.formats import OFFERED
from besace.method.session import Session
from besace.method.value import value
from besace.method.variants import FLAGS, FOUR_A, TURNED_AWAY
from besace.method.view.common import Can, can
from besace.method.view.table.sheets import Choice
from besace.method.words import MOST_PARTICIPANTS, Said, Stage


@value
class Gathering:
    """Before the opening: who is here, and how many places are free. The gate opens the session."""

    free: int
    here: tuple[Said, ...]


@value
class Tools:
    """The clock in the facilitator's hands, silence, and the way back to the questions; None for what is not of now."""

    paused: bool
    hold: Can | None
    silence: Can | None
    back: Can | None


@value
class Asking:
    """A question of the facilitator's own (S2.2, F2)."""


@value
class WritingFor:
    """Words written down for someone: the act of the step, and for whom it is open."""

    word: str
    people: tuple[Choice, ...]
    more: bool = False
    """It asks four questions to conclude, in place of three."""


@value
class Candidate:
    """One of the group, who could facilitate this time; `chosen` where it is her turn."""

    id: Said
    name: Said
    chosen: bool


@value
class Ways:
    """How long the session is and how it is held, until it opens; `format` is empty where the minutes are its own."""

    format: str
    format_name: Said
    formats: tuple[str, ...]
    on: tuple[str, ...]
    flags: tuple[str, ...]
    people: tuple[Candidate, ...]


@value
class Arranging:
    """What can be set right about the session itself."""

    title: Said
    link: Said
    next_when: Said
    remote: bool
    next_session: bool
    turned: bool = False
    ways: Ways | None = None


WORDED = ("check_in", "propose_subject", "ask", "reformulate", "react", "evaluate")


def gathering_of(session: Session) -> Gathering | None:
    """The gathering, until the session is opened."""
    if session.stage is not Stage.GATHERING:
        return None
    here = tuple(session.name_of(person) for person in session.present)
    return Gathering(MOST_PARTICIPANTS - len(session.people), here)


def tools_of(session: Session) -> Tools | None:
    """The tools of a step under way."""
    if session.opened is None or session.stage is Stage.CLOSED:
        return None
    paused = session.step.paused_at is not None
    return Tools(
        paused=paused,
        hold=_open(session, "resume" if paused else "pause"),
        silence=_open(session, "start_silence"),
        back=_open(session, "return"),
    )


def asking_of(session: Session) -> Asking | None:
    """Her own question, while questions are asked."""
    return Asking() if _open(session, "ask") else None


def writing_for_of(session: Session) -> WritingFor | None:
    """Whom something can be written down for in this moment, or None."""
    now = open_words(session)
    for word in (one for one in WORDED if one in now and session.stage is not Stage.GATHERING):
        people = tuple(
            Choice(person, session.name_of(person)) for person in session.present if word in open_to(session, person)
        )
        if people:
            return WritingFor(word, people, session.has(FOUR_A))
    return None


def arranging_of(session: Session) -> Arranging | None:
    """What can be set right, until the session is closed."""
    if not _open(session, "arrange"):
        return None
    remote = session.place == "remote"
    ways = _ways(session) if session.stage is Stage.GATHERING else None
    turned = session.has(TURNED_AWAY)
    return Arranging(session.title, session.link, session.next_when, remote, session.next_session, turned, ways)


def _ways(session: Session) -> Ways:
    return Ways(
        session.format,
        session.format_name,
        (session.format,) if session.second else OFFERED,
        tuple(name for name in FLAGS if session.has(name)),
        FLAGS,
        tuple(Candidate(one.id, one.name, one.id == session.rotating) for one in session.people),
    )


def _open(session: Session, word: str) -> Can | None:
    found = can(session, word, session.facilitator)
    return found if found.open else None
