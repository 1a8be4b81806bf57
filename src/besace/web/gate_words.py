"""The gate in words: what must hold, what comes next, the button that goes there (S0.1)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from besace.method.words import Condition

type Words = Mapping[str, str | Promise]

CONDITIONS: Words = {
    Condition.SUBJECT_CHOSEN: _("A subject is chosen"),
    Condition.CLIENT_AGREES: _("The owner of the subject agrees"),
    Condition.CONSULTANTS_CONSENT: _("The others agree to work on it"),
    Condition.PRESENTED: _("All is said that had to be said"),
    Condition.EACH_ASKED: _("Each has asked, or passed"),
    Condition.CLEAR_TO_ALL: _("The subject is clear to each"),
    Condition.EACH_REFORMULATED: _("Each has said it back"),
    Condition.REFORMULATIONS_MATCH: _("It matches, for each"),
    Condition.CONTRACT_STATED: _("The contract is worded"),
    Condition.ALL_AGREE: _("All agree to the contract"),
    Condition.EACH_REACTED: _("Each has reacted, or passed"),
    Condition.THREE_ACTIONS: _("At least three actions"),
    Condition.ACTIONS_OPERATIONAL: _("Each action is concrete"),
    Condition.ACTIONS_DATED: _("Each action has a time"),
    Condition.PLANS_AGREE: _("Both say that the two plans are the same"),
    Condition.EACH_EVALUATED: _("Each has said what they take away, or passed"),
    Condition.NEXT_CONFIRMED: _("Each has answered for the next date"),
}
"""What must hold, condition by condition."""

REMINDERS: Words = {
    "each-checked-in": _("Each has spoken, or passed"),
    "plan-told": _("The plan is told, action by action"),
    "each-invited": _("Each was invited to give a subject"),
    "one-to-treat": _("One subject at least can be worked on today"),
}
"""What is good to have seen to, where nothing is locked."""

BEFORE: Words = {
    "check_in": _("Before we open"),
    "follow_up": _("Before the previous plan"),
    "subjects": _("Before the subjects"),
    "vote": _("Before the vote"),
    "presentation": _("Before step 1, the presentation"),
    "clarification": _("Before step 2, the clarification"),
    "contract": _("Before step 3, the contract"),
    "reactions": _("Before step 4, the reactions"),
    "synthesis": _("Before step 5, the synthesis"),
    "conclusion": _("Before step 6, the conclusion"),
    "closed": _("Before we close"),
}
"""The gate's heading, by what lies behind it."""

GO_ON: Words = {
    "check_in": _("Open the session"),
    "follow_up": _("Go on to the previous plan"),
    "subjects": _("Go on to the subjects"),
    "vote": _("Go on to the vote"),
    "presentation": _("Go on to step 1, the presentation"),
    "clarification": _("Go on to step 2, the clarification"),
    "contract": _("Go on to step 3, the contract"),
    "reactions": _("Go on to step 4, the reactions"),
    "synthesis": _("Go on to step 5, the synthesis"),
    "conclusion": _("Go on to step 6, the conclusion"),
    "closed": _("Close the session"),
}
"""The button's label, by what lies behind the gate."""


def condition_in_words(condition: str) -> str | Promise:
    """Says a condition, or a reminder."""
    return CONDITIONS.get(condition) or REMINDERS[condition]
