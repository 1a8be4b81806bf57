"""The facilitator's running order: when each stage begins, what happens, what must hold to go on (S0, S0.1, F1)."""

from collections.abc import Iterator, Mapping
from itertools import accumulate

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from besace.method.formats import SECONDS, total
from besace.method.variants import FOUR_A
from besace.method.words import STEPS, TIMED, Stage
from besace.papers.lengths import VARIANTS, VARIANTS_SAY, given_up, goes_on
from besace.papers.occasion import Occasion, Sheet
from besace.papers.sheets.six_steps import length


def running_order(occasion: Occasion) -> Sheet:
    """Gives the order with the times of this session; elapsed time where its start is not known."""
    return {
        "title": _("Running order"),
        "intro": [*_intro(occasion), *_of_the_length(occasion)],
        "columns": [
            _("Elapsed") if occasion.start is None else pgettext("time of day", "At"),
            _("Step"),
            _("What happens"),
            _("Before going on"),
            _("In fact"),
        ],
        "rows": list(_rows(occasion)),
        "end": {
            "at": occasion.at(total(occasion.minutes)),
            "name": _("End"),
            "says": goes_on(occasion.format) or _("Thank you, and until next time."),
        },
        "spoken": _("Who has spoken (a stick a turn)"),
        "later": _("To come back to"),
        "names": occasion.lines,
    }


def _intro(occasion: Occasion) -> Iterator[str]:
    if occasion.title:
        yield occasion.title
    about = {"length": length(total(occasion.minutes)), "number": occasion.number}
    if occasion.number:
        yield _("Session %(number)s, %(length)s. What is said here stays here.") % about
    else:
        yield _("One session, %(length)s. What is said here stays here.") % about


def _of_the_length(occasion: Occasion) -> Iterator[str]:
    """What is given up, said where the facilitator looks; a format of the group's own by its name (G7)."""
    if occasion.own_name:
        yield occasion.own_name
    if less := given_up(occasion.format):
        yield _("What this length gives up: %(less)s") % {"less": less}
    for variant in VARIANTS:
        if variant in occasion.variants:
            yield f"{VARIANTS[variant]}. {VARIANTS_SAY[variant]}"


def _rows(occasion: Occasion) -> Iterator[Mapping[str, str]]:
    lengths = [occasion.minutes[stage] for stage in TIMED]
    for stage, minutes, elapsed in zip(TIMED, lengths, accumulate([0, *lengths]), strict=False):
        name, happens, gate = _stage(stage, occasion)
        numbered = f"{STEPS.index(stage) + 1} {name}" if stage in STEPS else name
        at = occasion.at(elapsed)
        yield {"at": at, "name": numbered, "length": length(minutes), "happens": happens, "gate": gate}


def _stage(stage: Stage, occasion: Occasion) -> tuple[str, str, str]:
    """Names a stage, tells it, and says what must hold to go on."""
    if stage is Stage.RECEPTION:
        return _("Reception"), _reception(occasion), _("The client agrees. The others agree to treat it.")
    return _steps(four_a=FOUR_A in occasion.variants)[STEPS.index(stage)]


def _reception(occasion: Occasion) -> str:
    if occasion.format in SECONDS:
        return _("No second round of hello. The subjects left over, on the paperboard, then the sticks: 3, 2, 1.")
    if occasion.number == 1:
        return _(
            "Each says their first name, how they are, why they came."
            " Subjects on the paperboard, then the sticks: 3, 2, 1."
        )
    return _(
        "How each is, and what happened since. The previous client, if there is one, tells what was easy, what was"
        " difficult. Subjects on the paperboard, then the sticks: 3, 2, 1."
    )


def _steps(*, four_a: bool) -> list[tuple[str, str, str]]:
    conclusion = (
        _("Appreciated, expected, learned, will apply. Who comes next time?")
        if four_a
        else _("Learned, enjoyed, will apply. Who comes next time?")
    )
    return [
        (
            _("Presentation"),
            _("The client tells: who, what, where, when, how, why, how much. The others are silent and note."),
            _("The client has said what there was to say."),
        ),
        (
            _("Clarification"),
            _("Questions with no answer inside, no judgement. The client may choose not to answer."),
            _("Each has asked, or passed. It is clear to each."),
        ),
        (
            _("Contract"),
            _("Each reformulates. The client says whether it matches, then: my question, what I hope for."),
            _("All agree. If not, back to step 2."),
        ),
        (
            _("Reactions"),
            _("“What have you lived through that could help?” I did, I would. The client listens and writes."),
            _("Each has spoken, or passed. The client has finished writing."),
        ),
        (
            _("Synthesis and action plan"),
            _("First a few minutes of silence. At least three actions, short, medium, long: what one does, and when."),
            _("Three actions, each concrete and dated. We both noted the same."),
        ),
        (
            _("Conclusion"),
            conclusion,
            _("Each has spoken, or passed."),
        ),
    ]
