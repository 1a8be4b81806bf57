"""`besace keys`: what only whoever runs the house can do for someone who has lost her passkeys."""

import os
import sys

import click


@click.command()
@click.option("--forget", metavar="ADDRESS", required=True, help="The e-mail address of the account.")
def keys(forget: str) -> None:
    """Takes away the passkeys of an account, so that its person can sign in by a code and add others.

    Make sure first, face to face or by telephone, that it is that person who asks.
    """
    import django  # noqa: PLC0415 - the other commands do without

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
    from besace.people.keys import forget as forget_keys  # noqa: PLC0415 - Django must be set up first

    gone = forget_keys(forget)
    if gone is None:
        click.echo("No account has this address.", err=True)
        sys.exit(1)
    click.echo(f"Passkeys taken away: {gone}.")


@click.command()
@click.option("--days", default=31, show_default=True, help="How far to look back.")
@click.option("--check", is_flag=True, help="Only say whether each trail is as it was written.")
def audit(days: int, *, check: bool) -> None:
    """Shows the trail of the house: sign-ins, passkeys, roles, refusals. Nobody is named in it, and no group.

    What happened in a group is shown to those who facilitate it, on its own page.
    """
    import django  # noqa: PLC0415 - the other commands do without

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
    from besace.people import trail  # noqa: PLC0415 - Django must be set up first

    if check:
        wrong = trail.broken_anywhere()
        click.echo(
            f"Trails that are not as they were written: {wrong}." if wrong else "Every trail is as it was written."
        )
        sys.exit(1 if wrong else 0)
    for line in trail.of_house(days):
        click.echo(line)
