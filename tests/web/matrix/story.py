"""The second session, scene by scene, with a canary in every kind of content: `canary-<kind>-<author>`."""

from collections.abc import Callable

from besace.live import clock, rooms
from besace.policy import Phase
from tests.web.matrix.people import AT, World, gathered

type Scene = tuple[str, Phase, Callable[[World], None]]

OTHERS = ("bea", "cleo")
TERMS = ("short", "medium", "long")


def _key(of: World, name: str) -> str:
    """The key of a subject on the paperboard, by its owner."""
    session = rooms.folded(of.open_room).session
    return next(one.id for one in session.subjects if one.owner == of.id_of(name))


def before(_: World) -> None:
    """Nobody has opened the room."""


def check_in(of: World) -> None:
    of.do("fay", "open")
    of.do("bea", "check_in", text="canary-checkin-bea")
    of.do("fay", "check_in", behalf="cleo", text="canary-handed-cleo")


def follow_up(of: World) -> None:
    of.do("fay", "advance")
    of.do("bea", "report_action", action=1, outcome="done", easy="canary-easy-bea", difficult="canary-difficult-bea")


def subjects(of: World) -> None:
    of.do("fay", "advance")
    session = rooms.folded(of.open_room).session
    for name in ("ana", "bea", "cleo"):
        kept = session.still_waiting(of.id_of(name))[0]
        of.do(name, "propose_subject", key=kept.key, title=kept.title, kind=kept.kind, to_share_only=kept.to_share_only)
    of.do("cleo", "resonate", subject=_key(of, "ana"))


def vote_to_open(of: World) -> None:
    of.do("fay", "advance")


def vote_open(of: World) -> None:
    of.do("fay", "open_vote")
    of.do("bea", "vote", first=_key(of, "ana"), second=_key(of, "bea"))


def counted(of: World) -> None:
    of.do("cleo", "vote", first=_key(of, "ana"))
    of.do("fay", "close_vote")


def consent(of: World) -> None:
    of.do("fay", "choose", subject=_key(of, "ana"), because="vote")
    of.do("cleo", "consent", reason="canary-reason-cleo")


def presentation(of: World) -> None:
    of.do("ana", "accept")
    of.do("bea", "consent")
    of.do("fay", "advance")
    for name in OTHERS:
        of.do(name, "keep", text=f"canary-kept-{name}")
    of.do("fay", "keep", behalf="cleo", text="canary-handed-cleo")
    _notes(of, "first")


def _notes(of: World, when: str) -> None:
    for name in ("ana", *OTHERS):
        of.do(name, "note", text=f"canary-note-{when}-{name}")


def told(of: World) -> None:
    of.do("fay", "waive", condition="presented", reason="canary-waiver-fay")


def clarification(of: World) -> None:
    of.do("fay", "advance")
    for name in OTHERS:
        of.do(name, "ask", text=f"What of canary-question-{name}?")
    of.do("ana", "answer", question=1)
    of.do("fay", "note", behalf="cleo", text="canary-handed-cleo")
    of.do("ana", "discomfort", on=True)


def clear(of: World) -> None:
    for name in OTHERS:
        of.do(name, "clear")


def contract(of: World) -> None:
    of.do("ana", "discomfort", on=False)
    of.do("fay", "advance")
    for name in OTHERS:
        of.do(name, "reformulate", text=f"canary-reformulation-{name}")


def contract_stated(of: World) -> None:
    for name in OTHERS:
        of.do("ana", "match", person=of.id_of(name), matches=True)
    of.do("ana", "set_contract", question="How canary-contract-ana?", expectation="canary-expectation-ana")
    for name in ("ana", *OTHERS):
        of.do(name, "agree")


def reactions(of: World) -> None:
    of.do("fay", "advance")
    of.do("bea", "react", kind="experience", text="canary-reaction-bea")
    of.do("ana", "writing", on=True)


def reacted(of: World) -> None:
    of.do("cleo", "react", kind="resource", text="canary-reaction-cleo")


def synthesis(of: World) -> None:
    of.do("fay", "advance")
    of.do("fay", "start_silence", minutes=5)


def planned(of: World) -> None:
    clock.put(AT + 10 * 60)  # the silence is over
    for number, term in enumerate(TERMS, 1):
        of.do("ana", "add_action", key=f"a{number}", text=f"canary-action{number}-ana", when="tomorrow", term=term)
        of.do("fay", "vouch", action=f"a{number}")
    of.do("fay", "copy_plan")
    of.do("ana", "plans_agree")
    of.do("fay", "plans_agree")


def conclusion(of: World) -> None:
    of.do("fay", "advance")


def evaluated(of: World) -> None:
    for name in ("ana", *OTHERS):
        of.do(name, "evaluate", learned=f"canary-learned-{name}", enjoyed=f"canary-enjoyed-{name}")
        of.do(name, "confirm_next", available=True)


def closed(of: World) -> None:
    of.do("fay", "close")


SCENES: tuple[Scene, ...] = (
    ("before", Phase.BEFORE, before),
    ("gathering", Phase.RECEPTION, gathered),
    ("check_in", Phase.RECEPTION, check_in),
    ("follow_up", Phase.RECEPTION, follow_up),
    ("subjects", Phase.RECEPTION, subjects),
    ("vote_to_open", Phase.RECEPTION, vote_to_open),
    ("vote_open", Phase.RECEPTION, vote_open),
    ("counted", Phase.RECEPTION, counted),
    ("consent", Phase.RECEPTION, consent),
    ("presentation", Phase.PRESENTATION, presentation),
    ("told", Phase.PRESENTATION, told),
    ("clarification", Phase.CLARIFICATION, clarification),
    ("clear", Phase.CLARIFICATION, clear),
    ("contract", Phase.CONTRACT, contract),
    ("contract_stated", Phase.CONTRACT, contract_stated),
    ("reactions", Phase.REACTIONS, reactions),
    ("reacted", Phase.REACTIONS, reacted),
    ("synthesis", Phase.SYNTHESIS, synthesis),
    ("planned", Phase.SYNTHESIS, planned),
    ("conclusion", Phase.CONCLUSION, conclusion),
    ("evaluated", Phase.CONCLUSION, evaluated),
    ("closed", Phase.ENDED, closed),
)
