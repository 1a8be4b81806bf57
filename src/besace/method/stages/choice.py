"""The choice: the vote by sticks, other reasons to choose, and the double consent (R5 to R7)."""

from dataclasses import replace

from besace.method import sticks
from besace.method.acts import Code, Entry, Refusal, ballot_scope
from besace.method.fields import one_of, optional, subject, text, whole
from besace.method.parts import Consent, Vote
from besace.method.rule import FACILITATOR, PARTICIPANT, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.turns import clear_floor
from besace.method.words import LAST_ROUND, REASONS, Moment, PersonId, Stage

HERE = (Stage.RECEPTION,)
RANKS = ("first", "second", "third")
MOST_ROUNDS = 999


def _may_open(session: Session) -> bool:
    vote = session.vote
    if vote.open or vote.ties >= LAST_ROUND:
        return False
    return bool(session.ballot) and session.winner is None


def _opened(session: Session, _: Entry) -> Session:
    vote = session.vote
    return but(session, vote=Vote(vote.round + 1, open=True, ties=vote.ties, standing=session.ballot))


def _is_open(session: Session) -> bool:
    return session.vote.open


def _vote(session: Session, call: Call) -> Facts | Refusal:
    if call["round"] not in {None, session.vote.round}:
        return Refusal(Code.NOT_NOW, "round", "another-round")  # it was touched in a round that is over
    ranked = [call[rank] for rank in RANKS]
    given = [one for one in ranked if one]
    if given != ranked[: len(given)]:
        return Refusal(Code.INVALID, "second" if ranked[1] is None else "third", "gap")
    for rank, one in zip(RANKS, given, strict=False):
        if one not in session.vote.standing:
            return Refusal(Code.INVALID, rank, "not-on-the-ballot")
        if given.count(one) > 1:
            return Refusal(Code.INVALID, rank, "twice")
    return {"round": session.vote.round, "ballot": given}


def _voted(session: Session, entry: Entry) -> Session:
    ballots = {**session.vote.ballots, entry.whose: tuple(entry.fields.get("ballot", ()))}
    return but(session, vote=replace(session.vote, ballots=ballots))


def _ballot_key(session: Session, _: PersonId) -> str:
    return ballot_scope(session.vote.round)


def _hers_alone(_: Session, person: PersonId) -> str:
    return person


def _count(session: Session, _: Call) -> Facts:
    tally = sticks.count(session.vote.standing, session.vote.ballots.values())
    return {"tally": tally, "tied": list(sticks.tied_for_first(tally))}


def _counted(session: Session, entry: Entry) -> Session:
    tied = tuple(entry.fields["tied"])
    ties = session.vote.ties + 1 if tied else 0
    vote = replace(session.vote, open=False, ballots={}, tally=dict(entry.fields["tally"]), tied=tied, ties=ties)
    return but(session, vote=vote)


def _choose(session: Session, call: Call) -> Facts | Refusal:
    found = session.subject(call["subject"])
    if found is None or not session.stands(found):
        return Refusal(Code.INVALID, "subject", "not-on-the-ballot")
    if call["because"] == "vote" and session.winner != found.id:
        return Refusal(Code.INVALID, "because", "not-the-sole-winner")
    return call.fields


def _chosen(session: Session, entry: Entry) -> Session:
    return but(
        clear_floor(session, entry.at),
        moment=Moment.CONSENT,
        chosen=entry.fields["subject"],
        because=entry.fields["because"],
        consent=Consent(),
        vote=replace(session.vote, open=False, ballots={}),
    )


def _is_owner(session: Session, person: PersonId) -> bool:
    return person == session.chosen_owner


def _is_not_owner(session: Session, person: PersonId) -> bool:
    return person != session.chosen_owner


def _accepted(session: Session, _: Entry) -> Session:
    return but(session, consent=replace(session.consent, owner=True))


def _consented(session: Session, entry: Entry) -> Session:
    return but(session, consent=replace(session.consent, given=session.consent.given | {entry.whose}))


def _set_aside(session: Session, _: Entry) -> Session:
    subjects = tuple(replace(one, set_aside=True) if one.id == session.chosen else one for one in session.subjects)
    vote = replace(session.vote, ties=0, tied=())
    return but(session, moment=Moment.VOTE, chosen=None, because="", subjects=subjects, vote=vote)


IN_VOTE = (Moment.VOTE,)
IN_CONSENT = (Moment.CONSENT,)
REASON = (optional(text("reason"), ""),)

RULES = (
    Rule("open_vote", FACILITATOR, HERE, _opened, moments=IN_VOTE, now=_may_open),
    Rule(
        "vote",
        PARTICIPANT,
        HERE,
        _voted,
        moments=IN_VOTE,
        fields=(
            *(subject("first"), optional(subject("second")), optional(subject("third"))),
            optional(whole("round", 1, MOST_ROUNDS)),
        ),
        now=_is_open,
        do=_vote,
        audience=_hers_alone,
        scope=_ballot_key,
    ),
    Rule("close_vote", FACILITATOR, HERE, _counted, moments=IN_VOTE, now=_is_open, do=_count),
    Rule(
        "choose",
        FACILITATOR,
        HERE,
        _chosen,
        moments=(Moment.SUBJECTS, Moment.VOTE),
        fields=(subject("subject"), one_of("because", REASONS)),
        do=_choose,
    ),
    Rule("accept", PARTICIPANT, HERE, _accepted, moments=IN_CONSENT, yours=_is_owner),
    Rule("decline", PARTICIPANT, HERE, _set_aside, moments=IN_CONSENT, yours=_is_owner, fields=REASON),
    Rule("consent", PARTICIPANT, HERE, _consented, moments=IN_CONSENT, yours=_is_not_owner, fields=REASON),
    Rule("object", PARTICIPANT, HERE, _set_aside, moments=IN_CONSENT, yours=_is_not_owner, fields=REASON),
)
