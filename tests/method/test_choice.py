"""The choice: sticks, ties, other reasons, the double consent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besace.method import sticks
from besace.method.acts import Code, ballot_scope
from besace.method.decide import decide
from besace.method.gates import open_conditions
from besace.method.words import Moment, Stage
from tests.cast import ANA, BEA, CLEO, DORA, FAY, act_of, after, at_consent, at_subjects, at_vote, refused


def ballots(*ranked):
    ranks = ("first", "second", "third")
    return [
        (who, "vote", dict(zip(ranks, (f"of-{one}" for one in subjects), strict=False))) for who, subjects in ranked
    ]


def voting():
    return after(at_vote(), (FAY, "open_vote"))


@pytest.mark.method("R5")
def test_three_two_and_one_sticks_and_most_wins():
    session = after(
        voting(), *ballots((ANA, (ANA, BEA, CLEO)), (BEA, (ANA, CLEO)), (CLEO, (BEA,))), (FAY, "close_vote")
    )

    assert session.vote.tally == {"of-ana": 6, "of-bea": 5, "of-cleo": 3}
    assert session.winner == "of-ana"
    assert refused(session, FAY, "open_vote").code is Code.NOT_NOW


@pytest.mark.method("R5")
def test_a_new_ballot_replaces_the_earlier_one_until_the_count():
    session = after(voting(), *ballots((ANA, (ANA,)), (ANA, (BEA,))), (FAY, "close_vote"))

    assert session.vote.tally == {"of-bea": 3, "of-ana": 0, "of-cleo": 0}
    assert session.vote.ballots == {}
    assert refused(session, ANA, "vote", {"first": "of-ana"}).code is Code.NOT_NOW


@pytest.mark.method("R5")
def test_a_ballot_is_sealed_under_its_round_and_is_its_authors_alone():
    (entry,) = decide(voting(), *act_of((BEA, "vote", {"first": "of-ana"})))

    assert (entry.scope, entry.audience) == (ballot_scope(1), BEA)


@pytest.mark.method("R5")
@pytest.mark.parametrize(
    ("fields", "code", "field", "why"),
    [
        ({"first": "of-ana", "second": "of-ana"}, Code.INVALID, "first", "twice"),
        ({"first": "of-ana", "third": "of-bea"}, Code.INVALID, "second", "gap"),
        ({"first": "gone"}, Code.UNKNOWN, "first", "no-such-subject"),
        ({"first": "shared"}, Code.INVALID, "first", "not-on-the-ballot"),
        ({}, Code.INVALID, "first", "missing"),
    ],
)
def test_a_wrong_ballot_is_refused(fields, code, field, why):
    shared = (DORA, "propose_subject", {"key": "shared", "title": "How?", "to_share_only": True})
    session = after(at_subjects(), shared, (FAY, "advance"), (FAY, "open_vote"))

    found = refused(session, ANA, "vote", fields)

    assert (found.code, found.field, found.why) == (code, field, why)


@pytest.mark.method("R5")
def test_with_two_subjects_the_ranking_shortens():
    session = after(at_subjects(), (CLEO, "withdraw_subject", {"subject": "of-cleo"}), (FAY, "advance"))
    session = after(session, (FAY, "open_vote"), *ballots((ANA, (ANA, BEA))), (FAY, "close_vote"))

    assert session.vote.tally == {"of-ana": 3, "of-bea": 2}


def tie(session):
    return after(session, (FAY, "open_vote"), *ballots((ANA, (ANA, BEA)), (BEA, (BEA, ANA))), (FAY, "close_vote"))


@pytest.mark.method("R5")
def test_a_tie_opens_a_round_among_the_tied_alone_and_after_three_the_facilitator_decides():
    session = tie(at_vote())
    assert session.vote.tied == ("of-ana", "of-bea")
    second = after(session, (FAY, "open_vote"))
    assert (second.vote.round, second.vote.standing) == (2, ("of-ana", "of-bea"))
    assert refused(second, ANA, "vote", {"first": "of-cleo"}).why == "not-on-the-ballot"

    third = tie(tie(session))

    assert third.vote.round == 3
    assert refused(third, FAY, "open_vote").code is Code.NOT_NOW
    assert refused(third, FAY, "choose", {"subject": "of-ana", "because": "vote"}).why == "not-the-sole-winner"
    drawn = after(third, (FAY, "choose", {"subject": "of-bea", "because": "lot"}))
    assert (drawn.moment, drawn.chosen, drawn.because) == (Moment.CONSENT, "of-bea", "lot")


@pytest.mark.method("R6")
@pytest.mark.parametrize("reason", ["urgency", "resonance", "lot"])
def test_a_subject_may_be_chosen_for_another_reason_which_is_recorded(reason):
    session = after(at_subjects(), (FAY, "choose", {"subject": "of-cleo", "because": reason}))

    assert (session.moment, session.because, session.chosen_owner) == (Moment.CONSENT, reason, CLEO)


@pytest.mark.method("R6")
def test_the_vote_is_no_reason_before_a_count_or_against_it():
    counted = after(voting(), *ballots((ANA, (ANA,))), (FAY, "close_vote"))

    assert refused(voting(), FAY, "choose", {"subject": "of-ana", "because": "vote"}).field == "because"
    assert refused(counted, FAY, "choose", {"subject": "of-bea", "because": "vote"}).field == "because"
    assert refused(counted, FAY, "choose", {"subject": "of-ana", "because": "fancy"}).field == "because"


@pytest.mark.method("R7")
def test_both_consents_are_needed_before_step_one():
    session = at_consent()
    found = refused(session, FAY, "advance")
    assert (found.code, found.open) == (Code.UNMET, ("client-agrees", "consultants-consent"))
    assert refused(session, BEA, "accept").code is Code.NOT_YOURS
    assert refused(session, ANA, "consent").code is Code.NOT_YOURS

    session = after(session, (ANA, "accept"), (BEA, "consent"), (CLEO, "consent"))

    assert refused(session, FAY, "advance").open == ("consultants-consent",)
    session = after(session, ("dora via fay", "consent"), (FAY, "advance"))
    assert (session.stage, session.client) == (Stage.PRESENTATION, ANA)


@pytest.mark.method("R7")
@pytest.mark.parametrize("no", [(ANA, "decline", {"reason": "Not today"}), (BEA, "object", {})])
def test_a_no_sets_the_subject_aside_and_the_next_choice_is_made(no):
    counted = after(voting(), *ballots((ANA, (ANA, BEA)), (BEA, (ANA, BEA))), (FAY, "close_vote"))

    session = after(counted, (FAY, "choose", {"subject": "of-ana", "because": "vote"}), no)

    assert (session.moment, session.chosen) == (Moment.VOTE, None)
    assert session.ballot == ("of-bea", "of-cleo")
    assert refused(session, FAY, "choose", {"subject": "of-ana", "because": "urgency"}).why == "not-on-the-ballot"
    assert after(session, (FAY, "choose", {"subject": "of-bea", "because": "vote"})).chosen == "of-bea"


@pytest.mark.method("R7")
def test_when_the_chosen_owner_leaves_the_choice_is_open_again():
    session = after(at_consent(), (FAY, "mark_absent", {"person": ANA}))

    assert (session.moment, session.chosen) == (Moment.VOTE, None)
    assert "of-ana" not in session.ballot
    assert "of-ana" in after(session, (FAY, "admit", {"person": ANA})).ballot


@pytest.mark.method("R5")
def test_without_a_subject_no_vote_opens_and_no_waiver_helps():
    emptied = [(who, "withdraw_subject", {"subject": f"of-{who}"}) for who in (ANA, BEA, CLEO)]
    session = after(at_subjects(), *emptied, (FAY, "advance"))

    assert refused(session, FAY, "open_vote").code is Code.NOT_NOW
    found = refused(session, FAY, "waive", {"condition": "subject-chosen", "reason": "none"})
    assert (found.code, found.why) == (Code.INVALID, "never-waived")


@pytest.mark.method("R7")
def test_when_every_subject_was_declined_another_may_be_given():
    session = at_vote()
    assert refused(session, DORA, "propose_subject", {"title": "How?"}).code is Code.NOT_NOW
    for who in (ANA, BEA, CLEO):
        session = after(session, (FAY, "choose", {"subject": f"of-{who}", "because": "urgency"}), (who, "decline"))

    session = after(session, (DORA, "propose_subject", {"key": "new", "title": "How to begin?"}), (FAY, "open_vote"))

    assert session.vote.standing == ("new",)


ids = st.sampled_from(["a", "b", "c", "d", "e"])
rankings = st.lists(st.lists(ids, max_size=3, unique=True), max_size=9)


@pytest.mark.method("R5")
@given(rankings)
def test_every_stick_of_a_standing_subject_is_counted_and_no_other(ranked):
    tally = sticks.count(("a", "b", "c"), ranked)

    expected = {one: sum(3 - ballot.index(one) for ballot in ranked if one in ballot) for one in "abc"}
    assert tally == expected
    assert list(tally.values()) == sorted(tally.values(), reverse=True)
    best = [one for one in "abc" if expected[one] == max(expected.values())]
    assert set(sticks.tied_for_first(tally)) == (set(best) if len(best) > 1 else set())


@pytest.mark.method("R7", "S0.1")
def test_a_consent_let_go_for_one_subject_is_asked_again_for_the_next():
    session = after(
        at_consent(),
        (FAY, "waive", {"condition": "consultants-consent", "reason": "we said yes aloud"}),
        (FAY, "waive", {"condition": "client-agrees", "reason": "aloud too"}),
    )
    assert open_conditions(session) == ()
    again = after(session, (ANA, "decline"), (FAY, "choose", {"subject": "of-bea", "because": "urgency"}))

    assert set(open_conditions(again)) == {"client-agrees", "consultants-consent"}
    assert [one.reason for one in again.waivers] == ["we said yes aloud", "aloud too"]  # recorded as it was


@pytest.mark.method("R5")
def test_a_ballot_of_an_earlier_round_is_not_counted_in_this_one():
    tied = after(voting(), *ballots((ANA, (ANA,)), (BEA, (BEA,))), (FAY, "close_vote"), (FAY, "open_vote"))
    ballot = {"first": "of-bea", "second": "of-ana"}

    late = refused(tied, CLEO, "vote", {**ballot, "round": "1"})
    assert (late.code, late.why) == (Code.NOT_NOW, "another-round")
    assert after(tied, (CLEO, "vote", {**ballot, "round": "2"})).vote.ballots[CLEO] == ("of-bea", "of-ana")
    assert after(tied, (CLEO, "vote", ballot)).vote.ballots[CLEO] == ("of-bea", "of-ana")
