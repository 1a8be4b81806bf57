"""What the pages of an account ask: an address, a name, a time zone, and how one likes it."""

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from besace.live import clock
from besace.people.models import Person
from besace.web.forms import clean
from besace.web.start import LONGEST_NAME, Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PAPERS = (
    (Person.Paper.DEVICE, _("as my device")),
    (Person.Paper.DAY, _("day")),
    (Person.Paper.EVENING, _("evening")),
)


LETTERS = ("wants_announcements", "wants_reminders", "wants_actions", "coached", "sounded", "buzzed")


def _yes(label: "_StrPromise", why: "_StrPromise | str" = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=why, required=False)


@cache
def zones() -> tuple[str, ...]:
    """The names of time zones one chooses from (IANA): those of places, and UTC."""
    return (*sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")), "UTC")


class AddressForm(forms.Form):
    """Where to send the code."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Write the address to which the code goes."),
            "invalid": _("This does not look like an e-mail address: something like name@example.org."),
        },
    )

    def clean_email(self) -> str:
        """Reads the address as accounts keep it."""
        return str(self.cleaned_data["email"]).casefold()


class AboutForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes none when it runs
    """What a new account says of its person."""

    name = Words(
        label=_("How you wish to be named"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "given-name"}),
        error_messages={"required": _("A first name is enough: how the others call you.")},
    )
    zone = Words(
        label=_("Time zone"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"class": "input", "list": "zones", "autocomplete": "off", "spellcheck": "false", "data-zone": ""}
        ),
        error_messages={"required": _("Choose the place whose clocks you live by.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    class Meta:
        model = Person
        fields: tuple[str, ...] = ("name", "zone", "language")

    def clean_zone(self) -> str:
        """Reads the name of a time zone, with a space where one stands for a line below."""
        name = str(self.cleaned_data["zone"]).replace(" ", "_")
        if not clock.is_zone(name):
            raise forms.ValidationError(_("No time zone has this name. Type the town, and choose from the list."))
        return name


class WaysForm(AboutForm):
    """All of it: also paper, letters, advice, the sound and the buzz."""

    paper = forms.ChoiceField(label=_("The paper"), choices=PAPERS, widget=forms.RadioSelect)

    wants_announcements = _yes(_("A week before a session"), _("time, place, and a call for subjects"))
    wants_reminders = _yes(_("The day before"))
    wants_actions = _yes(_("My actions, when I have been the client"), _("a link, and not a word of them"))
    coached = _yes(_("Advice on wording while I type"))
    sounded = _yes(_("A soft sound at the end of a step"), _("on your own screen, once you have touched its page"))
    buzzed = _yes(_("A soft buzz at the end of a step"), _("in your hand only, where the phone can"))

    class Meta(AboutForm.Meta):
        fields = (*AboutForm.Meta.fields, "paper", *LETTERS)

    def letters(self) -> list[forms.BoundField]:
        """Gives the fields that are yes or no."""
        return [self[name] for name in LETTERS]


class KeyNameForm(forms.Form):
    """How one calls a passkey."""

    name = forms.CharField(max_length=60, required=False)

    def clean_name(self) -> str:
        """Reads it as words."""
        return clean(self.cleaned_data["name"])
