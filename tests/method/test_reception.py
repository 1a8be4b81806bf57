"""Reception: a round of the table, the previous plan, the subjects."""

import pytest

from besace.method.acts import Code
from besace.method.words import Moment, Stage
from tests.cast import ANA, BEA, CLEO, FAY, ODA, after, at_subjects, at_vote, gathered, prepared, refused

PREVIOUS = {"client": BEA, "actions": ["Call two colleagues", "Open an account"]}


@pytest.mark.method("R1")
def test_each_checks_in_or_passes_and_nobody_is_held_back():
    session = after(gathered(), (FAY, "open"), (ANA, "check_in", {"text": "Calm"}), (BEA, "pass"))

    assert session.check_ins == {ANA: "Calm"}
    assert session.passes == {BEA}
    assert after(session, (FAY, "advance")).moment is Moment.SUBJECTS


@pytest.mark.method("R2")
def test_reception_goes_through_the_previous_plan_when_there_is_one():
    session = after(gathered(previous=PREVIOUS), (FAY, "open"), (FAY, "advance"))

    assert session.moment is Moment.FOLLOW_UP
    session = after(session, (BEA, "report_action", {"action": 2, "outcome": "started", "difficult": "Papers"}))
    assert session.reports[2].difficult == "Papers"


@pytest.mark.method("R2")
@pytest.mark.parametrize(
    ("who", "fields", "code", "field"),
    [
        (CLEO, {"action": 1, "outcome": "done"}, Code.NOT_YOURS, ""),
        (BEA, {"action": 3, "outcome": "done"}, Code.UNKNOWN, "action"),
        (BEA, {"action": 0, "outcome": "done"}, Code.UNKNOWN, "action"),
        (BEA, {"action": 1, "outcome": "failed"}, Code.INVALID, "outcome"),
        (BEA, {"action": 1}, Code.INVALID, "outcome"),
    ],
)
def test_only_the_previous_client_reports_and_only_on_her_actions(who, fields, code, field):
    session = after(gathered(previous=PREVIOUS), (FAY, "open"), (FAY, "advance"))

    found = refused(session, who, "report_action", fields)

    assert (found.code, found.field) == (code, field)


@pytest.mark.method("R3")
def test_a_subject_to_share_only_is_shown_and_stays_off_the_ballot():
    session = after(
        at_subjects(), (ANA, "propose_subject", {"key": "later", "title": "How to sell?", "to_share_only": "on"})
    )

    assert session.subject("later").to_share_only
    assert "later" not in session.ballot


@pytest.mark.method("R4", "B2")
def test_subjects_are_recorded_by_their_owners_or_by_the_facilitator_before_and_during():
    session = after(prepared(), (FAY, "admit", {"person": ANA}))
    session = after(session, (ANA, "propose_subject", {"title": " How\nto rest? ", "kind": "concern"}))
    session = after(session, (FAY, "admit", {"person": BEA}), ("bea via fay", "propose_subject", {"title": "How?"}))

    assert [(one.owner, one.title, one.kind) for one in session.subjects] == [
        (ANA, "How to rest?", "concern"),
        (BEA, "How?", ""),
    ]
    assert len({one.id for one in session.subjects}) == 2


@pytest.mark.method("R4")
def test_the_space_before_a_french_question_mark_is_kept_so_that_the_mark_never_stands_alone():
    told = "Comment vivre\u202f\n  de  mon travail\u202f?"

    session = after(at_subjects(), (ANA, "propose_subject", {"key": "work", "title": told}))

    assert session.subject("work").title == "Comment vivre\u202f de mon travail\u202f?"


@pytest.mark.method("R4")
def test_a_subject_is_reworded_and_withdrawn_by_its_owner_alone_until_the_vote_opens():
    session = at_vote()

    assert refused(session, BEA, "reword_subject", {"subject": "of-ana", "title": "X"}).code is Code.NOT_YOURS
    session = after(session, (ANA, "reword_subject", {"subject": "of-ana", "title": "How to breathe?"}))
    assert session.subject("of-ana").title == "How to breathe?"
    assert after(session, (ANA, "withdraw_subject", {"subject": "of-ana"})).subject("of-ana") is None
    opened = after(session, (FAY, "open_vote"))
    assert refused(opened, ANA, "reword_subject", {"subject": "of-ana", "title": "X"}).code is Code.NOT_NOW
    assert refused(opened, ANA, "withdraw_subject", {"subject": "of-ana"}).code is Code.NOT_NOW


@pytest.mark.method("R6")
def test_each_can_say_that_a_subject_resonates_and_take_it_back():
    session = after(at_subjects(), (BEA, "resonate", {"subject": "of-ana"}), (BEA, "resonate", {"subject": "of-ana"}))

    assert session.resonances["of-ana"] == {BEA}
    assert after(session, (BEA, "resonate", {"subject": "of-ana", "on": "false"})).resonances["of-ana"] == frozenset()
    assert refused(session, BEA, "resonate", {"subject": "nothing"}).code is Code.UNKNOWN


@pytest.mark.method("G2")
def test_the_tenth_is_refused_with_the_reason():
    nine = [f"p{n}" for n in range(9)]
    session = gathered(nine)

    tenth = refused(session, FAY, "admit", {"person": "p9", "name": "Nina"})

    assert (tenth.code, tenth.why) == (Code.FULL, "nine-at-most")
    assert refused(session, FAY, "admit", {"person": "p3"}) is None


def test_a_tampered_title_is_refused_and_changes_nothing():
    session = at_subjects()

    assert refused(session, ANA, "propose_subject", {"title": "x" * 1_000_000}).why == "too-long"
    assert refused(session, ANA, "propose_subject", {"title": ["a"]}).why == "not-words"
    assert refused(session, ANA, "propose_subject", {"title": " \x00\n"}).why == "missing"
    assert refused(session, ANA, "propose_subject", {"title": "How?", "key": "of-bea"}).why == "taken"
    assert refused(session, ANA, "propose_subject", {"title": "How?", "key": "a b"}).why == "not-a-key"


def test_a_stranger_does_nothing_and_an_unknown_person_is_unknown():
    session = at_subjects()

    assert refused(session, ODA, "propose_subject", {"title": "How?"}).code is Code.NOT_YOURS
    assert refused(session, "oda via fay", "propose_subject", {"title": "How?"}).code is Code.UNKNOWN
    assert refused(session, "bea via ana", "propose_subject", {"title": "How?"}).code is Code.NOT_YOURS


def test_emoji_and_right_to_left_text_are_kept_to_the_letter():
    words = "How 🧺 كيف أبدأ؟ to rest?"

    session = after(at_subjects(), (ANA, "propose_subject", {"title": words}))

    assert session.subjects[-1].title == words


@pytest.mark.method("S0")
def test_nobody_here_nothing_opens():
    found = refused(prepared(), FAY, "open")

    assert (found.code, found.why) == (Code.UNMET, "nobody-here")
    assert after(gathered(), (FAY, "advance")).stage is Stage.RECEPTION


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "ftp://x.example", "meet.example", "https://"]
)
@pytest.mark.method("F6")
def test_the_link_of_the_meeting_is_that_of_a_page(link):
    session = gathered(place="remote", link="HTTPS://meet.example/a")
    found = refused(session, FAY, "arrange", {"link": link})

    assert found is not None
    assert (found.code, found.field, found.why) == ("invalid", "link", "not-an-address")
