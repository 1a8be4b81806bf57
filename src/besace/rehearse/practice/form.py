"""What beginning a practice asks: a scenario, a part, a pace; each has a default."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from besace.rehearse.practice.opening import shipped
from besace.rehearse.scenario import Scenario

PARTS = (
    ("facilitator", _("Facilitator")),
    ("client", _("Client")),
    ("consultant", _("Consultant")),
)
PACES = (("calm", _("calm, with time to think")), ("brisk", _("brisk")))


class PracticeForm(forms.Form):
    """The scenarios of the reader's language come first; the others follow."""

    scenario = forms.ChoiceField(label=_("A table"), widget=forms.RadioSelect)
    part = forms.ChoiceField(label=_("Your part"), choices=PARTS, initial="facilitator", widget=forms.RadioSelect)
    pace = forms.ChoiceField(label=_("How fast?"), choices=PACES, initial="calm", widget=forms.RadioSelect)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stories = sorted(shipped().items(), key=lambda one: one[1].language != language)
        self._language = language
        field = self.fields["scenario"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # nosec B101 # as it stands above
        field.choices = [(name, one.title) for name, one in self._stories]
        field.initial = self._stories[0][0]

    def spoken_here(self) -> Sequence[tuple[str, Scenario]]:
        """The scenarios of the reader's language."""
        return [one for one in self._stories if one[1].language == self._language] or self._stories

    def others(self) -> Sequence[tuple[str, Scenario]]:
        """Those of the other languages."""
        here = self.spoken_here()
        return [one for one in self._stories if one not in here]
