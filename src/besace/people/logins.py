"""`besace logins`: what only whoever runs the house can do for someone whose device was taken, or for all at once."""

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from besace.people.models import Person


def end_all_of(person: "Person | None") -> int:
    """Ends every login of a person, or of everyone, in all browsers at once (ASVS 7.4.5); gives how many."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 - Django must be set up first
    from django.contrib.auth import SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    from besace.journal.writer import WRITER  # noqa: PLC0415

    def ended() -> int:
        whose = ((one, one.get_decoded().get(SESSION_KEY)) for one in Session.objects.all())
        found = [one for one, id_ in whose if id_ and (person is None or id_ == person.pk)]
        for one in found:
            one.delete()
        hers = UserSession.objects.all() if person is None else UserSession.objects.filter(user=person)
        hers.delete()
        return len(found)

    return WRITER.run(ended)


@click.command()
@click.option("--end", metavar="ADDRESS", default="", help="End the logins of the account with this e-mail address.")
@click.option("--end-all", is_flag=True, help="End the logins of everyone.")
def logins(end: str, *, end_all: bool) -> None:
    """Signs an account out in every browser, or everyone. Seats in rooms are held by devices, and stay."""
    if bool(end) == end_all:
        click.echo("Say whose logins end: --end ADDRESS, or --end-all.", err=True)
        sys.exit(2)
    import django  # noqa: PLC0415 - the other commands do without

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
    from besace.people.models import Person  # noqa: PLC0415 - Django must be set up first

    person = Person.objects.filter(email=end.strip().casefold()).first() if end else None
    if end and person is None:
        click.echo("No account has this address.", err=True)
        sys.exit(1)
    click.echo(f"Logins ended: {end_all_of(person)}.")
