import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections

from besace import journal
from besace.journal import shelf
from besace.journal.keys import VAULT_KEYS
from besace.journal.writer import WRITER
from besace.live import rooms, wording
from besace.live.act import Answer, act
from besace.live.models import Room
from besace.method.acts import INVITATION_SCOPE, SIGNAL_SCOPE, Act, ballot_scope
from besace.method.evolve import fold
from besace.method.words import Moment, PersonId
from tests.full import full_disk
from tests.live.cast import ANA, BEA, CLEO, FAY, a_room

TITLES = {ANA: "How to say no kindly", BEA: "How to hire", CLEO: "How to rest"}


def does(room: Room, by: PersonId, word: str, **fields: str) -> Answer:
    answer = act(room, by, Act(word, fields), secrets.token_urlsafe(9))
    assert answer.refusal is None, f"{word}: {answer.refusal}"
    assert rooms.folded(room).session == fold(journal.read(room.journal)), word
    return answer


def at_the_vote() -> Room:
    """A vote under way in which all have voted; after each act the kept session is the journal's."""
    room = a_room()
    for person in TITLES:
        does(room, FAY, "admit", person=person)
    does(room, FAY, "open")
    for person in TITLES:
        does(room, person, "check_in", text="fine")
    while rooms.folded(room).session.moment is not Moment.SUBJECTS:
        does(room, FAY, "advance")
    for person, title in TITLES.items():
        does(room, person, "propose_subject", key=title.split()[-1], title=title)
    does(room, FAY, "advance")
    does(room, FAY, "open_vote")
    return room


@pytest.mark.method("R5")
def test_ballots_cannot_be_read_any_more_once_they_are_counted():
    room = at_the_vote()
    does(room, ANA, "vote", first="kindly", second="hire")
    does(room, BEA, "vote", first="kindly")
    assert ballot_scope(1) in VAULT_KEYS.living(room.journal)
    does(room, FAY, "close_vote")

    assert ballot_scope(1) not in VAULT_KEYS.living(room.journal)
    ballots = [entry for entry in journal.read(room.journal) if entry.kind == "vote"]
    assert [(entry.fields, entry.forgotten) for entry in ballots] == [({}, True), ({}, True)]
    assert rooms.folded(room).session.vote.tally == {"kindly": 6, "hire": 2, "rest": 0}


@pytest.mark.method("R5")
def test_ballots_that_a_crash_left_readable_are_forgotten_on_the_next_reading(forget_memory, monkeypatch):
    room = at_the_vote()
    does(room, ANA, "vote", first="kindly")
    monkeypatch.setattr("besace.live.forgetting.ENDING", frozenset())
    act(room, FAY, Act("close_vote"), "close")
    assert ballot_scope(1) in VAULT_KEYS.living(room.journal)
    forget_memory()
    rooms.folded(room)

    assert ballot_scope(1) not in VAULT_KEYS.living(room.journal)


@pytest.mark.method("R6")
def test_a_lot_is_drawn_among_what_stands():
    room = at_the_vote()
    does(room, FAY, "choose", because="lot")

    assert rooms.folded(room).session.chosen in {"kindly", "hire", "rest"}


@pytest.mark.method("S2.1")
def test_a_signal_of_discomfort_leaves_nothing_once_it_is_over():
    room = at_the_vote()
    does(room, FAY, "choose", because="urgency", subject="kindly")
    does(room, ANA, "accept")
    does(room, BEA, "consent")
    does(room, CLEO, "consent")
    does(room, FAY, "advance")
    does(room, ANA, "discomfort", on="true")
    assert SIGNAL_SCOPE in VAULT_KEYS.living(room.journal)
    does(room, ANA, "discomfort", on="false")

    assert SIGNAL_SCOPE not in VAULT_KEYS.living(room.journal)


@pytest.mark.method("B3")
def test_the_coachs_hints_go_into_the_act():
    room = at_the_vote()

    hints = {one.id: one.hints for one in rooms.folded(room).session.subjects}
    assert "no-benefit" in hints["rest"]


def test_twenty_threads_act_at_once_and_every_act_is_done_once():
    room = a_room()
    answers: list[int] = []

    def admit(n: int) -> None:
        answers.append(act(room, FAY, Act("admit", {"person": (ANA, BEA, CLEO)[n % 3]}), f"a-{n}").seq)

    threads = [threading.Thread(target=admit, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == list(range(2, 22))
    assert rooms.folded(room).session == fold(journal.read(room.journal))


def kept_in_the_vault(room: Room) -> frozenset[str]:
    return frozenset(row.scope for row in shelf.living(room.journal))


@contextmanager
def forgetting_takes_room() -> Iterator[None]:
    """Each destroyed key asks the vault for more pages, as its log does on a disk; a full server refuses anyway."""
    if connections["vault"].vendor == "postgresql":
        yield
        return

    def ask(question: str) -> None:
        with connections["vault"].cursor() as cursor:
            cursor.execute(question)

    WRITER.run(
        lambda: ask(
            "CREATE TRIGGER takes_room AFTER UPDATE ON vault_scopekey"
            " BEGIN INSERT INTO in_the_way VALUES (zeroblob(99999)); END"
        )
    )
    yield
    WRITER.run(lambda: ask("DROP TRIGGER takes_room"))


@pytest.mark.method("R5")
def test_a_full_disk_neither_refuses_the_count_nor_hides_the_room_and_forgets_later(forget_memory):
    room = at_the_vote()
    does(room, ANA, "vote", first="kindly")
    with full_disk("vault"), forgetting_takes_room():
        counted = act(room, FAY, Act("close_vote"), "close")
        assert counted.refusal is None
        forget_memory()
        assert rooms.folded(room).session.vote.tally == {"kindly": 3, "hire": 0, "rest": 0}
        assert ballot_scope(1) in kept_in_the_vault(room)  # refused already, but still there
    forget_memory()
    rooms.folded(room)

    assert ballot_scope(1) not in kept_in_the_vault(room) | VAULT_KEYS.living(room.journal)


@pytest.mark.method("F1")
def test_a_quiet_invitation_leaves_nothing_once_the_step_is_over():
    room = at_the_vote()
    does(room, FAY, "invite", person=BEA)
    does(room, BEA, "let_pass")
    assert INVITATION_SCOPE in VAULT_KEYS.living(room.journal)
    does(room, FAY, "choose", because="urgency", subject="kindly")
    does(room, ANA, "accept")
    does(room, BEA, "consent")
    does(room, CLEO, "consent")
    assert rooms.folded(room).session.invited == {BEA: "passed"}
    does(room, FAY, "advance")

    assert INVITATION_SCOPE not in VAULT_KEYS.living(room.journal)
    assert rooms.folded(room).session.invited == {}


def test_the_signs_of_a_subject_go_into_the_act_and_those_of_nothing_else():
    session = rooms.folded(at_the_vote()).session
    wide = Act("propose_subject", {"title": "How to be happy in life?"})

    assert wording.with_hints(session, wide, 0).signs == ("wide",)
    assert wording.with_hints(session, Act("ask", {"text": "Which software?"}), 0).signs == ()
