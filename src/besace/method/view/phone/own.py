"""What is one person's alone on her phone: what she keeps, her bag, her quiet signal (S1, S2.1, S4, S4.2)."""

from collections.abc import Container
from dataclasses import replace

from besace.method.parts import ByHand
from besace.method.turns import AGAIN, PASSED
from besace.method.value import value
from besace.method.view.common import Named, Paper
from besace.method.view.phone.seat import Seat
from besace.method.words import Said, Stage

EVERY_STEP = tuple(Stage)
NOTED = EVERY_STEP[EVERY_STEP.index(Stage.PRESENTATION) :]
"""The steps in which one may have notes of one's own, and the page after them."""
KEPT_NO_MORE = EVERY_STEP[EVERY_STEP.index(Stage.SYNTHESIS) :]


@value
class KeepThumb:
    """The slip on which a consultant keeps something for a later step."""

    step: int


@value
class KeptFold:
    """What she has kept so far, folded away."""

    papers: tuple[Paper, ...]


@value
class KeptBack:
    """What she kept comes back in its step, to be used by `word` (ask or react)."""

    word: str
    papers: tuple[Paper, ...]


@value
class PhoneBag:
    """The bag and its side pocket; `folded` when something else is to be done."""

    notes: tuple[Paper, ...]
    pocket: tuple[Paper, ...]
    folded: bool = False
    sealed: bool = False

    @property
    def count(self) -> int:
        """How many notes there are in all."""
        return len(self.notes) + len(self.pocket)


@value
class OwnNotes:
    """What a consultant noted for herself, folded away; after step 4 with what she kept and did not bring."""

    papers: tuple[Said, ...]


@value
class WrittenForYou:
    """What the facilitator made in her name in this step, newest first; all of it once the session is closed (F6)."""

    facilitator: Said
    lines: tuple[ByHand, ...]
    over: bool = False


@value
class ClientSignal:
    """The quiet signal to the facilitator, in the same place in every step that has it (S2.1)."""

    on: bool
    facilitator: Said


@value
class Invited:
    """A quiet word from the facilitator: to speak, or to word her question anew (`again`); hers to let pass (F1)."""

    facilitator: Said
    again: bool = False


@value
class ClientTools:
    """What the client can do besides listening: ask to clarify, say she is writing; `asked` names whom she asked."""

    writing: bool
    clarify: tuple[Named, ...] = ()
    asked: Said | None = None


def kept_in(seat: Seat, stages: Container[Stage] = EVERY_STEP) -> tuple[Paper, ...]:
    """What the viewer kept in these steps and has not used yet."""
    mine = seat.session.kept.get(seat.viewer, ())
    if not mine:
        return ()
    waiting = ((n, one) for n, one in enumerate(mine, 1) if one.stage in stages and not one.used)
    return tuple(Paper(n, one.text) for n, one in waiting)


def bag_of(seat: Seat) -> PhoneBag:
    """The viewer's own notes: hers alone (S4)."""
    mine = tuple(enumerate(seat.session.notes.get(seat.viewer, ()), 1))
    return PhoneBag(
        notes=tuple(Paper(n, note.text) for n, note in mine if note.resonates),
        pocket=tuple(Paper(n, note.text) for n, note in mine if not note.resonates),
    )


def folded_notes(seat: Seat) -> PhoneBag | OwnNotes | None:
    """The viewer's own notes folded away, if there are any: her bag for the client, sealed at the end (S4.2)."""
    stage = seat.session.stage
    if stage not in NOTED:
        return None
    if seat.is_client:
        bag = bag_of(seat)
        return replace(bag, folded=True, sealed=stage is Stage.CLOSED) if bag.count else None
    notes = seat.session.notes.get(seat.viewer, ())
    kept = kept_in(seat) if stage in KEPT_NO_MORE else ()
    return OwnNotes((*(one.text for one in notes), *(one.text for one in kept))) if notes or kept else None


def written_for(seat: Seat) -> WrittenForYou | None:
    """What was made by hand for the viewer, for nobody else's eyes; None where nothing was."""
    made = seat.session.by_hand.get(seat.viewer)
    if not made:
        return None
    stage = seat.session.stage
    lines = tuple(one for one in reversed(made) if stage in {one.stage, Stage.CLOSED})
    return WrittenForYou(seat.facilitator_name, lines, stage is Stage.CLOSED) if lines else None


def invited_of(seat: Seat) -> Invited | None:
    """The invitation, for her phone alone, until she speaks, raises her hand or lets it pass."""
    state = seat.session.invited.get(seat.viewer)
    if state is None or state == PASSED or seat.viewer in seat.session.hands:
        return None
    return Invited(seat.facilitator_name, again=state == AGAIN)


def signal_of(seat: Seat) -> ClientSignal | None:
    """The client's quiet signal, from presentation to reactions (S2.1)."""
    if not seat.is_open("discomfort"):
        return None
    return ClientSignal(seat.session.discomfort != "", seat.facilitator_name)
