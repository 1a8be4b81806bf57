"""The board during the choice: the ballot, the count in sticks, the double consent (R5 to R7)."""

from besace.method.session import Session
from besace.method.sticks import STICKS
from besace.method.value import value
from besace.method.words import LAST_ROUND, Count, Moment, Said, Stage, SubjectId

BUNDLE = 5
FEW_TITLES = 5
FEW_SUMS = 4


@value
class BoardBallot:
    """The subjects that stand, and how many have voted: never who, never for what (R5)."""

    titles: tuple[Said, ...]
    open: bool
    round: int
    voted: int
    voters: int
    again: bool = False

    @property
    def sticks(self) -> tuple[int, ...]:
        """What the ranks give; fewer where fewer subjects stand."""
        return STICKS[: len(self.titles)]

    @property
    def many(self) -> bool:
        """Whether the lines must close up."""
        return len(self.titles) > FEW_TITLES


@value
class BoardSum:
    """One subject with its sticks. `state` is `tied`, `first`, `aside` or nothing."""

    title: Said
    sticks: int
    state: str = ""

    @property
    def bundles(self) -> tuple[int, ...]:
        """The sticks in bundles of five, and what is left over."""
        whole, rest = divmod(self.sticks, BUNDLE)
        return (BUNDLE,) * whole + ((rest,) if rest else ())


@value
class BoardCount:
    """The count. `verdict` is `first`, `tie`, `last-tie` or `next`; `tied` is between how many (R5)."""

    sums: tuple[BoardSum, ...]
    verdict: str
    tied: int = 0

    @property
    def many(self) -> bool:
        """Whether the lines must close up: a line holds a title and its sticks."""
        return len(self.sums) > FEW_SUMS


@value
class BoardYes:
    """A name, and whether it has said yes. Nothing says that someone said no."""

    name: Said
    said: bool


@value
class BoardChoice:
    """The chosen subject, why it was chosen, and the yeses (R6, R7)."""

    title: Said
    owner: Said
    because: str
    sticks: Count
    yeses: tuple[BoardYes, ...]


def ballot_of(session: Session) -> BoardBallot | None:
    """The ballot before the first count and during every round."""
    vote = session.vote
    if not _is(session, Moment.VOTE) or (vote.round and not vote.open):
        return None
    standing = vote.standing if vote.open else session.ballot
    present = session.present
    voted = sum(person in vote.ballots for person in present)
    return BoardBallot(_titles(session, standing), vote.open, vote.round, voted, len(present), again=vote.ties > 0)


def count_of(session: Session) -> BoardCount | None:
    """The last count, until the next round opens."""
    if not _is(session, Moment.VOTE) or not session.vote.counted:
        return None
    sums = tuple(_sum(session, which, sticks) for which, sticks in session.vote.tally.items())
    tied = sum(one.state == "tied" for one in sums)
    return BoardCount(sums, _verdict(session, tied), tied)


def choice_of(session: Session) -> BoardChoice | None:
    """The chosen subject, while the group says yes."""
    subject = session.subject(session.chosen)
    if not _is(session, Moment.CONSENT) or subject is None:
        return None
    said = session.consent.given | ({subject.owner} if session.consent.owner else frozenset())
    yeses = tuple(BoardYes(session.name_of(one), one in said) for one in session.present)
    sticks = session.vote.tally.get(subject.id, 0)
    return BoardChoice(subject.title, session.name_of(subject.owner), session.because, sticks, yeses)


def _verdict(session: Session, tied: int) -> str:
    if tied:
        return "last-tie" if session.vote.ties >= LAST_ROUND else "tie"
    return "first" if session.winner else "next"


def _sum(session: Session, which: SubjectId, sticks: int) -> BoardSum:
    subject = session.subject(which)
    if subject is None or not session.stands(subject):
        return BoardSum(subject.title if subject else "", sticks, "aside")
    state = "tied" if which in session.vote.tied else "first" if which == session.winner else ""
    return BoardSum(subject.title, sticks, state)


def _titles(session: Session, which: tuple[SubjectId, ...]) -> tuple[str, ...]:
    return tuple(subject.title for subject in session.subjects if subject.id in which)


def _is(session: Session, moment: Moment) -> bool:
    return session.stage is Stage.RECEPTION and session.moment is moment
