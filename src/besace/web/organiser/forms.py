"""What an organiser writes: the name of a programme, the address of a person, a group and who facilitates it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from besace.languages import SOURCE, spoken
from besace.method.words import MOST_PARTICIPANTS
from besace.people.models import Person
from besace.people.programmes import named
from besace.web.start import Words


def _line(**attributes: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes})


class ProgrammeForm(forms.Form):
    """What a programme is called, and what it is about."""

    name = Words(
        label=gettext_lazy("Its name"),
        max_length=80,
        widget=_line(),
        error_messages={"required": gettext_lazy("A programme needs a name.")},
    )
    about = Words(
        label=gettext_lazy("What is it about?"),
        required=False,
        max_length=200,
        widget=_line(),
        help_text=gettext_lazy("For you and those who organise it with you: where, for whom, from when to when."),
    )


class AddressForm(forms.Form):
    """The address of somebody who is to facilitate or to organise."""

    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write the address with which they come in."),
            "invalid": gettext_lazy("This is no e-mail address: something like fay@example.org."),
        },
    )


class GroupForm(forms.Form):
    """A new group: what the organiser says of it; all the rest is for its facilitator to settle with the group."""

    name = Words(
        label=gettext_lazy("Its name"),
        max_length=80,
        widget=_line(),
        error_messages={"required": gettext_lazy("A group needs a name.")},
    )
    in_common = Words(
        label=gettext_lazy("What do they have in common?"),
        max_length=400,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 2, "autocomplete": "off"}),
        help_text=gettext_lazy("Each reads this on joining and says whether it is true of them."),
        error_messages={"required": gettext_lazy("Say what they share: it is what makes them peers.")},
    )
    facilitator = forms.ChoiceField(
        label=gettext_lazy("Who facilitates it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("A group needs somebody who facilitates it."),
            "invalid_choice": gettext_lazy("This person does not facilitate in this programme any more."),
        },
    )
    seats = forms.IntegerField(
        label=gettext_lazy("How many participants?"),
        min_value=1,
        max_value=MOST_PARTICIPANTS,
        initial=MOST_PARTICIPANTS,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        help_text=gettext_lazy("Nine at most: each must be able to speak within three hours."),
        error_messages={"max_value": gettext_lazy("Nine at most, so that each can speak.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Which language?"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, facilitators: Sequence[Person]) -> None:
        super().__init__(data)
        choices = [(one.id, named(one)) for one in facilitators]
        field = self.fields["facilitator"]
        field.choices = choices  # type: ignore[attr-defined]
        field.initial = choices[0][0] if len(choices) == 1 else None
        self.fields["language"].initial = spoken(get_language() or SOURCE)
