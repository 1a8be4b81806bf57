"""What a practice says to who plays it: what is awaited, what was done, what the method says."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from besace.method.words import Stage
from besace.rehearse.practice.moves import Move
from besace.rehearse.practice.scene import Scene

QUIET = 12.0
"""Seconds of a calm practice in which nothing happens, before it is told what is awaited."""
LOST = 30.0
"""And before it is told outright what has come up."""

TO_DO: Mapping[str, Promise] = {
    "open": gettext_lazy("Everyone is there. Open the session when you like."),
    "advance": gettext_lazy("All have said what they had to say here: the next part can begin when you like."),
    "close": gettext_lazy("All is said. You can close the session."),
    "open_vote": gettext_lazy("The subjects are there. Open the vote."),
    "close_vote": gettext_lazy("All ballots are in. Count the sticks."),
    "choose": gettext_lazy("The sticks are counted. Choose the subject."),
    "resume": gettext_lazy("The step is paused. Let it go on when the table has breathed."),
    "start_silence": gettext_lazy("Give the client some minutes of silence with their notes."),
    "copy_plan": gettext_lazy("Note the plan too, so that both versions can be compared."),
    "plans_agree": gettext_lazy("Say whether both plans are the same."),
    "check_in": gettext_lazy("It is your turn: how do you arrive today?"),
    "report_action": gettext_lazy("Tell what became of the plan, one action after another."),
    "propose_subject": gettext_lazy("Put a subject of yours on the paperboard: one of your own, or a made-up one."),
    "vote": gettext_lazy("Lay your sticks."),
    "accept": gettext_lazy("Your subject is chosen. Say whether you agree to have it treated."),
    "consent": gettext_lazy("Say whether you agree to treat this subject."),
    "done": gettext_lazy("Tell it aloud, as you would at the table, then say that you have told it."),
    "answer": gettext_lazy("A question waits for you. Answer it aloud, then mark it as answered, or leave it."),
    "ask": gettext_lazy("There is room for a question of yours."),
    "clear": gettext_lazy("Say that the subject is clear to you, or ask once more."),
    "reformulate": gettext_lazy("Say back, in your own words, what you understood."),
    "match": gettext_lazy("Say whether this is what you meant."),
    "set_contract": gettext_lazy("Word your question, and what you expect of the group."),
    "agree": gettext_lazy("Say whether you agree with the contract."),
    "react": gettext_lazy("There is room for what you have lived yourself."),
    "add_action": gettext_lazy("Write what you will do, and when: three actions at least."),
    "change_action": gettext_lazy("One action is still a wish. Write what you will do, and when."),
    "evaluate": gettext_lazy("Say what you learned, enjoyed, and will apply."),
    "confirm_next": gettext_lazy("Say whether you can come next time."),
    "pass": gettext_lazy("It is your turn: say something, or pass."),
}
LOOK_ROUND = gettext_lazy("Something has just come up. Take your time: what do you see, what do you hear?")

DID: Mapping[str, Promise] = {
    "spoken-to": gettext_lazy("%(name)s was spoken to."),
    "sent-back": gettext_lazy("The question went back, to be worded anew."),
    "kept": gettext_lazy("The idea was kept for step 4."),
    "reworded": gettext_lazy("It was worded anew, by hand."),
    "paused": gettext_lazy("The step was paused."),
    "acknowledged": gettext_lazy("The signal was marked as seen."),
    "others-asked": gettext_lazy("The floor went to others."),
    "floor-back": gettext_lazy("The floor was taken back."),
    "in-her-name": gettext_lazy("Something was written in the name of %(name)s."),
    "returned": gettext_lazy("The group went back to clarification."),
    "next-round": gettext_lazy("Another round was opened."),
    "decided": gettext_lazy("It was decided in another way than by the vote."),
    "shortened": gettext_lazy("A step was made shorter."),
    "lengthened": gettext_lazy("Minutes were added."),
    "moved-on": gettext_lazy("The group went on."),
    "vouched": gettext_lazy("The action was vouched for as it stood."),
    "waived": gettext_lazy("A condition was left aside, with a reason."),
}

SAYS: Mapping[Stage, Promise] = {
    Stage.RECEPTION: gettext_lazy("Each has a turn, last time’s plan is not judged; then subjects and sticks."),
    Stage.PRESENTATION: gettext_lazy("The client tells, the others listen in silence and keep their questions."),
    Stage.CLARIFICATION: gettext_lazy("Questions to understand, with no answer inside. The client may leave any."),
    Stage.CONTRACT: gettext_lazy("Each says the subject back. Where pictures differ, there is more to ask."),
    Stage.REACTIONS: gettext_lazy("The client listens and writes. The others speak from what they have lived."),
    Stage.SYNTHESIS: gettext_lazy("Silence first. Then three actions at least: something one does, at a time."),
    Stage.CONCLUSION: gettext_lazy("What each learned, enjoyed and will apply, and the next date, before all leave."),
}
"""What the method says of each step, in one sentence (S0 to S6)."""


def awaited(scene: Scene, move: Move | None) -> str:
    """What is awaited of who plays, once nothing has happened for a while; empty while all is well."""
    if move is None or scene.idle < QUIET:
        return ""
    met = next((one for one in scene.open_kinds() if scene.me == scene.scenario.facilitator), None)
    if met is None or move.act.word in TO_DO:
        return str(TO_DO.get(move.act.word, ""))
    return met.difficulty.seen if scene.idle > LOST else str(LOOK_ROUND)


def did(sign: str, name: str) -> str:
    """What was done about a difficulty."""
    return str(DID[sign]) % {"name": name} if sign else _("It passed unmet, and the table went on.")
