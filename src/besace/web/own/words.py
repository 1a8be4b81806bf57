"""Fields for one's own words, and what the pages of one's own share."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from besace.method.words import LONGEST_TEXT
from besace.people.models import Meeting, Plan
from besace.web.forms import number_of
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


class Fresh(forms.Form):
    """A form over words that are kept: it notices that they were changed meanwhile, on another device.

    Nothing is then replaced unseen: what she wrote stays in its fields, what stands there now is said beside them, and
    sending it once more replaces it.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, Any]) -> None:
        self.now = sha256(json.dumps(dict(initial), sort_keys=True).encode()).hexdigest()[:16]
        super().__init__(data, initial={**initial, "seen": self.now})

    def clean(self) -> dict[str, Any]:
        """Compares what the form was filled with to what is kept now."""
        found = super().clean() or self.cleaned_data
        if found.pop("seen", "") in {"", self.now}:
            return found
        self.data = {**self.data.dict(), "seen": self.now} if isinstance(self.data, QueryDict) else self.data
        self.add_error(None, _("This was changed meanwhile, perhaps on another device. Send it again to replace that."))
        for name, words in self.initial.items():
            if name != "seen" and isinstance(words, str) and words not in {"", found.get(name)}:
                self.add_error(name, _("It now reads: %(words)s") % {"words": words})
        return found


def meeting_or_404(who: Belonging, number: int, cycle: str | None) -> Meeting:
    """Finds a session of her group by its number, in the cycle named or else the newest that has it.

    Raises:
        Http404: there is none.
    """
    found = Meeting.objects.select_related("cycle", "room").filter(cycle__group=who.group, number=number)
    if cycle is not None:
        found = found.filter(cycle__number=number_of(cycle))
    meeting = found.order_by("-cycle__number").first()
    if meeting is None:
        raise Http404
    return meeting


def latest_plan(who: Belonging) -> Plan | None:
    """Gives her newest plan in this group."""
    plans = Plan.objects.select_related("meeting__cycle", "member__group").filter(member=who.member)
    return plans.order_by("-meeting__cycle__number", "-meeting__number").first()
