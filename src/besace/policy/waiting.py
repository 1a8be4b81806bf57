"""What may wait on a phone whose line is away, and what must not: every act by its word, with the reason.

What adds something of one's own may wait: it is as true in twenty minutes, and refused where its moment has passed.
What answers, changes or moves what stands now must not: by then another thing may stand there. That is said at once.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wait:
    """Acts, words apart by spaces, and why they may or must not wait."""

    acts: str
    why: str


MAY = (
    Wait("note keep", "one's own words for oneself, bound to no step"),
    Wait("check_in ask react evaluate", "one's own words, said in a step that no other act says them in"),
    Wait("reformulate", "one's own understanding, which one's next one replaces"),
    Wait("report_action", "one's own account of an action, named by its number"),
    Wait("propose_subject resonate", "one's own subject, and a mark on one that is named"),
    Wait("vote", "one's own ballot: it names its round, and no other takes it"),
    Wait("add_action", "one more line of one's own plan, which stands for all to see"),
)
MUST_NOT = (
    Wait("prepare arrange open advance return close", "moves the session, or how it is held, for everyone"),
    Wait("extend shorten pause resume start_silence", "moves the clock: late minutes are other minutes"),
    Wait("waive vouch send_back copy_plan seen", "answers what stands on the page, which may be another thing by then"),
    Wait("admit mark_absent", "says who is there now"),
    Wait("give_floor clear_floor set_order invite", "says who speaks now"),
    Wait("raise_hand lower_hand pass let_pass writing", "is for this minute, and shows to others as such"),
    Wait("discomfort", "is for now; twenty minutes later it would mislead: a look or a word is sooner"),
    Wait("open_vote close_vote choose", "moves the choice for everyone"),
    Wait("accept decline consent object", "answers the subject that stands chosen, which may be another one by then"),
    Wait("match agree plans_agree clear", "a yes to what stands, which may read otherwise by then"),
    Wait("answer decline_answer ask_to_clarify", "answers what is being said at the table"),
    Wait("done", "ends the telling, on which the next step hangs"),
    Wait("set_contract", "a late text would end the agreement given meanwhile to what was said aloud"),
    Wait("reword_subject withdraw_subject", "changes what stands, and what somebody wrote by hand meanwhile"),
    Wait("change_action remove_action", "changes what stands, and what somebody wrote by hand meanwhile"),
    Wait("confirm_next", "is about the date that stands, which may be another one by then"),
)
WAITS = frozenset(word for row in MAY for word in row.acts.split())
"""The words of the acts that may wait."""
