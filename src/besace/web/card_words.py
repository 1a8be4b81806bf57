"""What the cards of the console say: what is seen, words to say aloud, what a touch does. Codes into sentences.

Words to say aloud are the facilitator's own voice: warm, short, to the person or the group, and never about what a
signal or a note told her alone.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from besace.method.view.table.cards import Card, Touch
from besace.web.names import stage_name
from besace.web.templatetags.desk import names

type Words = Mapping[str, str | Promise]

SEEN: Words = {
    "discomfort": _("%(name)s signals discomfort"),
    "advice-in-question": _("In the question asked by %(name)s there is already an answer"),
    "advice-in-question own": _("In your own question there is already an answer"),
    "judging-question": _("The question asked by %(name)s may be heard as a judgement"),
    "judging-question own": _("Your own question may be heard as a judgement"),
    "tie": _("A tie between the subjects given by %(others)s"),
    "client-defends": _("%(name)s speaks a lot in this step"),
    "reformulations-apart": _("Heard otherwise, for %(name)s: what %(others)s said back"),
    "contract-skipped": _("The contract was let go"),
    "much-floor": _("%(name)s has spoken much more than the others"),
    "time-short": _("It is getting late: %(stage)s can give %(minutes)s minutes"),
    "not-heard": _("Not heard yet in this step: %(all)s"),
    "plan-vague vague": _("Action %(number)s is a good wish: one does not see yet what will be done"),
    "plan-vague undated": _("Action %(number)s has no time yet"),
    "next-client-absent subject": _("Not here today, with a subject ready: %(all)s"),
    "next-client-absent none-left": _("Not here today, and not client yet: %(all)s"),
    "next-client-absent next-time": _("Cannot come next time, and not client yet: %(all)s"),
    "subject-technical": _("The subject given by %(name)s may call for an expert more than for peers"),
    "subject-wide": _("The subject given by %(name)s may be wide for one session"),
}
"""What the journal shows: one line, and nobody's fault."""

SAY: Words = {
    "discomfort": _("“Let us slow down a little. Any question may stay without an answer.”"),
    "advice-in-question": _(
        "“%(name)s, there is an idea in there already. Shall we ask it with no answer in mind, or keep it for step 4?”"
    ),
    "advice-in-question own": _("“Let me ask it without an answer in it.”"),
    "judging-question": _("“%(name)s, shall we rather ask what happened, and how?”"),
    "judging-question own": _("“Let me ask what happened, and how.”"),
    "tie": _("“These subjects are level. Is one of them urgent? Which one resonates most around the table?”"),
    "client-defends": _(
        "“%(name)s, nothing calls for an answer now. Just listen, and write down what speaks to you. "
        "Choosing comes later.”"
    ),
    "reformulations-apart": _(
        "“We have not all heard the same thing, and it is good to know. %(name)s, what is missing? "
        "Let us go back to a few questions.”"
    ),
    "contract-skipped": _(
        "“%(name)s, before the first reaction: in one sentence, what is the question, and what is expected of us?”"
    ),
    "much-floor": _(
        "“Thank you, %(name)s, there is much to work with. I would now like to hear those who spoke less.”"
    ),
    "time-short": _(
        "“We are running late. I suggest %(keeps)s minutes for “%(stage)s”, and all the rest keeps its time. "
        "Does that suit everyone?”"
    ),
    "not-heard": _("“%(name)s, is there something to add? Passing is fine too.”"),
    "plan-vague vague": _(
        "“%(name)s, if someone filmed it, what would we see? And what would be the very first step?”"
    ),
    "plan-vague undated": _("“%(name)s, which day would suit? The nearest is often the best.”"),
    "next-client-absent subject": _(
        "“That subject keeps its place for next time. Who else has a question at heart today?”"
    ),
    "next-client-absent none-left": _(
        "“Everyone here has been client already. Who would gladly be it once more, so that the other turn stays free?”"
    ),
    "next-client-absent next-time": _("“Who could bring a subject next time, and who would stand in reserve?”"),
    "subject-technical": _("“%(name)s, suppose an expert had answered all of it: what would still be difficult?”"),
    "subject-wide": _(
        "“%(name)s, in which situation of the last weeks did it show? On which part of it can one act oneself?”"
    ),
}
"""One or two sentences for the facilitator to say, or not."""

DO: Words = {
    "pause": _("Pause the questions"),
    "seen": _("Seen"),
    "reword": _("Ask for other words"),
    "keep": _("Keep it for step 4"),
    "again": _("Open the next round"),
    "urgency": _("Urgent: choose the subject given by %(name)s"),
    "resonance": _("It resonates: choose the subject given by %(name)s"),
    "lot": _("Draw lots between them"),
    "back": _("Take the floor back"),
    "floor": _("Give %(name)s the floor"),
    "invite": _("Invite %(name)s quietly"),
    "return": _("Back to questions"),
    "shorten": _("Shorten %(stage)s by %(minutes)s min"),
    "vouch": _("I vouch for it"),
}
"""What a touch does."""

DRAWN = {
    "pause": "pause",
    "keep": "later",
    "again": "next",
    "lot": "lot",
    "resonance": "resonate",
    "back": "back",
    "floor": "speak",
    "invite": "letter",
    "return": "back",
    "shorten": "clock",
    "vouch": "check",
}

MARKS = {
    "discomfort": "wave",
    "tie": "lot",
    "time-short": "clock",
    "plan-vague": "pencil",
    "next-client-absent": "chair",
    "client-defends": "listen",
    "not-heard": "listen",
}
"""The drawing on a card; a voice on all others."""

KINDS: Words = {
    "discomfort": _("Words for a signal of discomfort (the signal itself is always shown)"),
    "advice-in-question": _("An answer hidden in a question"),
    "judging-question": _("A question that judges"),
    "tie": _("A tie"),
    "client-defends": _("The client speaks in step 4"),
    "reformulations-apart": _("Reformulations that differ"),
    "contract-skipped": _("A contract let go"),
    "much-floor": _("Someone who speaks much"),
    "time-short": _("Time running out"),
    "not-heard": _("Someone not heard yet"),
    "plan-vague": _("An action that is vague or has no time"),
    "next-client-absent": _("Someone missing who could be client"),
    "subject-technical": _("A technical subject"),
    "subject-wide": _("A wide subject"),
}
"""The kinds of cards, as one reads them in a list."""


def seen(card: Card) -> str:
    """Says what is seen."""
    return _said(SEEN, card)


def say(card: Card) -> str:
    """Gives words to say aloud."""
    return _said(SAY, card)


def do(touch: Touch, card: Card) -> str:
    """Says what a touch does."""
    return str(DO[touch.key]) % {"name": touch.name, "minutes": card.minutes, "stage": _stage(card)}


def kind(code: str) -> str:
    """Says which kind of card a code is."""
    return str(KINDS[code])


def _said(words: Words, card: Card) -> str:
    sentence = words.get(f"{card.code} {card.kind}") or words[card.code]
    everyone = (card.name, *card.others) if card.name else card.others
    return str(sentence) % {
        "name": card.name,
        "others": names(card.others),
        "all": names(everyone),
        "number": card.number,
        "minutes": card.minutes,
        "keeps": card.keeps,
        "stage": _stage(card),
    }


def _stage(card: Card) -> str:
    return f"{stage_name(card.stage)}" if card.stage else ""
