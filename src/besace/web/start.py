"""Opening a room within a minute: what the first page asks, and the act `prepare` it becomes (B4)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from besace.languages import SOURCE, spoken
from besace.live import clock
from besace.live.seats import new_person
from besace.method.formats import DEFAULT_FORMAT, FORMATS, LONGEST_STAGE, OFFERED
from besace.method.variants import FOUR_A, RETURN_OF_EXPERIENCE, TURNED_AWAY
from besace.method.words import MOST_PARTICIPANTS, TIMED
from besace.papers.lengths import NAMES, VARIANTS, VARIANTS_SAY
from besace.web.forms import clean
from besace.web.names import stage_name

LONGEST_NAME = 40
OWN = "own"
LENGTHS = (*((name, NAMES[name]) for name in OFFERED), (OWN, _("My own minutes")))
PLACES = (("room", _("In one closed room")), ("remote", _("Over a video link")))


class Words(forms.CharField):
    """A field of words: what no sentence holds is taken out, and nothing else is touched."""

    default_error_messages: ClassVar = {
        "max_length": _("That is too long: %(show_value)d letters, and %(limit_value)d at most."),
    }

    def to_python(self, value: object) -> str:
        """Gives the words, trimmed."""
        return clean(str(value or ""))


def _area(rows: int, kind: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"class": f"textarea {kind}".strip(), "rows": rows, "autocomplete": "off"})


def _line(**attributes: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attributes})


def way(name: str) -> forms.BooleanField:
    """A variant, on or off, explained in one sentence."""
    return forms.BooleanField(label=VARIANTS[name], required=False, help_text=VARIANTS_SAY[name])


class StartForm(forms.Form):
    """Everything has a default: a name and one press of the button open a room."""

    facilitator = Words(label=_("Your first name"), max_length=LONGEST_NAME, widget=_line(autocomplete="given-name"))
    people = Words(
        label=_("Who is at the table?"),
        required=False,
        max_length=1_000,
        widget=_area(4, "textarea--names"),
        help_text=_(
            "First names are enough, one a line. Nine at most, you not counted. Or leave it: they say who they are."
        ),
    )
    format = forms.ChoiceField(
        label=_("How much time do you have?"),
        choices=LENGTHS,
        initial=DEFAULT_FORMAT,
        widget=forms.RadioSelect,
        help_text=_("All six steps, whatever the length."),
    )
    place = forms.ChoiceField(label=_("Where are you?"), choices=PLACES, initial="room", widget=forms.RadioSelect)
    link = forms.URLField(
        label=_("The link to your video call"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "input", "autocomplete": "off"}),
        help_text=_("Any service. Besace opens it beside; it carries no picture and no voice itself."),
    )
    language = forms.ChoiceField(label=_("Which language?"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    zone = Words(required=False, widget=forms.HiddenInput)
    title = Words(label=_("What is this group called?"), required=False, max_length=80, widget=_line())
    names_at_door = forms.BooleanField(
        label=_("Show these names to those who come by the code"),
        required=False,
        help_text=_("They pick theirs at the door. Otherwise each types a name."),
    )
    next_session = forms.BooleanField(label=_("Another session follows this one"), required=False)
    number = forms.IntegerField(
        label=_("Which session of the group is it?"),
        required=False,
        initial=1,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"class": "input"}),
    )
    previous_client = Words(
        label=_("Who was the client last time?"),
        required=False,
        max_length=LONGEST_NAME,
        widget=_line(),
        help_text=_("One of the names above. The session then begins with that plan."),
    )
    previous_actions = Words(
        label=_("The plan of last time, an action a line"), required=False, max_length=2_000, widget=_area(3)
    )

    rotating = forms.BooleanField(
        label=_("I am one of the group: I facilitate this time"), required=False, help_text=VARIANTS_SAY["rotating"]
    )
    turned_away = way(TURNED_AWAY)
    return_of_experience = way(RETURN_OF_EXPERIENCE)
    four_a = way(FOUR_A)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = spoken(get_language() or SOURCE)
        for stage in TIMED:
            self.fields[f"minutes_{stage}"] = forms.IntegerField(
                label=stage_name(stage),
                required=False,
                initial=FORMATS[DEFAULT_FORMAT][stage],
                min_value=1,
                max_value=LONGEST_STAGE,
                widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
            )

    def minute_fields(self) -> list[forms.BoundField]:
        """Gives the fields of one's own minutes, in order of stages."""
        return [self[f"minutes_{stage}"] for stage in TIMED]

    def ways(self) -> list[forms.BoundField]:
        """Gives the other ways of holding a session."""
        return [self[name] for name in ("rotating", TURNED_AWAY, RETURN_OF_EXPERIENCE, FOUR_A)]

    def lengths(self) -> tuple[str, ...]:
        """Gives the names of the lengths that are explained."""
        return OFFERED

    def more_errors(self) -> bool:
        """Says whether a field of the last fold must be shown, refused."""
        return any(self[name].errors for name in ("title", "number", "previous_client", "previous_actions"))

    def clean_people(self) -> list[str]:
        """Reads one name a line; at most nine, none twice, none longer than a name."""
        names = [name.strip() for name in str(self.cleaned_data["people"]).splitlines() if name.strip()]
        if len(names) > MOST_PARTICIPANTS:
            raise forms.ValidationError(_("Nine at most, so that each can speak."))
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("A name has forty letters at most."))
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("Two names are the same: add a letter to one."))
        return names

    def clean_zone(self) -> str:
        """Reads the time zone that the browser tells; else takes this machine's."""
        told = (self.cleaned_data["zone"], *settings.BESACE_ZONES)
        return next((name for name in told if clock.is_zone(name)), "UTC")

    def clean(self) -> dict[str, Any]:
        """Checks what depends on another field: whose plan it was."""
        found = self.cleaned_data
        who, names = found.get("previous_client", ""), found.get("people") or []
        if who and who.casefold() not in {name.casefold() for name in names}:
            self.add_error("previous_client", _("Write this name at the table too, so that the seat is known."))
        if found.get("previous_actions") and not who:
            self.add_error("previous_client", _("Whose plan was it?"))
        self._count_her_in(found, names)
        return found

    def _count_her_in(self, found: dict[str, Any], names: list[str]) -> None:
        """Who facilitates from among the group has a chair too."""
        her = found.get("facilitator", "")
        if not found.get("rotating") or not her or her.casefold() in {name.casefold() for name in names}:
            return
        if len(names) >= MOST_PARTICIPANTS:
            self.add_error("people", _("Nine at most, and you are one of them: take a name out."))
        else:
            found["people"] = [*names, her]


def setup_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """Turns what the form found into the fields of `prepare`."""
    people = [{"id": new_person(), "name": name} for name in found["people"]]
    her = found["facilitator"].casefold()
    return {
        "title": found["title"],
        "language": found["language"],
        "zone": found["zone"],
        "place": found["place"],
        "link": found["link"] if found["place"] == "remote" else "",
        "facilitator_name": found["facilitator"],
        "people": people,
        "number": found["number"] or 1,
        "next_session": found["next_session"],
        "names_at_door": found["names_at_door"],
        "previous": _previous(found, people),
        "minutes": _minutes(found),
        "rotating": next((one["id"] for one in people if one["name"].casefold() == her and found["rotating"]), ""),
        TURNED_AWAY: found[TURNED_AWAY] or None,
        RETURN_OF_EXPERIENCE: found[RETURN_OF_EXPERIENCE],
        FOUR_A: found[FOUR_A],
    }


def _minutes(found: Mapping[str, Any]) -> Any:
    if found["format"] != OWN:
        return found["format"]
    return {str(stage): found[f"minutes_{stage}"] or FORMATS[DEFAULT_FORMAT][stage] for stage in TIMED}


def _previous(found: Mapping[str, Any], people: list[dict[str, str]]) -> dict[str, Any] | None:
    who = found["previous_client"].casefold()
    actions = [line.strip() for line in found["previous_actions"].splitlines() if line.strip()]
    client = next((one["id"] for one in people if who and one["name"].casefold() == who), None)
    return {"client": client, "actions": actions} if client else None
