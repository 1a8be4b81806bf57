"""Fields for one's own words, and what the pages of one's own share."""

from typing import Any

from django import forms
from django.http import Http404

from besace.method.words import LONGEST_TEXT
from besace.people.models import Meeting, Plan
from besace.web.start import Words
from besace.web.who import Belonging


def area(rows: int = 2, **attributes: Any) -> forms.Textarea:
    """A field to write in, in the hand of what is private."""
    told = {"class": "textarea textarea--own", "rows": rows, "autocomplete": "off", **attributes}
    return forms.Textarea(attrs=told)


def own_words(label: Any, rows: int = 2, longest: int = LONGEST_TEXT) -> Words:
    """A field for private words; it may stay empty."""
    return Words(label=label, required=False, max_length=longest, widget=area(rows))


def tick(label: Any, help_text: Any = "", error: Any = None) -> forms.BooleanField:
    """A box to tick; with `error`, it must be."""
    errors = {"required": error} if error else {}
    return forms.BooleanField(label=label, required=error is not None, help_text=help_text, error_messages=errors)


def meeting_or_404(who: Belonging, number: int, cycle: str | None) -> Meeting:
    """Finds a session of her group by its number, in the cycle named or else the newest that has it.

    Raises:
        Http404: there is none.
    """
    found = Meeting.objects.select_related("cycle", "room").filter(cycle__group=who.group, number=number)
    if cycle is not None:
        found = found.filter(cycle__number=cycle if cycle.isdecimal() else -1)
    meeting = found.order_by("-cycle__number").first()
    if meeting is None:
        raise Http404
    return meeting


def latest_plan(who: Belonging) -> Plan | None:
    """Gives her newest plan in this group."""
    plans = Plan.objects.select_related("meeting__cycle", "member__group").filter(member=who.member)
    return plans.order_by("-meeting__cycle__number", "-meeting__number").first()
