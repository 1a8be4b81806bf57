"""What is said of a group: the form in which it is founded, and changed (G1, G2, G7)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundWidget
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from besace.languages import SOURCE, spoken
from besace.live import clock
from besace.method.formats import DEFAULT_FORMAT, LONGEST_STAGE, OFFERED, length_of
from besace.method.variants import VARIANTS
from besace.method.words import MOST_PARTICIPANTS, TIMED
from besace.papers import lengths as said
from besace.people import lengths
from besace.people.models import Group
from besace.people.models.group import MOST_LINES
from besace.people.terms import own_lines
from besace.web.names import stage_name
from besace.web.start import LENGTHS, OWN, Words

FEWEST_PARTICIPANTS = 2
SHORTEST, LONGEST = 30, 480
"""The shortest and the longest session that can be asked for, in minutes."""
MOST_OWN_LINES, LONGEST_OWN_LINE = 12, 200
SAID = (
    *("name", "in_common", "kinds", "language", "place", "address", "directions", "link"),
    *("zone", "seats", "minutes", "own_terms", "variants"),
)
"""The fields of a group that this form asks for."""


def line(**attributes: Any) -> forms.TextInput:
    """A field of one line."""
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes})


def area(rows: int) -> forms.Textarea:
    """A field of some lines."""
    return forms.Textarea(attrs={"class": "textarea", "rows": rows, "autocomplete": "off"})


class GroupForm(forms.Form):
    """A group's name and what its members share are asked; everything else has a default."""

    name = Words(
        label=_("Its name"),
        max_length=80,
        widget=line(),
        error_messages={"required": _("Give the group a name: how its members speak of it.")},
    )
    in_common = Words(
        label=_("What do they have in common?"),
        max_length=400,
        widget=area(2),
        error_messages={"required": _("Say what they share, in a line: each will read it.")},
        help_text=_("Each reads this on joining, and says whether it is true of them."),
    )
    kinds = forms.ChoiceField(
        label=_("Kind of subjects"),
        choices=((Group.Kinds.WORK, _("from work")), (Group.Kinds.LIFE, _("from life")), (Group.Kinds.BOTH, _("both"))),
        initial=Group.Kinds.BOTH,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language of the group"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Each may still read the tool in another one."),
    )
    seats = forms.TypedChoiceField(
        label=_("How many peers round the table?"),
        choices=[(str(n), str(n)) for n in range(FEWEST_PARTICIPANTS, MOST_PARTICIPANTS + 1)],
        coerce=int,
        initial=str(MOST_PARTICIPANTS),
        widget=forms.RadioSelect,
        help_text=_("Nine at most: each must be able to speak within three hours. As many sessions as peers."),
    )
    length = forms.ChoiceField(
        label=_("How long is a session?"),
        choices=[(key, words) for key, words in LENGTHS if key in OFFERED] + [(OWN, _("Our own"))],
        initial=DEFAULT_FORMAT,
        widget=forms.RadioSelect,
        help_text=_("All six steps, whatever the length."),
    )
    minutes = forms.IntegerField(
        label=_("In minutes, all together"),
        required=False,
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("A whole number, from 30 to 480.")),
    )
    own_name = Words(
        label=_("What do you call it?"),
        required=False,
        max_length=40,
        widget=line(),
        help_text=_("For example: our Thursday. It stands on the console and on the running order."),
    )
    variants = forms.MultipleChoiceField(
        required=False,
        choices=[(name, said.VARIANTS[name]) for name in VARIANTS],
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.ChoiceField(
        label=_("Where do you meet?"),
        choices=((Group.Place.ROOM, _("In a closed room")), (Group.Place.REMOTE, _("Over a video link"))),
        initial=Group.Place.ROOM,
        widget=forms.RadioSelect,
    )
    address = Words(
        label=_("Address"),
        required=False,
        max_length=200,
        widget=line(),
        help_text=_("A room with a door, never an open space. Shown to the members only."),
    )
    directions = Words(
        label=_("How to come in"),
        required=False,
        max_length=300,
        widget=line(),
        help_text=_("The bell, the stairs, where to leave a bicycle."),
    )
    link = forms.URLField(
        label=_("The link to your video call"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("This is no web address: copy the whole link, which begins with https.")},
        widget=forms.URLInput(attrs={"class": "input", "autocomplete": "off"}),
        help_text=_("Any service. Besace opens it beside; it carries no picture and no voice itself."),
    )
    own_terms = Words(
        label=_("Lines of your own, one a line"),
        required=False,
        max_length=MOST_LINES,
        widget=area(3),
        help_text=_("They stand below the terms of exchange, which stay as they are. Each accepts them on joining."),
    )
    zone = Words(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = spoken(get_language() or SOURCE)
        for stage in TIMED:
            self.fields[f"minutes_{stage}"] = forms.IntegerField(
                label=stage_name(stage),
                required=False,
                min_value=1,
                max_value=LONGEST_STAGE,
                widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
            )

    def minute_fields(self) -> list[forms.BoundField]:
        """Gives the fields of the group's own minutes, in order of stages."""
        return [self[f"minutes_{stage}"] for stage in TIMED]

    def lengths(self) -> tuple[str, ...]:
        """Gives the names of the lengths that are explained."""
        return OFFERED

    def ways(self) -> list[tuple[str, BoundWidget]]:
        """Gives the variants, each with its sentence."""
        return list(zip(VARIANTS, self["variants"], strict=True))

    def clean_own_terms(self) -> str:
        """Reads one line each: not too many to be read, and none too long to be said."""
        lines = own_lines(Group(own_terms=self.cleaned_data["own_terms"]))
        if len(lines) > MOST_OWN_LINES or any(len(one) > LONGEST_OWN_LINE for one in lines):
            raise forms.ValidationError(_("Twelve lines at most, of two hundred letters each."))
        return "\n".join(lines)

    def clean_link(self) -> str:
        """Takes the link of a page, and no other kind."""
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Copy the whole link, from https:// on."))
        return link

    def clean_zone(self) -> str:
        """Reads the time zone that the browser tells; else takes this machine's."""
        told = (self.cleaned_data["zone"], *settings.BESACE_ZONES)
        return next((name for name in told if clock.is_zone(name)), "UTC")

    def clean(self) -> dict[str, Any]:
        """Reads the length: one of those offered, so many minutes, or minutes step by step (G7)."""
        found = self.cleaned_data
        if found.get("length") in OFFERED:
            found["minutes"] = length_of(found["length"])
        else:
            self._clean_own(found)
        return found

    def _clean_own(self, found: dict[str, Any]) -> None:
        given = [found.get(f"minutes_{stage}") for stage in TIMED]
        if all(given):
            found["minutes"] = sum(map(int, filter(None, given)))
            if not SHORTEST <= found["minutes"] <= LONGEST:
                self.add_error(
                    "minutes",
                    _("The steps come to %(sum)s minutes: 30 to 480 all together.") % {"sum": found["minutes"]},
                )
        elif any(given):
            self.add_error("minutes", _("Give the minutes of every step, or of none."))
        elif not found.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Write how many minutes."))

    def told(self) -> Mapping[str, Any]:
        """Gives what was said, as the fields of a group."""
        found = self.cleaned_data
        told = {name: found[name] for name in SAID if name in self.fields}
        if found["length"] != OWN:
            return told | {"format": found["length"], "own": None}
        given = {str(stage): found.get(f"minutes_{stage}") for stage in TIMED}
        split = given if all(given.values()) else lengths.split(found["minutes"]).told["minutes"]
        if isinstance(split, str):
            split = {str(stage): n for stage, n in lengths.known(split).minutes.items()}
        return told | {"format": lengths.OWN, "own": (found["own_name"], split)}


class ChangeForm(GroupForm):
    """The same of a group that is there: its time zone can be read, and changed by hand."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    zone = Words(
        label=_("Time zone"),
        max_length=64,
        widget=line(spellcheck="false"),
        help_text=_("For example Europe/Paris. Dates laid before a change keep the hours of their place."),
    )

    def clean_zone(self) -> str:
        """Takes the name of a time zone, and nothing else."""
        zone = str(self.cleaned_data["zone"])
        if not clock.is_zone(zone):
            raise forms.ValidationError(_("This is not the name of a time zone. For example Europe/Paris."))
        return zone


def said_of(group: Group) -> dict[str, Any]:
    """Gives what stands of a group, as the form shows it."""
    stands = {name: getattr(group, name) for name in SAID}
    length = lengths.of(group)
    split = {} if length.format else {f"minutes_{stage}": length.minutes[stage] for stage in TIMED}
    own = {"own_name": length.name, **split} if group.format == lengths.OWN else {}
    return stands | {"length": length.format or OWN, "edition": group.edition, **own}
