"""Editing a letter before it leaves: its hour, and the words that are the facilitator's own."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from besace.live import clock
from besace.method.words import Seconds
from besace.people.models import Invitation
from besace.web.start import Words
from besace.web.tongues import named

MOST_WORDS = 1_200
SHORTEST_NAME = 3


class LetterForm(forms.Form):
    """The words by language, and when it leaves (for those that leave by themselves)."""

    day = forms.DateField(
        label=_("Leaves on"), required=False, widget=forms.DateInput({"class": "input", "type": "date"}, "%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("At what time"),
        required=False,
        input_formats=["%H:%M"],
        widget=forms.TimeInput({"class": "input", "type": "time"}, "%H:%M"),
    )

    def __init__(
        self,
        *args: Any,
        languages: Sequence[str],
        names: Iterable[str],
        span: tuple[Seconds, Seconds] | None,
        zone: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names, self.span, self.zone = list(names), span, zone
        for language in languages:
            area = forms.Textarea({"class": "textarea", "rows": 5, "lang": language})
            self.fields[f"words_{language}"] = Words(
                label=_("The words of this letter, in %(language)s") % {"language": named(language)},
                required=False,
                max_length=MOST_WORDS,
                widget=area,
                help_text=_("A letter can be read by others. Keep names and subjects out of it."),
            )
        if span is None:
            del self.fields["day"], self.fields["hour"]

    def word_fields(self) -> list[forms.BoundField]:
        """Gives the fields of words."""
        return [self[name] for name in self.fields if name.startswith("words_")]

    def words(self) -> dict[str, str]:
        """Gives the words found, by language."""
        return {
            name.removeprefix("words_"): text for name, text in self.cleaned_data.items() if name.startswith("words_")
        }

    def due(self) -> Seconds | None:
        """Gives when it leaves, where that was asked."""
        found = self.cleaned_data
        if not found.get("day"):
            return None
        return int(datetime.combine(found["day"], found["hour"], ZoneInfo(self.zone)).timestamp())

    def clean(self) -> dict[str, Any]:
        """Checks that nobody is named, and that it leaves in time."""
        for field in self.word_fields():
            named = named_in(str(self.cleaned_data.get(field.name, "")), self.names)
            if named:
                said = _("“%(name)s” is the name of someone in the group: a letter can be read on the way.") % {
                    "name": named
                }
                self.add_error(field.name, said)
        self._in_time()
        return self.cleaned_data

    def _in_time(self) -> None:
        found = self.cleaned_data
        if self.span is None or self.errors:
            return
        if bool(found.get("day")) != bool(found.get("hour")):
            self.add_error("day", _("Give the day and the hour, or neither."))
            return
        due, (first, last) = self.due(), self.span
        if due is not None and due < max(first, clock.now()):
            self.add_error("day", _("That is past: it would leave at once. Choose a later day or hour."))
        elif due is not None and due >= last:
            self.add_error("day", _("That is too late: nobody would read it in time."))


def named_in(text: str, names: Iterable[str]) -> str:
    """Gives a name that stands in a text as a word of its own, with its capitals; empty where none does."""
    long = (name for name in names if len(name) >= SHORTEST_NAME)
    return next((name for name in long if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)), "")


def address_error(invitation: Invitation, address: str) -> str:
    """Says why an address cannot be that of an invitation; empty where it can."""
    try:
        validate_email(address)
    except forms.ValidationError:
        return str(_("This is no mail address: look at it letter by letter."))
    same = Invitation.objects.filter(group=invitation.group_id, email__iexact=address).exclude(pk=invitation.pk)
    return str(_("Someone else is invited at this address.")) if same.exists() else ""
