"""The choice: the ballot, the count, the double consent (R5, R6, R7)."""

from besace.method.sticks import STICKS
from besace.method.value import value
from besace.method.view.common import Can
from besace.method.view.phone.parts import PhoneContract, PhoneWait, alone, cued
from besace.method.view.phone.seat import Islands, Seat
from besace.method.view.phone.subjects import SubjectComposer, SubjectThumb, paperboard_of
from besace.method.words import LAST_ROUND, Condition, Said, SubjectId


@value
class BallotLine:
    """One subject on the ballot; `rank` is where she put it, 0 for nowhere."""

    id: SubjectId
    title: Said
    owner: Said
    rank: int


@value
class PhoneBallot:
    """Her own ballot: secret until the count, hers to change until then."""

    lines: tuple[BallotLine, ...]
    ranks: tuple[int, ...]
    round: int = 1


@value
class LayThumb:
    """Lay the sticks; how many have voted is no secret."""

    laid: bool
    ranks: int
    voted: int
    voters: int


@value
class CountLine:
    """One subject in the count; `aside` when it can be chosen no more."""

    title: Said
    owner: Said
    sticks: int
    first: bool
    aside: bool = False


@value
class PhoneCount:
    """The count: sums alone, drawn as sticks."""

    lines: tuple[CountLine, ...]


@value
class ConsentThumb:
    """Her answer to the choice: the owner's, or another's."""

    owner: bool
    can: Can


@value
class ConsentDoubt:
    """Something stands in the way: said in a word, folded."""

    facilitator: Said


@value
class BeenClient:
    """The owner has already been client in this cycle (R7); no name where it is the reader."""

    name: Said


@value
class ChoiceSticks:
    """The sticks by which the subject was chosen."""

    sticks: int
    round: int


def vote(seat: Seat) -> Islands:
    """The page of the vote: before it opens, while it is open, once it is counted."""
    if seat.session.vote.open:
        return _open(seat)
    if seat.can("propose_subject").open:
        return _afresh(seat)
    if seat.session.vote.counted:
        return cued(seat, _verdict(seat)) | {"count": count_of(seat)}
    return cued(seat, "vote_soon") | {"paperboard": paperboard_of(seat)}


def _afresh(seat: Seat) -> Islands:
    """Every subject was declined: others are given, so that the choice is no dead end (R7)."""
    return cued(seat, "vote_afresh") | {
        "composer": SubjectComposer(folded=False, again=True),
        "paperboard": paperboard_of(seat),
        "thumb": SubjectThumb(),
    }


def _open(seat: Seat) -> Islands:
    session = seat.session
    standing, mine = session.vote.standing, session.vote.ballots.get(seat.viewer, ())
    ranks = tuple(range(1, min(len(STICKS), len(standing)) + 1))
    lines = tuple(_ballot_line(seat, one, mine) for one in standing)
    voted = sum(1 for one in session.present if one in session.vote.ballots)
    code = "vote_laid" if mine else "vote"
    return alone(seat, code, count=len(ranks)) | {
        "ballot": PhoneBallot(lines, ranks, session.vote.round),
        "thumb": LayThumb(bool(mine), len(ranks), voted, len(session.present)),
    }


def _ballot_line(seat: Seat, subject: SubjectId, mine: tuple[SubjectId, ...]) -> BallotLine:
    found = seat.session.subject(subject)
    title, owner = (found.title, seat.session.name_of(found.owner)) if found else ("", "")
    return BallotLine(subject, title, owner, mine.index(subject) + 1 if subject in mine else 0)


def _verdict(seat: Seat) -> str:
    """What the count leads to (R5): one first, a tie and another round, or the facilitator with the group."""
    session = seat.session
    if session.winner:
        return "vote_one_first"
    if session.vote.ties >= LAST_ROUND:
        return "vote_last_tie"
    return "vote_tie" if session.vote.tied else "vote_again"


def count_of(seat: Seat) -> PhoneCount:
    """The sums of the last count, most first; first place is among those that still stand (R7)."""
    session, tally = seat.session, seat.session.vote.tally
    standing = {one.id for one in session.subjects if session.stands(one)}
    most = max((sticks for one, sticks in tally.items() if one in standing), default=0)
    return PhoneCount(tuple(_count_line(seat, one, one in standing, most) for one in tally))


def _count_line(seat: Seat, subject: SubjectId, stands: bool, most: int) -> CountLine:
    found, sticks = seat.session.subject(subject), seat.session.vote.tally[subject]
    title, owner = (found.title, seat.session.name_of(found.owner)) if found else ("", "")
    return CountLine(title, owner, sticks, first=stands and sticks == most, aside=not stands)


def consent(seat: Seat) -> Islands:
    """The page of the double consent."""
    subject = seat.session.subject(seat.session.chosen)
    if subject is None:
        return {}
    mine = subject.owner == seat.viewer
    owner = seat.session.name_of(subject.owner)
    contract = PhoneContract(subject.title, owner, mine, "", stated=False)
    shown = {"contract": contract, "sticks": _sticks(seat), **(_owner(seat) if mine else _other(seat, owner))}
    been = subject.owner in seat.session.been_client
    return shown | {"flag": BeenClient("" if mine else owner) if been else None}


def _sticks(seat: Seat) -> ChoiceSticks | None:
    session = seat.session
    if session.because != "vote" or session.chosen is None:
        return None
    return ChoiceSticks(session.vote.tally.get(session.chosen, 0), session.vote.round)


def _owner(seat: Seat) -> Islands:
    if seat.session.consent.owner:
        return cued(seat, "accepted") | {"thumb": _waiting(seat)}
    return alone(seat, f"shall_we_{seat.session.because}") | {"thumb": ConsentThumb(owner=True, can=seat.can("accept"))}


def _other(seat: Seat, owner: str) -> Islands:
    if seat.viewer in seat.session.consent.given:
        return cued(seat, "consented", owner) | {"thumb": _waiting(seat)}
    code = "owner_says_yes" if seat.session.consent.owner else "owner_is_asked"
    return cued(seat, code, owner) | {
        "doubt": ConsentDoubt(seat.facilitator_name),
        "thumb": ConsentThumb(owner=False, can=seat.can("consent")),
    }


def _waiting(seat: Seat) -> PhoneWait:
    missing = seat.missing(Condition.CLIENT_AGREES) + seat.missing(Condition.CONSULTANTS_CONSENT)
    return PhoneWait("answers", missing, seat.facilitator_name)
