"""The words of each kind of letter, in the language that is on: whole sentences, and no name but that of who reads it.

Nothing that was said in a session, no subject, nobody else's name, not even the group's: a letter can be read on its
way.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from besace.post import times
from besace.post.facts import Facts
from besace.post.models import Kind


@dataclass(frozen=True, slots=True)
class Said:
    """The words around the facts. `words` are those a facilitator can put in her own way, a paragraph each."""

    subject: str
    heading: str
    words: tuple[str, ...]
    button: str
    before: str = ""
    """Stands before the time and the place."""
    other: str = ""
    """The words of the second link, where there is one."""
    aside: str = ""


def said(facts: Facts) -> Said:
    """Gives the words of a letter."""
    return WORDS[facts.kind](facts)


def _invitation(facts: Facts) -> Said:
    words: tuple[str, ...]
    if facts.facilitates:
        words = (_("Peers who share something meet around what they live, and someone facilitates. You are asked to."),)
    else:
        words = (
            _(
                "Peers who share something meet several times. Every time, one of them brings a subject, and the others"
                " help with what they have lived. Each has a turn."
            ),
            _(
                "Before you say yes, you read what we promise one another, and look at all the dates. It takes ten"
                " minutes."
            ),
        )
    until = times.day(facts.until, facts.today) if facts.until else ""
    return Said(
        subject=_("A seat is kept for you"),
        heading=_("A seat is kept for you"),
        words=words,
        button=_("Read, and answer") if facts.facilitates else _("Read, and take my seat"),
        aside=_("The seat is kept until %(day)s. If it is not for you, there is nothing to do.") % {"day": until},
    )


def _poll(facts: Facts) -> Said:
    until = times.day(facts.until, facts.today) if facts.until else ""
    return Said(
        subject=_("Which days suit you?"),
        heading=_("Which days suit you?"),
        words=(
            _(
                "All the dates are chosen together, from what each of you answers: yes, if need be, or no. It takes"
                " three minutes."
            ),
        ),
        button=_("Say which days suit me"),
        aside=_("You may answer until %(day)s, and change your mind until then.") % {"day": until},
    )


def _dates(facts: Facts) -> Said:
    count = len(facts.dates)
    return Said(
        subject=_("Dates to confirm"),
        heading=ngettext("%(n)d date to confirm", "%(n)d dates, all to confirm", count) % {"n": count},
        words=(_("Your seat is yours once you have said that you can come to all of them."),),
        button=_("Look at the dates, and answer"),
    )


def _announcement(facts: Facts) -> Said:
    when = facts.when
    return Said(
        subject=times.moment(when, facts.today) if when else "",
        heading=_("%(weekday)s, and a subject of yours") % {"weekday": times.weekday(when.day) if when else ""},
        before=_("We meet on"),
        words=(
            _(
                "Think of a subject you could bring: a problem, a project or a concern. One sentence is enough, and it"
                " may begin with “How”. If nothing comes, come as you are."
            ),
        ),
        button=_("Write my subject"),
        aside=_("Only you can read it until you bring it into the room. The calendar entry is attached."),
    )


def _reminder(facts: Facts) -> Said:
    when = facts.when
    today = when is not None and when.day <= facts.today
    hour = {"hour": times.hour(when.start) if when else ""}
    return Said(
        subject=_("Today, %(hour)s") % hour if today else _("Tomorrow, %(hour)s") % hour,
        heading=_("Today, your chair is there") if today else _("Tomorrow, your chair is there"),
        words=(_("If something keeps you away, say so now: the others will know in time."),),
        button=_("I am coming"),
        other=_("Something keeps me away"),
        aside=_("No reason is asked."),
    )


def _changed(facts: Facts) -> Said:
    return Said(
        subject=_("Changed: %(moment)s") % {"moment": times.moment(facts.when, facts.today) if facts.when else ""},
        heading=_("A session has changed"),
        before=_("It is now on"),
        words=(_("The calendar entry attached takes the place of the one you had."),),
        button=_("I am coming"),
        other=_("Something keeps me away"),
        aside=_("No reason is asked."),
    )


def _cancelled(facts: Facts) -> Said:
    return Said(
        subject=_("Cancelled: %(moment)s") % {"moment": times.moment(facts.when, facts.today) if facts.when else ""},
        heading=_("This session does not take place"),
        before=_("It was planned for"),
        words=(_("The calendar entry attached takes it out of your calendar."),),
        button=_("Look at the dates"),
    )


def _actions(facts: Facts) -> Said:
    return Said(
        subject=_("Your page, before the next session") if facts.when else _("Your page, today"),
        heading=_("Your page, before the next session") if facts.when else _("Your page, today"),
        before=_("The next session is on") if facts.when else "",
        words=(
            _("You wanted to be reminded of what you decided. It is on your page, and nobody else gets this letter."),
        ),
        button=_("Open my page"),
    )


def _thanks(_facts: Facts) -> Said:
    return Said(
        subject=_("Thank you for having been there"),
        heading=_("Thank you for having been there"),
        words=(_("Your own page of the session is ready: you alone can read it, add to it and delete it."),),
        button=_("Open my own page"),
    )


WORDS: dict[Kind, Callable[[Facts], Said]] = {
    Kind.INVITATION: _invitation,
    Kind.POLL: _poll,
    Kind.DATES: _dates,
    Kind.ANNOUNCEMENT: _announcement,
    Kind.REMINDER: _reminder,
    Kind.CHANGED: _changed,
    Kind.CANCELLED: _cancelled,
    Kind.ACTIONS: _actions,
    Kind.THANKS: _thanks,
}
