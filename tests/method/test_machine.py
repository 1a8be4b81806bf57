"""A session as a machine: any act by anyone at any time, thousands of ways, and what must hold after each."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from besace.method.acts import Act, Code, Refusal
from besace.method.decide import decide, may, offered, open_to, open_words
from besace.method.evolve import evolve, fold
from besace.method.gates import GATES, open_conditions
from besace.method.prompts import prompts, wakes
from besace.method.rules import RULES
from besace.method.session import Session
from besace.method.shortening import spare
from besace.method.view import view_for
from besace.method.view.table.cards import cards_of
from besace.method.words import KINDS_OF_REACTION, OUTCOMES, SCREEN, TERMS, TIMED, Condition, Moment, Stage
from tests.cast import ANA, BEA, CLEO, DORA, FAY, ODA, TABLE

EVERYONE = (FAY, *TABLE)
PRIVATE = ("keep", "note")
PATIENT = ("advance", "open", "close")
WRITTEN = ("check_in", "ask", "reformulate", "react")


def fields_for(session, word, person, draw, secret):
    """Right fields for an act that is open now; None when there is nothing to name (no question yet, say)."""
    subjects = [one.id for one in session.subjects]
    mine = [one.id for one in session.subjects if one.owner == person]
    actions = [one.id for one in session.actions]

    def one(choices):
        return draw(st.sampled_from(choices)) if choices else None

    standing = [one.id for one in session.subjects if session.stands(one)]
    reasons = ["urgency", "resonance", "lot"] + (["vote"] if session.winner else [])
    because = one(reasons)
    given = {
        "arrange": {"title": "Tuesday"},
        "admit": {"person": one(TABLE)},
        "mark_absent": {"person": one(TABLE)},
        "give_floor": {"person": one(session.present)},
        "invite": {"person": one(session.present)},
        "set_order": one([{"by": "least"}, {"by": "seats"}, *({"person": who} for who in session.present)]),
        "send_back": {
            "question": one([n for n, q in enumerate(session.questions, 1) if not q.state]),
            "way": "reword",
        },
        "shorten": {"stage": one([stage for stage in TIMED if spare(session, stage)]), "minutes": 1},
        "waive": {
            "condition": one([c for c in open_conditions(session) if c != Condition.SUBJECT_CHOSEN]),
            "reason": "x",
        },
        "extend": {"minutes": one([-5, 5, "10"])},
        "report_action": {"action": 1, "outcome": one(OUTCOMES)},
        "propose_subject": {"title": "How?", "to_share_only": one([True, False])},
        "reword_subject": {"subject": one(mine), "title": "How else?"},
        "withdraw_subject": {"subject": one(mine)},
        "resonate": {"subject": one(subjects)},
        "vote": dict(
            zip(("first", "second", "third"), draw(st.permutations(session.vote.standing or ("-",))), strict=False)
        ),
        "choose": {"subject": session.winner if because == "vote" else one(standing), "because": because},
        "keep": {"text": secret},
        "note": {"text": secret},
        "discomfort": {"on": one([True, False])},
        "writing": {"on": one([True, False])},
        "answer": {"question": len(session.questions) or None},
        "decline_answer": {"question": len(session.questions) or None},
        "match": {"person": one(list(session.reformulations)), "matches": one([True, False])},
        "set_contract": {"question": one(["How?", "How now?"]), "expectation": "Ways"},
        "react": {"kind": one(KINDS_OF_REACTION), "text": "I did"},
        "start_silence": {"minutes": 3},
        "add_action": {"text": "Walk", "when": "tomorrow", "term": one(TERMS)},
        "change_action": {"action": one(actions), "text": "Run"},
        "remove_action": {"action": one(actions)},
        "vouch": {"action": one(actions)},
        "confirm_next": {"available": one([True, False])},
    }.get(word, {})
    return None if None in given.values() else given


class Room(RuleBasedStateMachine):
    """Everyone tries everything; the facilitator is patient enough that all stages are reached."""

    def __init__(self):
        super().__init__()
        self.session, self.stored, self.at, self.secrets = Session(), [], 0, {person: [] for person in EVERYONE}

    @initialize(previous=st.booleans(), following=st.booleans())
    def prepare(self, previous, following):
        people = [{"id": person, "name": person.capitalize()} for person in TABLE]
        plan = {"client": BEA, "actions": ["Call"]} if previous else None
        self.do(
            FAY,
            Act("prepare", {"facilitator_name": "Fay", "people": people, "previous": plan, "next_session": following}),
        )
        for person in TABLE:
            self.do(FAY, Act("admit", {"person": person}))

    def do(self, by, act):
        found = decide(self.session, act, by, self.at)
        if not isinstance(found, Refusal):
            self.stored += [replace(entry, fields=json.loads(json.dumps(entry.fields))) for entry in found]
            for entry in self.stored[-len(found) :]:
                self.session = evolve(self.session, entry)
        return found

    @rule(data=st.data(), by=st.sampled_from((*EVERYONE, ODA)), word=st.sampled_from(sorted(RULES)))
    def anyone_tries_anything(self, data, by, word):
        secret = f"secret of {by} {len(self.stored)}"
        fields = fields_for(self.session, word, by, data.draw, secret)
        why_not, before = may(self.session, word, by), self.session

        found = self.do(by, Act(word, fields or {}))

        if why_not is not None:
            assert isinstance(found, Refusal)
            assert found.code == why_not.code
            assert self.session == before
        elif fields is not None:
            assert not isinstance(found, Refusal), (word, fields, found)
            if word in PRIVATE:
                self.secrets[by].append(secret)
        elif isinstance(found, Refusal):
            assert found.code in (Code.UNKNOWN, Code.INVALID, Code.NOT_YOURS)
            assert self.session == before

    @rule(seconds=st.integers(0, 900))
    def time_goes_by(self, seconds):
        self.at += seconds

    @rule(data=st.data())
    def someone_does_what_is_open_to_her(self, data):
        open_acts = [(who, word) for who in EVERYONE for word, why in offered(self.session, who).items() if why is None]
        if not open_acts:
            return
        by, word = data.draw(st.sampled_from(open_acts))
        self.anyone_tries_anything(data, by, word)

    @rule(data=st.data())
    def the_facilitator_brings_the_step_to_its_end(self, data):
        """By hand, what the gate still asks for; then she goes on: so that late stages are reached in few moves."""
        for who, word, fields in self.missing():
            self.do(FAY, Act(word, fields, behalf=None if who == FAY else who))
        self.do(FAY, Act(data.draw(st.sampled_from(PATIENT))))

    def missing(self):
        """What would bring the moment or step to its end, act by act; those not open now are refused, harmlessly."""
        if self.session.stage is Stage.RECEPTION and self.session.moment in (Moment.SUBJECTS, Moment.VOTE):
            yield from self.missing_choice()
            return
        client, present = self.session.client or FAY, self.session.present
        for who in present:
            for word in ("accept", "consent", "done", "ask", "clear", "reformulate"):
                yield who, word, {}
        yield from ((client, "match", {"person": who, "matches": True}) for who in present)
        yield client, "set_contract", {"question": "How?", "expectation": "Ways"}
        yield from ((who, "agree", {}) for who in present)
        yield from ((who, "react", {"kind": "proposal"}) for who in present)
        yield from ((client, "add_action", {"text": "Walk", "when": "tomorrow", "term": "short"}) for _ in range(3))
        yield client, "plans_agree", {}
        yield FAY, "plans_agree", {}
        yield from ((who, "evaluate", {}) for who in present)
        yield from ((who, "confirm_next", {"available": True}) for who in present)

    def missing_choice(self):
        standing = [one.id for one in self.session.subjects if self.session.stands(one)]
        if not standing and self.session.present and self.session.moment is Moment.SUBJECTS:
            yield self.session.present[0], "propose_subject", {"key": f"last-{self.at}", "title": "How?"}
            standing = [f"last-{self.at}"]
        yield from ((FAY, "choose", {"subject": one, "because": "urgency"}) for one in standing[:1])

    @invariant()
    def the_fold_of_what_is_stored_is_the_session(self):
        assert fold(self.stored) == self.session

    @invariant()
    def nobody_reads_anothers_private_words(self):
        for viewer in (*EVERYONE, SCREEN, ODA):
            shown = repr(view_for(self.session, viewer, self.at).islands)
            for author, secrets in self.secrets.items():
                assert author == viewer or not any(secret in shown for secret in secrets), (viewer, author)

    @invariant()
    def open_ballots_and_signals_show_to_no_one_else(self):
        vote = self.session.vote
        swapped = replace(vote, ballots={who: tuple(reversed(vote.standing[:3])) for who in vote.ballots})
        calm = replace(self.session, vote=swapped, discomfort="", writing=False)
        for viewer in (BEA, CLEO, DORA, SCREEN):
            if viewer == self.session.client:
                continue
            mine = {viewer: vote.ballots[viewer]} if viewer in vote.ballots else {}
            other = replace(calm, vote=replace(swapped, ballots={**swapped.ballots, **mine}))
            assert view_for(self.session, viewer, self.at) == view_for(other, viewer, self.at)

    @invariant()
    def an_invitation_shows_to_her_alone_and_letting_it_pass_to_nobody(self):
        invited = self.session.invited
        passed = replace(self.session, invited=dict.fromkeys(invited, "passed"))
        assert view_for(self.session, FAY, self.at) == view_for(passed, FAY, self.at)
        for viewer in (*TABLE, SCREEN):
            mine = {who: state for who, state in invited.items() if who == viewer}
            elsewhere = replace(self.session, invited=mine)
            assert view_for(self.session, viewer, self.at) == view_for(elsewhere, viewer, self.at)

    @invariant()
    def a_card_holds_no_word_anybody_wrote_and_can_be_shared(self):
        found = cards_of(self.session, self.at, ())
        hash(found)
        for secrets in self.secrets.values():
            assert not any(secret in repr(found) for secret in secrets)
        assert all(isinstance(instant, int) for instant in wakes(self.session, self.at))

    @invariant()
    def one_reason_a_code_and_each_touch_is_open_to_the_facilitator(self):
        codes = [one.code for one in prompts(self.session, self.at)]
        assert len(codes) == len(set(codes))
        found = cards_of(self.session, self.at, ())
        for card in (found.card, *found.waiting) if found else ():
            for touch in card.touches:
                fields = dict(touch.fields) | ({touch.field: touch.value} if touch.field else {})
                fields |= {"subject": self.session.ballot[0]} if touch.key == "lot" else {}
                done = decide(self.session, Act(touch.word, fields), FAY, self.at)
                assert not isinstance(done, Refusal), (card, touch, done)

    @invariant()
    def whose_moment_it_is_not_is_open_to_nobody(self):
        for who in EVERYONE:
            offers = {word for word, why in offered(self.session, who).items() if why is None}
            assert offers <= open_words(self.session)
            assert offers == open_to(self.session, who)

    @invariant()
    def every_island_can_be_shared(self):
        for viewer in (FAY, ANA, BEA, SCREEN):
            for value in view_for(self.session, viewer, self.at).islands.values():
                hash(value)

    @invariant()
    def a_condition_is_named_by_its_own_gate_only(self):
        assert set(open_conditions(self.session)) <= set(GATES.get((self.session.stage, self.session.moment), ()))


Room.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestRoom = pytest.mark.method("S0", "S0.1", "S4", "F4", "R5")(Room.TestCase)


def test_the_machine_reaches_every_stage():
    """The patient facilitator alone brings a session from the door to the end: otherwise the machine proves little."""
    room = Room()
    room.prepare(previous=True, following=True)
    seen = set()
    for _ in range(30):
        seen.add((room.session.stage, room.session.moment))
        for who, word, fields in list(room.missing()):
            room.do(FAY, Act(word, fields, behalf=None if who == FAY else who))
        room.do(FAY, Act("advance"))

    assert room.session.stage is Stage.CLOSED
    assert len(seen) == len(Stage) + len(Moment) - 2
