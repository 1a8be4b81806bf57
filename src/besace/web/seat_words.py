"""What the console says of a seat, of a touch on it, and of the moment on the table: codes into sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from besace.method.view.table.behalf import Felt, Menu, Tap
from besace.method.view.table.by_hand import Row
from besace.method.view.table.middle import Middle
from besace.method.view.table.rail import Rail
from besace.method.view.table.round import Turn
from besace.method.view.table.seats import Seat
from besace.method.view.table.sheets import Writing
from besace.method.words import Condition, Moment, Stage
from besace.web.balance_words import balance, minutes_in_words, turns_in_words

type Words = Mapping[str, str | Promise]

MARKS: Words = {
    "client": _("client"),
    "floor": _("has the floor"),
    "hand": _("raises a hand"),
    "passed": _("passes"),
    "invited": _("quietly invited to speak"),
    "expected": _("expected"),
    "absent": _("absent, not in this session"),
    "spoken": _("has spoken"),
    "reporting": _("tells what became of the plan"),
    "proposed": _("has given a subject"),
    "voted": _("has voted"),
    "chosen": _("this subject is chosen"),
    "accepted": _("agrees to be the client"),
    "consented": _("consents"),
    "presented": _("has presented the subject"),
    "asked": _("has asked"),
    "clear": _("the subject is clear"),
    "said-back": _("has said it back"),
    "matched": _("and it matches"),
    "unmatched": _("it does not match yet"),
    "agreed": _("agrees to the contract"),
    "reacted": _("has reacted"),
    "to-clarify": _("is asked to clarify"),
    "same-plan": _("finds both plans the same"),
    "evaluated": _("has said what was learned"),
    "comes": _("comes next time"),
    "cannot-come": _("cannot come next time"),
}

WAITS: Words = {
    Condition.CLIENT_AGREES: _("has not answered yet"),
    Condition.CONSULTANTS_CONSENT: _("has not consented yet"),
    Condition.EACH_ASKED: _("no question yet"),
    Condition.CLEAR_TO_ALL: _("not clear yet"),
    Condition.EACH_REFORMULATED: _("has not said it back yet"),
    Condition.REFORMULATIONS_MATCH: _("not matched yet"),
    Condition.ALL_AGREE: _("has not agreed yet"),
    Condition.EACH_REACTED: _("no reaction yet"),
    Condition.PLANS_AGREE: _("has not compared the plans yet"),
    Condition.EACH_EVALUATED: _("has not spoken yet"),
    Condition.NEXT_CONFIRMED: _("has not answered for next time"),
}

SAID: Words = {
    "admit": _("%(name)s is here"),
    "admit-again": _("%(name)s is here again"),
    "mark_absent": _("%(name)s does not come"),
    "leave": _("%(name)s has left the table"),
    "check_in": _("%(name)s has spoken"),
    "pass": _("%(name)s passes"),
    "report_action": _("Write what became of %(name)s’s actions"),
    "propose_subject": _("Write down %(name)s’s subject"),
    "resonate-yes": _("“%(other)s” resonates with %(name)s"),
    "resonate-no": _("“%(other)s” does not resonate after all"),
    "vote": _("Lay the sticks for %(name)s"),
    "accept": _("%(name)s agrees to be the client"),
    "decline": _("%(name)s declines"),
    "consent": _("%(name)s consents"),
    "object": _("%(name)s objects"),
    "done": _("%(name)s has said what there was to say"),
    "ask": _("%(name)s has asked"),
    "ask-again": _("%(name)s has asked again"),
    "answer": _("%(name)s has answered"),
    "decline_answer": _("%(name)s prefers not to answer"),
    "clear": _("The subject is clear to %(name)s"),
    "reformulate": _("%(name)s has said it back"),
    "reformulate-again": _("%(name)s has said it back again"),
    "match-yes": _("What %(name)s says back matches, says %(other)s"),
    "match-no": _("What %(name)s says back does not match, says %(other)s"),
    "set_contract": _("Write %(name)s’s contract"),
    "agree": _("%(name)s agrees to the contract"),
    "react": _("%(name)s has reacted"),
    "react-experience": _("%(name)s told an experience"),
    "react-proposal": _("%(name)s made a proposal"),
    "react-question": _("%(name)s left a question"),
    "react-resource": _("%(name)s gave a resource"),
    "writing-on": _("%(name)s needs time to write"),
    "writing-off": _("%(name)s has written enough"),
    "ask_to_clarify": _("%(name)s asks to have something clarified"),
    "discomfort-on": _("%(name)s feels uneasy"),
    "discomfort-off": _("%(name)s is at ease again"),
    "add_action": _("Write down %(name)s’s action"),
    "plans_agree": _("For %(name)s, both plans are the same"),
    "evaluate": _("%(name)s has said what was learned"),
    "confirm_next-yes": _("%(name)s comes next time"),
    "confirm_next-no": _("%(name)s cannot come next time"),
    "raise_hand": _("%(name)s raises a hand"),
    "lower_hand": _("%(name)s lowers the hand"),
    "give_floor": _("Give %(name)s the floor"),
    "clear_floor": _("Take the floor back"),
    "set_order": _("%(name)s comes next"),
    "invite": _("Invite %(name)s quietly"),
}

ROWS: Words = {
    "admit": _("Who is here"),
    "check_in": _("Has spoken"),
    "report_action": _("What became of the plan"),
    "propose_subject": _("Write a subject"),
    "vote": _("Lay the sticks"),
    "accept": _("Agrees to be the client"),
    "consent": _("Consents"),
    "done": _("Has said it all"),
    "ask": _("Has asked"),
    "clear": _("It is clear to"),
    "reformulate": _("Has said it back"),
    "match-yes": _("It matches for %(other)s"),
    "set_contract": _("Write the contract"),
    "agree": _("Agrees"),
    "react": _("Has reacted"),
    "add_action": _("Write an action"),
    "plans_agree": _("Same plan"),
    "evaluate": _("Has said what was learned"),
    "confirm_next-yes": _("Comes next time"),
}

WRITTEN: Words = {
    "check_in": _("Write down what %(name)s said"),
    "report_action": _("What became of %(name)s’s actions"),
    "propose_subject": _("%(name)s’s subject"),
    "vote": _("The sticks of %(name)s"),
    "ask": _("Write the question down"),
    "reformulate": _("Write it down"),
    "set_contract": _("The contract of %(name)s"),
    "react": _("Write the reaction down"),
    "add_action": _("An action of %(name)s"),
    "evaluate": _("Write it down"),
}

PURPOSES: Words = {
    Stage.GATHERING: _("Everyone takes a seat; the session begins when you open it."),
    Stage.RECEPTION: _("Arrive, hear what became of the last plan, and choose a subject."),
    Stage.PRESENTATION: _("The client tells what leads to this question today."),
    Stage.CLARIFICATION: _("Questions, so that the subject is clear to each."),
    Stage.CONTRACT: _("One question and one expectation that all agree to."),
    Stage.REACTIONS: _("Each fills the client’s bag from experience."),
    Stage.SYNTHESIS: _("The client draws a plan: at least three dated actions."),
    Stage.CONCLUSION: _("What each learned, enjoyed and will apply."),
    Stage.CLOSED: _("The session is closed."),
}

MOMENTS: Words = {
    Stage.GATHERING: _("Welcome everyone to the table."),
    Stage.CLOSED: _("The session is closed."),
    Moment.CHECK_IN: _("How are you, and what happened since last time?"),
    "first": _("Who are you, how are you, and why did you join?"),
    Moment.FOLLOW_UP: _("What became of %(name)s’s plan? What was easy, what was difficult?"),
    Moment.SUBJECTS: _("Which subject does each bring?"),
    Moment.VOTE: _("Which subject do we work on today?"),
}

RANKS: Words = {
    "first": _("First, three sticks"),
    "second": _("Second, two sticks"),
    "third": _("Third, one stick"),
}

STATES: Words = {
    "spoken": _("has spoken"),
    "passed": _("passes"),
    "now": _("has the floor"),
    "next": _("comes next"),
    "": _("not yet"),
}


def said(tap: Tap, menu: Menu) -> str:
    """Says what a touch of a menu does, in one sentence."""
    return str(SAID[tap.key]) % {"name": menu.name, "other": menu.client_name}


def row_said(row: Row, name: str) -> str:
    """Says what a touch of a row of the hand does for this person, in one sentence."""
    return str(SAID[row.key]) % {"name": name, "other": row.other}


def felt_words(felt: Felt, name: str) -> str:
    """Says what marking a subject, or taking the mark back, means."""
    return str(SAID["resonate-no" if felt.on else "resonate-yes"]) % {"name": name, "other": felt.title}


def written(writing: Writing, name: str) -> str:
    """Says what is written down in a person’s name."""
    return str(WRITTEN[writing.word]) % {"name": name}


def row_words(row: Row) -> str:
    """Says what a row of the hand waits for."""
    return str(ROWS[row.key]) % {"other": row.other}


def standing(seat: Seat) -> str:
    """Says in words what a seat shows: its marks, what is still missing, its turns."""
    said_of = [str(MARKS[mark]) for mark in seat.marks] + [str(WAITS[wait]) for wait in seat.waits]
    said_of += balance(seat)
    return ", ".join(said_of) or gettext("at the table")


def turn_words(turn: Turn) -> str:
    """Says in words where someone is in the round, how often and for how long (F1)."""
    parts = [str(STATES[turn.state])]
    if turn.turns:
        parts.append(turns_in_words(turn.turns))
    if turn.minutes:
        parts.append(minutes_in_words(turn.minutes))
    return ", ".join(parts)


def purpose(rail: Rail) -> str:
    """Says what the step under way is for (S0)."""
    return str(PURPOSES[rail.stage])


def moment_words(middle: Middle) -> str:
    """Says what the group is at, while no subject lies on the table."""
    key = middle.moment or middle.stage
    found = MOMENTS["first"] if middle.first and key == Moment.CHECK_IN else MOMENTS.get(key, "")
    return str(found) % {"name": middle.owner}
