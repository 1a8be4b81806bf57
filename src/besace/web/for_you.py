"""What was made by hand for someone, said to her: codes into sentences (F6)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOR_YOU: Mapping[str, str | Promise] = {
    "check_in": _("You have spoken in the round"),
    "pass": _("You pass your turn"),
    "report_action": _("What became of your plan"),
    "propose_subject": _("Your subject"),
    "reword_subject": _("Your subject, in other words"),
    "withdraw_subject": _("Your subject is withdrawn"),
    "resonate-yes": _("It resonates with you"),
    "resonate-no": _("It does not resonate with you after all"),
    "vote": _("Your ballot, the first choice on top"),
    "accept": _("You agree to be the client"),
    "decline": _("You would rather not be the client"),
    "consent": _("You agree to treat this subject"),
    "object": _("You would rather not treat this subject"),
    "done": _("You have said what there was to say"),
    "keep": _("Kept for later"),
    "note": _("A note of yours"),
    "ask": _("You have asked a question"),
    "answer": _("You have answered"),
    "decline_answer": _("You prefer not to answer"),
    "discomfort-yes": _("You feel uneasy"),
    "discomfort-no": _("You are at ease again"),
    "clear": _("The subject is clear to you"),
    "reformulate": _("You have said it back"),
    "match-yes": _("For you, what was said back matches"),
    "match-no": _("For you, what was said back does not match yet"),
    "set_contract": _("The contract, as you word it"),
    "agree": _("You agree to the contract"),
    "react": _("You have reacted"),
    "ask_to_clarify": _("You ask to have something clarified"),
    "writing-yes": _("You need time to write"),
    "writing-no": _("You have written enough"),
    "add_action": _("An action of your plan"),
    "change_action": _("An action of your plan, changed"),
    "remove_action": _("An action is taken out of your plan"),
    "plans_agree": _("For you, both plans are the same"),
    "evaluate": _("What you take away"),
    "confirm_next-yes": _("You come next time"),
    "confirm_next-no": _("You cannot come next time"),
    "raise_hand": _("You raise a hand"),
    "lower_hand": _("You lower your hand"),
}
