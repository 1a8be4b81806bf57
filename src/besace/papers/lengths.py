"""What each length is for, what a short one gives up, and what each variant is: the words for `method/data` (G7)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from besace.method.formats import FORMATS, KNOWN, Format, total

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Said = str | _StrPromise
else:
    type Said = str

NAMES: Mapping[str, Said] = {
    "180": gettext_lazy("3 h"),
    "150": gettext_lazy("2 h 30"),
    "120": gettext_lazy("2 h"),
    "90": gettext_lazy("1 h 30"),
    "45": gettext_lazy("45 min"),
    "half-day": gettext_lazy("Half a day, two clients"),
    "half-day-second": gettext_lazy("The second of a half-day"),
}
"""How each is named."""

FOR: Mapping[str, Said] = {
    "180": gettext_lazy("The whole method, at its own pace."),
    "150": gettext_lazy("The whole method, a little tighter: for a late afternoon, or a smaller group."),
    "120": gettext_lazy("For a group that knows the method well."),
    "90": gettext_lazy("For peers who know each other, and come with their subjects worded."),
    "45": gettext_lazy("For one pressing subject, or a first taste of the method."),
    "half-day": gettext_lazy("For two clients in one morning or afternoon: 3 h 30, with a break of 20 minutes."),
    "half-day-second": gettext_lazy("For the second client, after the break."),
}
"""What each is for."""

GIVEN_UP: Mapping[str, Said] = {
    "tighter-rounds": gettext_lazy("Each round is a few minutes shorter."),
    "two-questions": gettext_lazy("About two questions and one or two experiences each."),
    "one-question": gettext_lazy("One question and one experience each."),
    "one-vote-more": gettext_lazy("After a tie one vote more, and no third."),
    "no-second-vote": gettext_lazy("No second vote: of two equal subjects, the more urgent one."),
    "ready-subjects": gettext_lazy("Subjects are brought worded, and the last plan is told in a minute."),
    "short-silence": gettext_lazy("Two minutes of silence before the plan, no more."),
    "no-silence": gettext_lazy("No silence before the plan: what comes to mind first."),
    "shallower": gettext_lazy("Faster is shallower: the subject is seen from fewer sides."),
    "eighty-minutes": gettext_lazy("Each client has 80 minutes for the six steps, in place of 150."),
    "less-fresh": gettext_lazy("For the second client the group is less fresh."),
    "no-second-hello": gettext_lazy("No second round of hello: the subjects left over, the vote, the consent."),
}
"""What is given up, by the words of the data."""

VARIANTS: Mapping[str, Said] = {
    "rotating": gettext_lazy("One of the group facilitates"),
    "turned_away": gettext_lazy("The client turns away in step 4"),
    "return_of_experience": gettext_lazy("The last plan as a step of its own"),
    "four_a": gettext_lazy("Four questions to conclude, in place of three"),
}
"""How each variant is named."""

VARIANTS_SAY: Mapping[str, Said] = {
    "rotating": gettext_lazy(
        "They keep the time and their chair, ask and react like the others, but cannot be the client this time."
    ),
    "turned_away": gettext_lazy(
        "The client turns the chair, or switches the camera off: one listens better when one need not nod."
    ),
    "return_of_experience": gettext_lazy(
        "A third of the reception, to tell what was easy, what was difficult and what it taught. Never a score."
    ),
    "four_a": gettext_lazy("What one appreciated, what one expected and found, what one learned, what one will apply."),
}
"""What each is, in a sentence."""


def name_of(name: str) -> str:
    """Names a format."""
    return str(NAMES.get(name, name))


def purpose(name: str) -> str:
    """Says what a format is for, and for how many."""
    return " ".join(filter(None, (str(FOR.get(name, "")), _peers(KNOWN[name]))))


def given_up(name: str) -> str:
    """Says what a format gives up; nothing for the usual one."""
    return " ".join(str(GIVEN_UP[one]) for one in KNOWN[name].gives_up) if name in KNOWN else ""


def goes_on(name: str) -> str:
    """Says what follows a format at once; nothing where nothing does."""
    here = KNOWN.get(name)
    if here is None or not here.second:
        return ""
    told = {"pause": here.break_before, "minutes": total(FORMATS[here.second])}
    return _("Then a break of %(pause)s minutes, and the second client: %(minutes)s minutes.") % told


def _peers(one: Format) -> str:
    sentence = ngettext("For %(count)s peer at most.", "For up to %(count)s peers.", one.peers)
    return sentence % {"count": one.peers}
