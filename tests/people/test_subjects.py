"""Subjects between sessions: whose they are, what comes to the next session, and what becomes of them."""

from dataclasses import asdict

import pytest

from besace.journal.keys import VAULT_KEYS
from besace.live import rooms
from besace.people import leaving, sealed, subjects
from besace.people.models import Subject
from tests.people import cast
from tests.people.held import do, opened, played, table

TITLE = "How to price my chairs to live from them?"


@pytest.fixture
def ana():
    _, _, (ana, _) = cast.facilitated("Ana", "Bea")
    return ana


@pytest.mark.method("B2")
def test_a_subject_is_kept_sealed_and_read_again(ana):
    row = subjects.keep(ana, TITLE, "project", True)

    assert b"price" not in bytes(row.sealed)
    [kept] = subjects.of(ana)
    assert (kept.id, kept.title, kept.kind, kept.share_only, kept.bring) == (row.id, TITLE, "project", True, True)


@pytest.mark.method("R4")
def test_what_waits_is_what_a_session_takes(ana):
    first = subjects.keep(ana, TITLE, "project")
    subjects.keep(ana, "How to rest?", "", bring=False)

    [waiting] = subjects.waiting(ana.group)
    assert (waiting.key, waiting.title, waiting.kind, waiting.to_share_only, waiting.owner) == (
        *(first.id, TITLE, "project", False),
        ana.id,
    )


def test_a_subject_is_worded_anew_by_its_owner_alone(ana):
    row = subjects.keep(ana, TITLE, "project")
    bea = ana.group.members.get(person__name="Bea")
    with pytest.raises(Subject.DoesNotExist):
        subjects.keep(bea, "Stolen", "project", subject_id=row.id)
    subjects.keep(ana, "How to rest?", "concern", subject_id=row.id)

    assert [(one.title, one.kind) for one in subjects.of(ana)] == [("How to rest?", "concern")]


def test_the_same_words_sent_twice_are_one_subject(ana):
    for bring in (True, False):
        subjects.keep(ana, TITLE, "project", bring=bring)
    assert [(one.title, one.bring) for one in subjects.of(ana)] == [(TITLE, False)]


def test_the_sixth_is_refused(ana):
    for n in range(subjects.MOST):
        subjects.keep(ana, f"{TITLE} {n}", "")
    with pytest.raises(subjects.TooMany):
        subjects.keep(ana, TITLE, "")


@pytest.mark.method("F4")
def test_what_is_taken_back_has_lost_its_key_and_others_take_nothing_back(ana):
    row, other = subjects.keep(ana, TITLE, ""), subjects.keep(ana, "How to rest?", "")
    bea = ana.group.members.get(person__name="Bea")
    subjects.withdraw(bea, row.id)
    assert len(subjects.of(ana)) == 2
    subjects.withdraw(ana, row.id)

    scopes = VAULT_KEYS.living(f"group:{ana.group_id}")
    assert sealed.own(ana.id, row.id) not in scopes
    assert sealed.own(ana.id, other.id) in scopes
    assert [one.title for one in subjects.of(ana)] == ["How to rest?"]


@pytest.mark.method("R4")
def test_a_kept_subject_goes_through_a_session_and_comes_back_as_it_was_worded_there():
    at = table()
    row = subjects.keep(at.cleo, TITLE, "project")
    [waiting] = subjects.waiting(at.group)
    room = opened(at, waiting=[asdict(waiting)])
    do(room, at.fay.id, "advance")
    do(room, at.cleo.id, "propose_subject", key=waiting.key, title=waiting.title)
    do(room, at.cleo.id, "reword_subject", subject=row.id, title="How to price my chairs?")
    subjects.settle(at.meeting(1), _session(room))

    [kept] = subjects.of(at.cleo)
    assert (kept.id, kept.title, kept.bring, kept.brought) == (row.id, "How to price my chairs?", True, True)
    assert (waiting.shown, subjects.waiting(at.group)[0].shown) == (False, True)


@pytest.mark.method("R3")
def test_what_was_shared_only_stays_with_its_owner_and_what_was_not_brought_waits_as_before():
    at = table()
    shared, withdrawn = subjects.keep(at.cleo, TITLE, "", True), subjects.keep(at.bea, "How to rest?", "")
    room = opened(at, waiting=[asdict(one) for one in subjects.waiting(at.group)])
    do(room, at.fay.id, "advance")
    do(room, at.cleo.id, "propose_subject", key=shared.id, title=TITLE, to_share_only=True)
    do(room, at.bea.id, "propose_subject", key=withdrawn.id, title="How to rest?")
    do(room, at.bea.id, "withdraw_subject", subject=withdrawn.id)
    subjects.settle(at.meeting(1), _session(room))

    assert [(one.key, one.shown) for one in subjects.waiting(at.group)] == [(withdrawn.id, False)]
    assert [(one.id, one.bring, one.brought) for one in subjects.of(at.cleo)] == [(shared.id, False, True)]


@pytest.mark.method("F4")
def test_what_its_owner_destroyed_during_the_session_does_not_come_back_with_its_end():
    at = table()
    row = subjects.keep(at.cleo, TITLE, "")
    room = opened(at, waiting=[asdict(one) for one in subjects.waiting(at.group)])
    do(room, at.fay.id, "advance")
    do(room, at.cleo.id, "propose_subject", key=row.id, title=TITLE)
    subjects.withdraw(at.cleo, row.id)
    subjects.settle(at.meeting(1), _session(room))

    assert subjects.of(at.cleo) == ()


@pytest.mark.method("R7")
def test_who_has_been_client_is_known_so_that_a_second_turn_is_flagged():
    at = table()
    assert not subjects.been_client(at.ana)
    played(at)
    assert [subjects.been_client(one) for one in (at.ana, at.bea)] == [True, False]


@pytest.mark.method("F4")
def test_the_subjects_of_one_who_has_left_come_to_no_session():
    at = table()
    subjects.keep(at.cleo, TITLE, "")
    leaving.leave(at.cleo)

    assert subjects.waiting(at.group) == ()
    assert [one.title for one in subjects.of(at.cleo)] == [TITLE]


def _session(room):
    return rooms.folded(room).session
