"""The facilitator's desk: the sheet of the stage and moment under way, and the gate. One file a stage."""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.view.desk import (
    clarification,
    closed,
    conclusion,
    consent,
    contract,
    gate,
    gathering,
    presentation,
    reactions,
    reception,
    replan,
    subjects,
    synthesis,
    vote,
)
from besace.method.words import Seconds

SHEETS = (
    replan,
    gathering,
    reception,
    subjects,
    vote,
    consent,
    presentation,
    clarification,
    contract,
    reactions,
    synthesis,
    conclusion,
    closed,
    gate,
)


def desk_islands(session: Session, at: Seconds) -> Mapping[str, object | None]:
    """Every island of the desk, by name; None for those of another stage. For the facilitator's eyes."""
    return {name: island for sheet in SHEETS for name, island in sheet.islands(session, at).items()}
