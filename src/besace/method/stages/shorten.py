"""A later step gives minutes to the one that took them: the session still ends when it was to end (S0.2)."""

from besace.method import shortening
from besace.method.acts import Code, Entry, Refusal
from besace.method.fields import one_of, whole
from besace.method.formats import LONGEST_STAGE
from besace.method.rule import FACILITATOR, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.words import TIMED, Stage


def _shorten(session: Session, call: Call) -> Facts | Refusal:
    stage = Stage(call["stage"])
    if call["minutes"] > shortening.spare(session, stage):
        return Refusal(Code.INVALID, "minutes", "no-shorter")
    return {**call.fields, "to": str(shortening.used_most(session, call.at))}


def _shortened(session: Session, entry: Entry) -> Session:
    given, taker, minutes = Stage(entry.fields["stage"]), Stage(entry.fields["to"]), entry.fields["minutes"]
    planned = dict(session.minutes)
    planned[given] -= minutes
    planned[taker] += minutes
    return but(session, minutes=planned)


RULES = (
    Rule(
        "shorten",
        FACILITATOR,
        TIMED[:-1],
        _shortened,
        fields=(one_of("stage", tuple(TIMED)), whole("minutes", 1, LONGEST_STAGE)),
        do=_shorten,
    ),
)
