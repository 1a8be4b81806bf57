"""The letter that carries a code; where there is no mail server, a line in the terminal where Besace runs."""

from smtplib import SMTPException

import click
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _


class NotDelivered(Exception):  # noqa: N818 - what happened, in one word
    """The mail server did not take the letter."""


def deliver(email: str, code: str, language: str | None) -> None:
    """Brings a code to an address, in a language, else in that of the page.

    Raises:
        NotDelivered: there is a mail server, and it does not take the letter.
    """
    with override(language or get_language()):
        if not settings.BESACE_SMTP:
            click.echo(_("Code to sign in as %(email)s: %(code)s") % {"email": email, "code": code})
            return
        _send(email, code)


def _send(email: str, code: str) -> None:
    context = {"code": code, "language": get_language()}
    letter = EmailMultiAlternatives(
        _("To sign in to Besace"),
        render_to_string("mail/code.txt", context),
        to=[email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string("mail/code.html", context), "text/html")
    try:
        letter.send()
    except (OSError, SMTPException) as failure:
        raise NotDelivered from failure
