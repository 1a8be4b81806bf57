"""What someone without an account is asked on taking a seat: a name; by the link for all, an address if she likes."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from besace.live import clock
from besace.web.groups.form import line
from besace.web.start import LONGEST_NAME, Words


class NewcomerForm(forms.Form):
    """`asks`: whether an address is asked; it may be left."""

    name = Words(
        label=_("Your first name"),
        max_length=LONGEST_NAME,
        widget=line(autocomplete="given-name"),
        error_messages={"required": _("A first name is enough: how the others call you.")},
        help_text=_("As the others call you."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
        error_messages={
            "invalid": _("This does not look like an e-mail address: something like name@example.org."),
        },
        help_text=_("You may leave it. With it you can come back from another device."),
    )
    zone = Words(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["email"]

    def clean_name(self) -> str:
        """Reads a name on one line."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_zone(self) -> str:
        """Reads the time zone that the browser tells; else takes this machine's."""
        told = (self.cleaned_data["zone"], *settings.BESACE_ZONES)
        return next((name for name in told if clock.is_zone(name)), "UTC")
