"""The sheet of the six steps: what each step is for, who does what, what is kept for later (S0 to S6, B5)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from besace.method.formats import Minutes
from besace.method.words import STEPS, Stage
from besace.papers.occasion import Occasion, Sheet


def six_steps(occasion: Occasion) -> Sheet:
    """Gives the sheet with the minutes of this session."""
    return {
        "title": _("The six steps"),
        "intro": [aim(), welcome(occasion.minutes)],
        "steps": steps(occasion.minutes),
        "keeps": [_("I keep this for step 2 (a question)"), _("I keep this for step 4 (an idea)")],
        "terms": terms(),
    }


def aim() -> str:
    """Says what the sheet is good for."""
    return _("One subject. Each thing in its time: what does not belong to this step, I keep for later.")


def welcome(minutes: Minutes) -> str:
    """Says what comes before the first step."""
    return _("First, %(minutes)s minutes of welcome: how each is, the last plan, the subjects, the vote.") % {
        "minutes": minutes[Stage.RECEPTION]
    }


def terms() -> str:
    """Recalls the terms of exchange (G4)."""
    return _(
        "What is said here stays here. Kindness, no judgement. Each may choose not to answer, and may disagree."
        " It is not a debate: we fill a bag, and the client chooses."
    )


def steps(minutes: Minutes) -> list[Mapping[str, str]]:
    """Gives the six steps in order: name, length, purpose, and what the client and the consultants do."""
    return [
        {"stage": str(stage), "length": length(minutes[stage]), **_roles(), **said}
        for stage, said in zip(STEPS, _steps(), strict=True)
    ]


def length(minutes: int) -> str:
    """Says a number of minutes, shortly."""
    return _("%(n)s min") % {"n": minutes}


def _roles() -> Mapping[str, str]:
    return {"client_is": _("Client"), "consultants_are": _("Consultants")}


def _steps() -> list[Mapping[str, str]]:
    takeaways = _("learned, enjoyed, will apply")
    return [
        _step(
            _("Presentation"),
            _("Say what leads to asking this today."),
            _("tells: who, what, where, when, how, why, how much"),
            _("listen in silence, and note what is unclear"),
        ),
        _step(
            _("Clarification"),
            _("See the subject from other sides."),
            _("answers, or does not, and may ask for a slower pace"),
            _("ask; no judgement, no answer inside the question"),
        ),
        _step(
            _("Contract"),
            _("Put a need into words."),
            _("keeps or rewords the question, and says what to hope for"),
            _("reformulate, then agree"),
        ),
        _step(
            _("Reactions"),
            _("Learn from what others have lived."),
            _("listens in silence and writes"),
            _("“I did…”, “I would…”: experience, ideas, contacts, books"),
        ),
        _step(
            _("Synthesis and action plan"),
            _("Find one’s own solutions."),
            _("rereads, and writes three actions with a time for each"),
            _("a few minutes of silence, then help to make it concrete"),
        ),
        _step(_("Conclusion"), _("See what this session has taught."), takeaways, takeaways),
    ]


def _step(name: str, purpose: str, client: str, consultants: str) -> Mapping[str, str]:
    return {"name": name, "purpose": purpose, "client": client, "consultants": consultants}
