"""`besace logins`: what only whoever runs the house can do for someone whose device was taken, or for all at once."""

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from besace.people.models import Person


def end_all_of(person: "Person | None") -> int:
    """Ends every login of a person, or of everyone, in all browsers at once (ASVS 7.4.5), and every access of
    programs; gives how many logins.
    """
    from besace.journal.writer import WRITER  # noqa: PLC0415 - Django must be set up first
    from besace.people import access, trail  # noqa: PLC0415
    from besace.people.models import Access, Login, Person  # noqa: PLC0415

    rows = Login.objects.filter(person__isnull=False) if person is None else Login.objects.filter(person=person)
    programs = Access.objects.all() if person is None else Access.objects.filter(person=person)
    whose, mark = ("everyone", "") if person is None else ("person", trail.mark(trail.HOUSE, person.id))

    def ended() -> int:
        for one in Person.objects.filter(pk__in=programs.values("person")):
            access.withdraw_all(one)
        trail.note(trail.HOUSE, None, trail.Act.SIGN_OUT, whose, mark)
        return rows.delete()[0]

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
