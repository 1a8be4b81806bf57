"""What is wrong with dates and turns, in sentences one can act on (`besace.cycles.mistake`)."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from besace.cycles.mistake import Mistake, Why
from besace.web.cycle import words

type Said = str | Promise

SENTENCES: Mapping[Why, Said] = {
    Why.UNKNOWN_ZONE: _("There is no time zone of this name. Choose one from the list."),
    Why.LENGTH: _("A session lasts from one minute to a day. Give another length."),
    Why.OUT_OF_REACH: _("That year is out of reach. Choose a nearer date."),
    Why.PAST: _("%(found)s is over. Choose a day to come."),
    Why.SAME_DAY: _("Two sessions stand on %(found)s. Move one of them."),
    Why.BACKWARDS: _("The last day stands before the first. Turn them round."),
    Why.NO_SUCH_RULE: _("There is no such day in a month. Choose another one."),
    Why.NEVER: _("Only %(found)s of %(wanted)s dates can be laid: too much is left out. Leave out less."),
    Why.NOT_AS_MANY: _(
        "There are %(found)s dates and %(wanted)s participants. A cycle has as many sessions as participants."
    ),
    Why.NOT_HALF_AS_MANY: _(
        "There are %(found)s dates, and %(wanted)s are needed: two are client on each, and each is client once."
    ),
    Why.NONE: _("Nothing is chosen yet. Choose at least one."),
    Why.TOO_MANY: _("These are %(found)s, and %(wanted)s is the most."),
    Why.TOO_FEW: _(
        "Only %(found)s slots stand far enough apart, and %(wanted)s are to be chosen. Ask about more days."
    ),
    Why.TWICE: _("The same one stands there twice. Take one out."),
    Why.TWO_ZONES: _("All slots of a poll are said in one time zone."),
    Why.NOBODY_ANSWERED: _("Nobody has answered yet. The dates can be chosen once one person has."),
    Why.NOT_IN_THE_POLL: _("This slot is not in the poll any more. The page shows those that are."),
    Why.NOT_A_PARTICIPANT: _("This person takes no part in this cycle."),
    Why.ALREADY_IN: _("This person takes part in this cycle already."),
    Why.NO_SUCH_SESSION: _("This session is over, cancelled or not needed any more. The page shows those to come."),
    Why.ALREADY_CLIENT: _("This person has been the client in this cycle already."),
    Why.NOT_A_RESERVE: _("This person has not agreed to be the client at short notice."),
}

FIELDS: Mapping[tuple[str, Why], Said] = {
    ("participants", Why.TOO_MANY): _("Nine at most, so that everyone can speak within three hours."),
    ("participants", Why.NONE): _("Nobody has a seat yet. Invite the participants first."),
    ("dates", Why.NONE): _("There is no date yet. Lay the dates first."),
    ("when", Why.NO_SUCH_RULE): _("Give a day, and an hour such as 18:00."),
    ("when", Why.NONE): _("Choose a day first."),
    ("when", Why.SAME_DAY): _("Another session stands on %(found)s. Choose another day."),
}
"""By the field and what was wrong with it."""


def sentence(mistake: Mistake) -> str:
    """Says a mistake in the reader's language."""
    said = FIELDS.get((mistake.field, mistake.why)) or SENTENCES[mistake.why]
    return words.capital(str(said) % {"found": _fact(mistake.found), "wanted": _fact(mistake.wanted)})


def _fact(fact: object) -> str:
    return words.day(fact) if isinstance(fact, date) else str(fact)
