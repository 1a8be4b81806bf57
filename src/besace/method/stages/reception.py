"""Reception: a round of the table, the previous plan, the subjects (R1 to R4)."""

from dataclasses import replace

from besace.method.acts import Code, Entry, Refusal
from besace.method.fields import flag, key, line, number_of, one_of, optional, subject, text
from besace.method.parts import Report, Subject
from besace.method.rule import PARTICIPANT, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.turns import speak
from besace.method.words import KINDS_OF_SUBJECT, OUTCOMES, Moment, PersonId, Stage

HERE = (Stage.RECEPTION,)
BEFORE_AND_HERE = (Stage.GATHERING, Stage.RECEPTION)


def _checked_in(session: Session, entry: Entry) -> Session:
    said = {**session.check_ins, entry.whose: entry.fields.get("text") or ""}
    return but(speak(session, entry.whose), check_ins=said)


def _planned(session: Session) -> int:
    return len(session.previous.actions) if session.previous else 0


def _is_previous_client(session: Session, person: PersonId) -> bool:
    return session.previous is not None and session.previous.client == person


def _reported(session: Session, entry: Entry) -> Session:
    fields = entry.fields
    report = Report(fields["outcome"], fields.get("easy") or "", fields.get("difficult") or "")
    return but(session, reports={**session.reports, fields["action"]: report})


def _propose(session: Session, call: Call) -> Facts | Refusal:
    given = call["key"]
    if given and session.subject(given):
        return Refusal(Code.INVALID, "key", "taken")
    return {**call.fields, "key": given or _free_key(session), "hints": list(call.hints), "signs": list(call.signs)}


def _free_key(session: Session) -> str:
    taken = {one.id for one in session.subjects}
    return next(name for n in range(1, len(taken) + 2) if (name := f"subject-{n}") not in taken)


def _proposed(session: Session, entry: Entry) -> Session:
    fields = entry.fields
    new = Subject(
        fields["key"],
        entry.whose,
        fields["title"],
        fields.get("kind") or "",
        to_share_only=bool(fields.get("to_share_only")),
        hints=tuple(fields.get("hints", ())),
        signs=tuple(fields.get("signs", ())),
    )
    return but(session, subjects=(*session.subjects, new))


def _before_the_vote(session: Session) -> bool:
    return session.stage is Stage.GATHERING or (session.moment is not Moment.CONSENT and session.vote.round == 0)


def _may_propose(session: Session) -> bool:
    """In its moment; later only where every subject has been declined, so that the choice is no dead end (R7)."""
    return session.moment is not Moment.VOTE or not (session.vote.open or session.ballot)


def _own(session: Session, call: Call) -> Subject | Refusal:
    found = session.subject(call["subject"])
    if found is None or found.owner != call.whose:
        return Refusal(Code.NOT_YOURS, "subject", "not-its-owner")
    return found


def _reword(session: Session, call: Call) -> Facts | Refusal:
    own = _own(session, call)
    if isinstance(own, Refusal):
        return own
    hints, signs = (call.hints, call.signs) if call["title"] else (own.hints, own.signs)
    return {**call.fields, "hints": list(hints), "signs": list(signs)}


def _reworded(session: Session, entry: Entry) -> Session:
    fields = entry.fields
    changes = {name: fields[name] for name in ("title", "kind", "to_share_only") if fields.get(name) is not None}
    changes |= {name: tuple(fields.get(name, ())) for name in ("hints", "signs")}
    changed = (replace(one, **changes) if one.id == fields["subject"] else one for one in session.subjects)
    return but(session, subjects=tuple(changed))


def _withdraw(session: Session, call: Call) -> Facts | Refusal:
    own = _own(session, call)
    return own if isinstance(own, Refusal) else call.fields


def _withdrawn(session: Session, entry: Entry) -> Session:
    return but(session, subjects=tuple(one for one in session.subjects if one.id != entry.fields["subject"]))


def _resonated(session: Session, entry: Entry) -> Session:
    which = entry.fields["subject"]
    felt = session.resonances.get(which, frozenset())
    felt = felt | {entry.whose} if entry.fields.get("on", True) else felt - {entry.whose}
    return but(session, resonances={**session.resonances, which: felt})


RULES = (
    Rule("check_in", PARTICIPANT, HERE, _checked_in, moments=(Moment.CHECK_IN,), fields=(optional(text("text"), ""),)),
    Rule(
        "report_action",
        PARTICIPANT,
        HERE,
        _reported,
        moments=(Moment.FOLLOW_UP,),
        fields=(
            number_of("action", _planned),
            one_of("outcome", OUTCOMES),
            optional(text("easy"), ""),
            optional(text("difficult"), ""),
        ),
        yours=_is_previous_client,
    ),
    Rule(
        "propose_subject",
        PARTICIPANT,
        BEFORE_AND_HERE,
        _proposed,
        moments=(Moment.SUBJECTS, Moment.VOTE),
        now=_may_propose,
        fields=(
            optional(key("key")),
            line("title"),
            optional(one_of("kind", KINDS_OF_SUBJECT), ""),
            optional(flag("to_share_only"), default=False),
        ),
        do=_propose,
    ),
    Rule(
        "reword_subject",
        PARTICIPANT,
        BEFORE_AND_HERE,
        _reworded,
        fields=(
            subject("subject"),
            optional(line("title")),
            optional(one_of("kind", KINDS_OF_SUBJECT)),
            optional(flag("to_share_only")),
        ),
        now=_before_the_vote,
        do=_reword,
    ),
    Rule(
        "withdraw_subject",
        PARTICIPANT,
        BEFORE_AND_HERE,
        _withdrawn,
        fields=(subject("subject"),),
        now=_before_the_vote,
        do=_withdraw,
    ),
    Rule(
        "resonate",
        PARTICIPANT,
        HERE,
        _resonated,
        moments=(Moment.SUBJECTS, Moment.VOTE),
        fields=(subject("subject"), optional(flag("on"), default=True)),
    ),
)
