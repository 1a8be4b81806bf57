"""`besace keys`, `receipt` and `troubles`: the keys of the house, what proves that some are gone, and what broke."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from besace.journal.inventory import Kind, Wrapping

DAY = 24 * 3600


def set_up() -> None:
    """Sets Django up, for a command that needs it."""
    import django  # noqa: PLC0415 - the other commands do without

    os.umask(0o077)  # what it writes is this user's alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()


def open_house() -> None:
    """Sets Django up, and brings tables and keys to what this version needs.

    Raises:
        SystemExit: they are not as they must be; the sentence says what to do.
    """
    set_up()
    from besace.live import serving  # noqa: PLC0415 - Django must be set up first

    serving.open_house()


@click.group()
def keys() -> None:
    """The keys by which everything is sealed: what there is, and changing what wraps them."""


@keys.command("list")
def list_() -> None:
    """Lists the keys by kind, without a name: how many live, when they end, what wraps them."""
    open_house()
    from besace.journal import inventory  # noqa: PLC0415 - Django must be set up first
    from besace.live import clock  # noqa: PLC0415

    now = clock.now()
    click.echo("Keys that wrap the others")
    for kek, told in inventory.wrappings().items():
        click.echo(f"  {kek}: {_wrapping(told, now)}")
    click.echo("\nKeys of scopes, by kind")
    for kind, many in inventory.kinds().items():
        click.echo(f"  {kind}: {_kind(many, now)}")


@keys.command()
@click.option("--now", "at_once", is_flag=True, help="Destroy the former keys at once: no older vault opens then.")
def rotate(*, at_once: bool) -> None:
    """Wraps every key under a new one. The former one is destroyed after 35 days, or at once with --now."""
    open_house()
    from besace.journal import ring, rotation  # noqa: PLC0415 - Django must be set up first
    from besace.live import clock  # noqa: PLC0415

    now = clock.now()
    try:
        done = rotation.rotate(now)
        gone = rotation.destroy_former() if at_once else ()
    except ring.Fixed as told:
        click.echo(str(told), err=True)
        sys.exit(1)
    click.echo(f"Keys wrapped under {done.kek}: {done.rewrapped}.")
    if at_once:
        click.echo(f"Former keys destroyed: {len(gone)}. Vaults from before now cannot be read by anyone.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def receipt(file: Path) -> None:
    """Checks a receipt: is it whole, did this house sign it, and are its keys gone."""
    open_house()
    from besace.journal import receipts  # noqa: PLC0415 - Django must be set up first

    found = receipts.check(file.read_text("utf-8", "replace"))
    at = datetime.fromtimestamp(found.at, UTC)
    about = f"Keys destroyed on {at:%Y-%m-%d at %H:%M} UTC: {found.keys}; values they sealed: {found.rows}."
    sentences = {
        receipts.Verdict.OURS: f"It holds: signed by this house ({found.house}). {about}",
        receipts.Verdict.ANOTHER_HOUSE: (
            f"It is whole, and signed by another house ({found.house}); this one is {receipts.house()}."
            f" Ask that house for its id and compare. {about}"
        ),
        receipts.Verdict.FALSE: "It does not hold: it was altered, or is no receipt.",
        receipts.Verdict.STILL_THERE: (
            "This house signed it, but the vault has one of these keys again. Start Besace once: it destroys it anew."
        ),
    }
    click.echo(sentences[found.verdict], err=found.verdict is not receipts.Verdict.OURS)
    sys.exit(0 if found.verdict is receipts.Verdict.OURS else 1)


@click.command()
@click.option("--forget", is_flag=True, help="Begin anew, once they have been sent on.")
def troubles(*, forget: bool) -> None:
    """Shows what broke, by kind: types, places and counts. Nothing that anybody wrote or said is in it."""
    set_up()
    from besace.live import troubles as kept  # noqa: PLC0415 - Django must be set up first

    found = kept.all_of_them()
    click.echo(json.dumps(found, indent=1) if found else "Nothing broke.")
    if forget:
        kept.forget()


def _wrapping(told: "Wrapping", now: int) -> str:
    if told.made is None:
        return f"not on the ring; wraps {told.wraps}, which cannot be read until its file is put back"
    age = f"{(now - told.made) // DAY} days old, wraps {told.wraps}"
    if told.retired is None:
        return f"{age}, in use"
    return f"{age}, retired {(now - told.retired) // DAY} days ago"


def _kind(many: "Kind", now: int) -> str:
    said = [f"{many.living} living"]
    if many.living:
        said.append(f"the oldest {(now - many.oldest) // DAY} days old")
    if many.soonest:
        said.append(f"refused in {(many.soonest - now) // DAY} to {(many.latest - now) // DAY} days at the latest")
    return ", ".join([*said, f"{many.destroyed} destroyed"])
