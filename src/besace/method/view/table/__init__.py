"""The left of the console: the session's ruler, the table with its seats, the slips, what the facilitator can do."""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.view.common import meet_of
from besace.method.view.table.by_hand import by_hand_of
from besace.method.view.table.controls import arranging_of, asking_of, gathering_of, tools_of, writing_for_of
from besace.method.view.table.head import masthead_of
from besace.method.view.table.middle import clock_at_table, middle_of
from besace.method.view.table.rail import overrun_of, rail_of
from besace.method.view.table.round import round_of
from besace.method.view.table.seats import seats_of
from besace.method.view.table.slips import hands_of, signal_of, writing_of
from besace.method.words import Seconds

__all__ = ["table_islands"]


def table_islands(session: Session, at: Seconds) -> Mapping[str, object | None]:
    """The islands of the table, by name; `seat0` is the facilitator's, the others follow the order of seats."""
    return {
        "masthead": masthead_of(session),
        "meet": meet_of(session),
        "rail": rail_of(session, at),
        "signal": signal_of(session),
        "writing": writing_of(session),
        "hands": hands_of(session),
        "overrun": overrun_of(session, at),
        "table_clock": clock_at_table(session, at),
        "middle": middle_of(session),
        **seats_of(session),
        "round": round_of(session),
        "by_hand": by_hand_of(session),
        "gathering": gathering_of(session),
        "tools": tools_of(session),
        "asking": asking_of(session),
        "writing_for": writing_for_of(session),
        "arranging": arranging_of(session),
    }
