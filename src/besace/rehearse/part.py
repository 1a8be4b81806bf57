"""A part that someone took over: how long the others wait for her, and what they call what she gives."""

from collections.abc import Mapping
from dataclasses import replace

from besace.live import rooms
from besace.method.acts import Code
from besace.method.rules import RULES
from besace.method.session import Session
from besace.method.words import STAGES, Moment, Stage
from besace.rehearse.play import Outcome
from besace.rehearse.play import Stage as Theatre
from besace.rehearse.scenario import Does, Line

WAITING = frozenset({Code.UNMET, Code.NOT_NOW, Code.UNKNOWN})
"""The refusals that what she does next may lift."""
MOMENTS = tuple(Moment)


def waits(stage: Theatre, line: Line, outcome: Outcome) -> bool:
    """Whether a line that was to be accepted may still be, once she has done her part: not when its time is over."""
    if not isinstance(line, Does) or line.refused is not None or outcome.code not in WAITING:
        return False
    return not _is_over(rooms.refreshed(stage.table.room).session, line.word)


def _is_over(session: Session, word: str) -> bool:
    rule = RULES[word]
    last = max(STAGES.index(one) for one in rule.during)
    here = STAGES.index(session.stage)
    if here != last or session.stage is not Stage.RECEPTION or not rule.moments or session.moment is None:
        return here > last
    return MOMENTS.index(session.moment) > max(MOMENTS.index(one) for one in rule.moments)


def translated(stage: Theatre, line: Line, me: str) -> Line:
    """The line with the keys that the script gives to her subjects and actions put as hers were given in truth."""
    if not isinstance(line, Does):
        return line
    session = rooms.refreshed(stage.table.room).session
    keys = _subjects(stage, session, me) | _actions(stage, session, me)
    return replace(line, fields={name: _put(value, keys) for name, value in line.fields.items()})


def _put(value: object, keys: Mapping[str, str]) -> object:
    return keys.get(value, value) if isinstance(value, str) else value


def _subjects(stage: Theatre, session: Session, me: str) -> dict[str, str]:
    hers = (one.id for one in session.subjects if one.owner == stage.table.people[me])
    return dict(zip(_given(stage, me, "propose_subject"), hers, strict=False))


def _actions(stage: Theatre, session: Session, me: str) -> dict[str, str]:
    """Actions have no owner: they are the client's."""
    return dict(zip(_given(stage, me, "add_action"), (one.id for one in session.actions), strict=False))


def _given(stage: Theatre, me: str, word: str) -> list[str]:
    mine = (one for one in stage.scenario.script if isinstance(one, Does) and me in (one.by, one.behalf))
    return [str(one.fields["key"]) for one in mine if one.word == word and "key" in one.fields]
