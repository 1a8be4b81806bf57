"""The letter that carries a code; where there is no mail server, a line in the terminal where Besace runs."""

from contextlib import suppress
from smtplib import SMTPException

import click
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _


class NotDelivered(Exception):  # noqa: N818 - what happened, in one word
    """The mail server did not take the letter."""


def deliver(email: str, code: str, language: str | None, *, moving: bool = False) -> None:
    """Brings a code to an address, in a language, else in that of the page; `moving`: to make the address someone's.

    Raises:
        NotDelivered: there is a mail server, and it does not take the letter.
    """
    with override(language or get_language()):
        if not settings.BESACE_SMTP:
            click.echo(_("Code to sign in as %(email)s: %(code)s") % {"email": email, "code": code})
            return
        _send(email, _("To sign in to Besace"), "code", {"code": code, "moving": moving})


def tell_of_move(email: str, language: str) -> None:
    """Tells the address that was hers that it is no longer; where that letter cannot leave, nothing is held up."""
    if settings.BESACE_SMTP:
        with override(language), suppress(NotDelivered):
            _send(email, _("Your address at Besace"), "moved", {})


def _send(email: str, subject: str, name: str, told: dict[str, object]) -> None:
    context = {**told, "language": get_language()}
    letter = EmailMultiAlternatives(
        subject,
        render_to_string(f"mail/{name}.txt", context),
        to=[email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string(f"mail/{name}.html", context), "text/html")
    try:
        letter.send()
    except (OSError, SMTPException) as failure:
        raise NotDelivered from failure
