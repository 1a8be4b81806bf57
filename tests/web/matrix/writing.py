"""The cells of writing: every act by everyone, in every scene, for herself and for another."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from besace import journal
from besace.live import rooms, seats
from besace.live.act import act
from besace.method.acts import Act
from besace.method.gates import open_conditions
from besace.method.rules import RULES
from besace.people import subjects
from besace.policy import Party, Phase
from besace.policy.table import ACTS, named
from besace.web import pace
from tests.web.matrix.people import OF, World, party_of
from tests.web.matrix.restoring import Kept, tables

WORDS = (*RULES, "prepare")
FIRST: Mapping[str, tuple[str, str, dict[str, str]]] = {
    "resume": ("fay", "pause", {}),
    "seen": ("ana", "discomfort", {"on": "true"}),
    "let_pass": ("fay", "invite", {"person": "whose"}),
}
"""What must have been done for an act to make sense; `whose` stands for whoever's act it is."""
TABLE = ("ana", "bea", "cleo")


def fields_of(of: World, word: str, whose: str) -> dict[str, str]:
    """Good fields for an act as the session stands; `whose` act it is."""
    session = rooms.folded(of.open_room).session
    own = next((one.id for one in session.subjects if one.owner == of.id_of(whose)), "none")
    anas = next((one.id for one in session.subjects if one.owner == of.id_of("ana")), "none")
    action = session.actions[0].id if session.actions else "none"
    open_now = open_conditions(session)
    known = {
        "arrange": {"title": "Another title"},
        "admit": {"person": of.id_of("dora")},
        "mark_absent": {"person": of.id_of("cleo")},
        "propose_subject": {"title": "How can I see more, to choose?", "kind": "project"},
        "reword_subject": {"subject": own, "title": "How can I say it anew, to be heard?"},
        "withdraw_subject": {"subject": own},
        "report_action": {"action": "1", "outcome": "done"},
        "vote": {"first": anas},
        "choose": {"subject": anas, "because": "urgency"},
        "resonate": {"subject": anas},
        "waive": {"condition": str(open_now[0]) if open_now else "presented", "reason": "There is no time"},
        "extend": {"minutes": "1"},
        "give_floor": {"person": of.id_of("bea")},
        "invite": {"person": of.id_of("bea")},
        "send_back": {"question": "2", "way": "reword"},
        "shorten": {"stage": "conclusion", "minutes": "1"},
        "react": {"kind": "experience", "text": "I did"},
        "match": {"person": of.id_of("bea"), "matches": "true"},
        "set_contract": {"question": "How else?", "expectation": "Ways"},
        "start_silence": {"minutes": "1"},
        "add_action": {"text": "Call Zoe", "when": "tomorrow", "term": "short"},
        "confirm_next": {"available": "true"},
        "prepare": {"facilitator_name": "Fay"},
    }
    alike: dict[tuple[str, ...], dict[str, str]] = {
        ("keep", "note", "ask", "reformulate", "check_in"): {"text": "Words"},
        ("discomfort", "writing"): {"on": "true"},
        ("answer", "decline_answer"): {"question": "1"},
        ("change_action", "remove_action", "vouch"): {"action": action},
    }
    return known.get(word) or next((fields for words, fields in alike.items() if word in words), {})


@dataclass
class Tried:
    """What came of every attempt: for each cell, whether any was accepted, and what was wrong."""

    accepted: dict[tuple[str, Party, Phase, str], bool] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    attempts: int = 0

    def cells(self) -> Counter[str]:
        """How many cells were tried."""
        return Counter({"write": len(self.accepted)})


def everyone(of: World, phase: Phase, tried: Tried, scene: str, *, first: bool) -> None:
    """Tries every act in this scene; in further scenes of a phase, those the table opens in it to somebody."""
    kept, before = Kept.of(of) if of.room else None, tables()
    told = [
        (name, word, behalf)
        for name in (OF if first else ("fay", *TABLE))
        for word in (WORDS if first else _worth(phase))
        for behalf in ("", *_others(name))
    ]
    opened = [what for what in told if _opens(of, what[1], party_of(of, what[0]), phase, what[2])]
    for what in told:
        if what not in opened:
            _one(of, phase, tried, None, what)
    if tables() != before:
        tried.failures.append(f"{scene}: something changed")
    for what in opened:
        _one(of, phase, tried, kept, what)


def _worth(phase: Phase) -> Iterator[str]:
    yield from (word for word in WORDS if any(at is phase for _, at in ACTS[word]))


def _others(name: str) -> tuple[str, ...]:
    """For whom someone tries it: the facilitator for each at the table, the others for one neighbour."""
    return TABLE if name == "fay" else ("cleo",) if name != "cleo" else ("bea",)


def _one(of: World, phase: Phase, tried: Tried, kept: Kept | None, what: tuple[str, str, str]) -> None:
    name, word, behalf = what
    party = party_of(of, name)
    cell = (word, party, phase, "other" if behalf else "own")
    opens = _opens(of, word, party, phase, behalf)
    if opens and tried.accepted.get(cell):
        return
    if opens and kept and word in FIRST:
        by, before, fields = FIRST[word]
        given = {key: of.id_of(behalf or name) if told == "whose" else told for key, told in fields.items()}
        act(of.open_room, of.id_of(by), Act(before, given), seats.new_key())  # refused where it makes no sense yet
    accepted = _post(of, name, word, behalf)
    tried.attempts += 1
    tried.accepted[cell] = tried.accepted.get(cell, False) or accepted
    if accepted and not opens:
        tried.failures.append(f"{word} · {party} @{phase} · {behalf or 'own'}: {name} did it")
    if kept and (accepted or (opens and word in FIRST)):
        kept.restore(of)


def _opens(of: World, word: str, party: Party, phase: Phase, behalf: str) -> bool:
    """Whether the table opens an act: one's own; and to the facilitator, in the name of someone it is open to (F6)."""
    if not behalf:
        return (party, phase) in ACTS[word]
    by_hand = (party, phase) in named("Any act of a participant: make by hand on her behalf").cells
    return by_hand and (party_of(of, behalf), phase) in ACTS[word]


def _post(of: World, name: str, word: str, behalf: str) -> bool:
    if of.room is None and word in BEFORE and not behalf:
        return _before(of, name, word)
    room = of.room.id if of.room else "none-yet"
    fields: dict[str, Any] = {"act": word, "id": seats.new_key()}
    if of.room:
        fields |= fields_of(of, word, behalf or name if (behalf or name) in of.members else "bea")
    if behalf:
        fields["for"] = of.id_of(behalf)
    before = journal.last(of.room.journal) if of.room else 0
    pace.ACTS.forget()  # nobody alive tries so many
    answer = of.browsers[name].post(f"/s/{room}/act", fields, headers={"accept": "application/json"})
    grown = bool(of.room) and journal.last(of.open_room.journal) != before
    assert (answer.status_code == 200) == grown, (name, word, answer.status_code)
    assert answer.status_code in {200, 404, 409}, (name, word, answer.status_code)
    return grown


BEFORE = ("propose_subject", "reword_subject", "withdraw_subject")
"""What is done before there is a room, on a page of one's own."""


def _before(of: World, name: str, word: str) -> bool:
    """Whether she could: what she changed is put back."""
    member = of.members.get(name, of.members["ana"])
    known = {one.id: one for one in subjects.of(member) if not one.treated}
    first, title = next(iter(known), "none"), "How can I see more, to choose?"
    page, told = reverse("subject", args=[of.ours.group.id]), {"title": title, "kind": "project", "bring": "on"}
    if word != "propose_subject":
        page = reverse("subject-one", args=[of.ours.group.id, first])
    answer = of.browsers[name].post(page, {"withdraw": "1"} if word == "withdraw_subject" else told)
    now = {one.id: one for one in subjects.of(member) if not one.treated}
    for new in now.keys() - known.keys():
        subjects.withdraw(member, new)
    for id_, was in known.items():
        if now.get(id_) != was:
            again = id_ if id_ in now else None
            subjects.keep(member, was.title, was.kind, was.share_only, again)
    assert (answer.status_code == 302) == (now != known) or answer.headers["Location"].startswith("/account/")
    return now != known


def judged(tried: Tried) -> list[str]:
    """What is wrong: a denied act was done, one that is open never was, or something changed besides."""
    missing = [
        f"{word} · {party} @{phase} · {whose}: nobody can"
        for (word, party, phase, whose), done in tried.accepted.items()
        if not done and _should(word, party, phase, whose)
    ]
    return [*tried.failures, *missing]


def _should(word: str, party: Party, phase: Phase, whose: str) -> bool:
    if word == "prepare":
        return False  # there is no room yet: it is opened from a page, and by nobody in one
    if whose == "own":
        return (party, phase) in ACTS[word]
    by_hand = (party, phase) in named("Any act of a participant: make by hand on her behalf").cells
    return by_hand and any((one, phase) in ACTS[word] for one in (Party.MEMBER, Party.CLIENT))
