"""`besace troubles`: what broke in this Besace, by kind, to read or to send on."""

import json
import os

import click


@click.command()
@click.option("--forget", is_flag=True, help="Begin anew, once they have been sent on.")
def troubles(*, forget: bool) -> None:
    """Shows what broke, by kind: types, places and counts. Nothing that anybody wrote or said is in it."""
    import django  # noqa: PLC0415 - the other commands do without

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
    from besace.live import troubles as kept  # noqa: PLC0415 - Django must be set up first

    found = kept.all_of_them()
    click.echo(json.dumps(found, indent=1) if found else "Nothing broke.")
    if forget:
        kept.forget()
