"""The one page that takes what the sheets of a session say: who came, whose subject, the plan, how it was (S5.2)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from besace.method.parts import Action
from besace.method.words import LONGEST_TEXT, TERMS, Condition
from besace.people.models import Member
from besace.people.paper import PaperSession, open_conditions
from besace.web.cycle.matrix import names_of
from besace.web.start import Words
from besace.web.templatetags.desk import KINDS

ROWS = 8
SHOWN = 3
ANSWERS = (("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")), ("", gettext_lazy("not said")))
SAID = {"yes": True, "no": False}
REASONS: Mapping[str, str | Promise] = {
    "time": gettext_lazy("Time ran out"),
    "client": gettext_lazy("The client wanted no more"),
    "sheet": gettext_lazy("The sheet says no more than that"),
}
COUNTED: Mapping[str, str | Promise] = {
    "learned": gettext_lazy("Learned something"),
    "enjoyed": gettext_lazy("Enjoyed something"),
    "apply": gettext_lazy("Will apply something"),
}
LACKS: Mapping[Condition, str | Promise] = {
    Condition.THREE_ACTIONS: gettext_lazy("A plan usually has three actions at least."),
    Condition.ACTIONS_OPERATIONAL: gettext_lazy("One action reads like a wish: what will be done?"),
    Condition.ACTIONS_DATED: gettext_lazy("One action has no time that can be told: by when?"),
}


def _line(placeholder: str = "") -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", "placeholder": placeholder})


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "textarea", "rows": rows, "autocomplete": "off"})


def _number(label: str, most: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, widget=widget)


class PaperForm(forms.Form):
    """Everything but who came and whose subject it was may stay empty: what was not written is not asked for."""

    again = forms.BooleanField(label=gettext_lazy("Yes, this person was the client once more"), required=False)
    question = Words(label=gettext_lazy("The question asked"), required=False, max_length=LONGEST_TEXT, widget=_area(2))
    expectation = Words(
        label=gettext_lazy("What the client hoped for"), required=False, max_length=LONGEST_TEXT, widget=_area(2)
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why is it so?"), required=False, choices=REASONS.items(), widget=forms.RadioSelect
    )

    def __init__(self, data: Any, members: Sequence[Member], been: frozenset[str], *, language: str, day: date) -> None:
        super().__init__(data)
        self.members, self.been, self.language, self.day = members, been, language, day
        named = list(names_of(members).items())
        self.fields["came"] = forms.MultipleChoiceField(
            label=_("Who was there?"),
            choices=named,
            initial=[one for one, _name in named],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Who was there? Tick at least the client.")},
        )
        self.fields["client"] = forms.ChoiceField(
            label=_("Whose subject was it?"),
            choices=[(one, self._told(one, name)) for one, name in named],
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose whose subject it was.")),
        )
        for n in range(1, ROWS + 1):
            self._add_row(n)
        for one, name in named:
            self.fields[f"next_{one}"] = forms.ChoiceField(
                label=name, required=False, choices=ANSWERS, initial="", widget=forms.RadioSelect
            )
        for question, asked in COUNTED.items():
            self.fields[question] = _number(str(asked), len(members))

    @property
    def rows(self) -> list[Sequence[forms.BoundField]]:
        """The rows of the plan that stand open."""
        return [self._row(n) for n in range(1, SHOWN + 1)]

    @property
    def more_rows(self) -> list[Sequence[forms.BoundField]]:
        """The rows of the plan that are folded away."""
        return [self._row(n) for n in range(SHOWN + 1, ROWS + 1)]

    @property
    def more_open(self) -> bool:
        """Whether something stands in the folded rows, or is refused there."""
        return any(field.value() or field.errors for text, when, _term in self.more_rows for field in (text, when))

    @property
    def counted(self) -> list[forms.BoundField]:
        """How many said what at the conclusion."""
        return [self[name] for name in COUNTED]

    @property
    def next_answers(self) -> list[forms.BoundField]:
        """What each said of the next date."""
        return [self[f"next_{one.id}"] for one in self.members]

    @property
    def asks_again(self) -> bool:
        """Whether the one chosen has been client before, so that it must be said that it was so (R7)."""
        return self.is_bound and self["client"].value() in self.been

    @property
    def lacks(self) -> list[str | Promise]:
        """What the plan lacks, once it was sent: a warning, not a lock (S5)."""
        return [LACKS[one] for one in self.left_open] if self.is_bound else []

    @property
    def left_open(self) -> tuple[Condition, ...]:
        """The conditions of the plan that do not hold."""
        return open_conditions(self._actions(), self.language, self.day)

    def clean(self) -> dict[str, Any]:
        """Checks what depends on another field: the client was there, has not been client unnoticed, counts fit."""
        found = super().clean() or {}
        came, client = found.get("came") or [], found.get("client")
        if client and came and client not in came:
            self.add_error("came", _("The client was there: tick this name too."))
        if client in self.been and not found.get("again"):
            self.add_error("client", _("This person has been the client in this cycle already. Was it so?"))
        for name in COUNTED:
            if came and (found.get(name) or 0) > len(came):
                self.add_error(name, _("That is more than were there."))
        if self.left_open and not found.get("why"):
            self.add_error("why", _("Say why, and it is kept as it stands; or complete the plan above."))
        return found

    def entered(self) -> PaperSession:
        """Gives what was entered, once the form is valid."""
        found = self.cleaned_data
        came = frozenset(found["came"])
        said = {one.id: SAID.get(found[f"next_{one.id}"]) for one in self.members}
        return PaperSession(
            came,
            found["client"],
            found["question"],
            found["expectation"],
            self._actions(),
            {name: found[name] for name in COUNTED if found[name] is not None},
            {member: can for member, can in said.items() if can is not None},
            found["why"] if self.left_open else "",
        )

    def _add_row(self, n: int) -> None:
        terms = [("", _("not said")), *((term, KINDS[term]) for term in TERMS)]
        self.fields[f"text_{n}"] = Words(
            label=_("Action %(n)s") % {"n": n}, required=False, max_length=LONGEST_TEXT, widget=_area(1)
        )
        self.fields[f"when_{n}"] = Words(
            label=_("By when?"), required=False, max_length=200, widget=_line(_("next Tuesday"))
        )
        self.fields[f"term_{n}"] = forms.ChoiceField(
            label=_("Term"), required=False, choices=terms, widget=forms.Select(attrs={"class": "select"})
        )

    def _row(self, n: int) -> Sequence[forms.BoundField]:
        return self[f"text_{n}"], self[f"when_{n}"], self[f"term_{n}"]

    def _actions(self) -> tuple[Action, ...]:
        found = getattr(self, "cleaned_data", {})
        return tuple(self._written(found))

    def _written(self, found: Mapping[str, Any]) -> Iterator[Action]:
        for n in range(1, ROWS + 1):
            if text := found.get(f"text_{n}"):
                yield Action(f"action-{n}", text, found.get(f"when_{n}", ""), found.get(f"term_{n}", ""))

    def _told(self, member: str, name: str) -> str:
        return _("%(name)s (has been the client)") % {"name": name} if member in self.been else name
