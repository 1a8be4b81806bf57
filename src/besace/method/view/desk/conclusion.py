"""The desk in step 6: what each takes away, and who can come next time (S6, S6.1)."""

from collections.abc import Mapping

from besace.method.parts import Evaluation
from besace.method.session import Session
from besace.method.value import value
from besace.method.variants import FOUR_A
from besace.method.view.common import names
from besace.method.view.desk.who import Who, all_of, who
from besace.method.words import PersonId, Said, Seconds, Stage

NOTHING = Evaluation()


@value
class Takeaway:
    """One person's evaluation; `state` is "said", "passed" or "waiting"."""

    who: Who
    state: str
    learned: Said = ""
    enjoyed: Said = ""
    apply: Said = ""
    expected: Said = ""


@value
class DeskTakeaways:
    """What each takes away, in the order of seats (S6); by three questions, or the `four` of the variant."""

    lines: tuple[Takeaway, ...]
    four: bool = False


@value
class DeskNext:
    """The next date: who can come, who cannot, who has not said (S6.1)."""

    when: Said
    can_come: tuple[Said, ...]
    cannot: tuple[Said, ...]
    missing: tuple[Who, ...]


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheets of step 6."""
    here = session.stage is Stage.CONCLUSION
    lines = (_line(session, one) for one in session.present)
    return {
        "desk_takeaways": DeskTakeaways(tuple(lines), session.has(FOUR_A)) if here else None,
        "desk_next": next_of(session) if here and session.next_session else None,
    }


def next_of(session: Session) -> DeskNext:
    """What has been answered for the next date."""
    answers = session.next_answers
    return DeskNext(
        when=session.next_when,
        can_come=names(session, tuple(one for one, yes in answers.items() if yes)),
        cannot=names(session, tuple(one for one, yes in answers.items() if not yes)),
        missing=all_of(session, [one for one in session.present if one not in answers]),
    )


def _line(session: Session, person: PersonId) -> Takeaway:
    if person not in session.evaluations:
        return Takeaway(who(session, person), "passed" if person in session.passes else "waiting")
    said = session.evaluations.get(person, NOTHING)
    return Takeaway(who(session, person), "said", said.learned, said.enjoyed, said.apply, said.expected)
