"""What only whoever runs the house can do: `besace passkeys` for lost ones, `besace shred` for a session."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from besace.live.cli import open_house, set_up

if TYPE_CHECKING:
    from besace.live.models import Room

ROOM = re.compile(r"(?:.*/s/)?([A-Za-z0-9_-]{6,16})(?:/.*)?")


@click.command()
@click.option("--forget", metavar="ADDRESS", required=True, help="The e-mail address of the account.")
def passkeys(forget: str) -> None:
    """Takes away the passkeys of an account, so that its person can sign in by a code and add others.

    Make sure first, face to face or by telephone, that it is that person who asks.
    """
    set_up()
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
    set_up()
    from besace.people import trail  # noqa: PLC0415 - Django must be set up first

    if check:
        wrong = trail.broken_anywhere()
        click.echo(
            f"Trails that are not as they were written: {wrong}." if wrong else "Every trail is as it was written."
        )
        sys.exit(1 if wrong else 0)
    for line in trail.of_house(days):
        click.echo(line)


@click.command(context_settings={"ignore_unknown_options": True})  # rooms of earlier releases may begin with a dash
@click.argument("room")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--receipt", "into", type=click.Path(dir_okay=False, path_type=Path), help="Where to put the receipt.")
def shred(room: str, *, yes: bool, into: Path | None) -> None:
    """Destroys all that was said and written in one session, at once and for good. ROOM is its address, or its id.

    Its screens end. What each kept in her own notebook stays hers; so does that the session took place. Asked for one
    that is erased already, it gives the receipt.
    """
    open_house()
    found = _found(room)
    if not yes:
        state = "is over" if found.closed else "is not over yet"
        click.echo(f"The session in {found.id} {state}. Nobody will be able to bring back what was said in it.")
        click.confirm("Destroy it", abort=True)
    from besace.people import shredding  # noqa: PLC0415 - Django must be set up first

    made = shredding.shred(found)
    if made is None:
        click.echo("Its keys were destroyed before: there is nothing left to destroy, and no receipt.")
        return
    if not made.receipt:
        click.echo(
            "Destroyed: nobody can read it any more. Something still has the vault open, so that its log cannot be"
            " emptied yet; give this command again later for the receipt.",
            err=True,
        )
        sys.exit(3)
    if into:
        into.write_text(made.receipt, "utf-8")
        click.echo(f"Destroyed. The receipt is in {into}.")
    else:
        click.echo(made.receipt, nl=False)


def _found(room: str) -> "Room":
    from besace.live import rooms  # noqa: PLC0415 - Django must be set up first

    named = ROOM.fullmatch(room.strip())
    found = rooms.find(named[1]) if named else None
    if found is None:
        click.echo("No session has this address. Give what stands after /s/ in the address of its room.", err=True)
        sys.exit(1)
    return found
