"""`besace backup`, `restore`, `check`, `migrate-to` and `erased`: what whoever runs the house does with all of it."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from besace.live.cli import set_up

if TYPE_CHECKING:
    from besace.running.check.report import Report

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--vault", type=FOLDER, help="Where the vault's copy goes, apart from the content's.")
@click.option("--keys", type=FOLDER, help="Also copies the keys that wrap all others, into this folder; keep it apart.")
def backup(folder: Path, vault: Path | None, keys: Path | None) -> None:
    """Backs up the house into FOLDER while it goes on working.

    Everything acknowledged before it began is in it. The content ends after 35 days, the vault after 14, as erased
    sessions stay erased only then (docs/keys.md). Without the keys it can be read by nobody.
    """
    _opened()
    from besace.running import backup as backing  # noqa: PLC0415 - Django must be set up first
    from besace.running.manifest import Unfit  # noqa: PLC0415

    folder, vault, keys = folder.absolute(), (vault or folder).absolute(), keys.absolute() if keys else None
    try:
        taken = backing.take(backing.Places(folder, vault, keys))
    except (Unfit, OSError) as told:
        _stop(told)
    counts = taken.content.counts
    click.echo(
        f"Backed up in {taken.seconds:.1f} s: {counts['live_room']} rooms, {counts['journal_entry']} entries,"
        f" {counts['people_group']} groups, {taken.vault.counts['vault_scopekey']} keys."
        f" All that was acknowledged before {_when(taken.content.at)} is in it."
    )
    if taken.lacking:
        click.echo(f"What wraps some of its keys is not on the ring: {', '.join(taken.lacking)}.", err=True)
    elif keys:
        click.echo(f"The keys that open it are in {keys}: keep them elsewhere than what they open.")
    else:
        click.echo("The keys that open it are not in it, and without them nobody reads it. Copy them once with --keys.")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--into", type=FOLDER, required=True, help="The data folder to make.")
@click.option("--vault", type=FOLDER, help="Where the vault's copy lies, if apart from the content's.")
@click.option("--keys", type=FOLDER, help="Where the copy of the keys lies.")
@click.option("--erased", "lists", type=THERE, multiple=True, help="A later list of what was erased; may be repeated.")
@click.option("--replace", is_flag=True, help="Where a house is already: it is moved aside.")
@click.option("--without-keys", is_flag=True, help="Although what wraps the keys is lacking: names and dates only.")
def restore(  # noqa: PLR0913 - one parameter an option
    *,
    folder: Path,
    into: Path,
    vault: Path | None,
    keys: Path | None,
    lists: tuple[Path, ...],
    replace: bool,
    without_keys: bool,
) -> None:
    """Makes a house of the backup in FOLDER, and says what is whole.

    What was erased since the backup stays so, as far as it is known: from the house it takes the place of, or from
    lists given with --erased. A house on servers is restored into a folder first; `besace migrate-to` moves it there.
    """
    into = into.absolute()
    os.environ |= {"BESACE_DATABASE": "", "BESACE_VAULT": ""}
    draft = into.with_name(f".{into.name}-restoring-{os.getpid()}")
    os.environ["BESACE_DATA"] = str(draft)
    set_up()
    from besace.live.in_use import InUse  # noqa: PLC0415 - Django must be set up first
    from besace.running import restore as restoring  # noqa: PLC0415
    from besace.running.backup import Places  # noqa: PLC0415
    from besace.running.manifest import Unfit  # noqa: PLC0415

    places = Places(folder.absolute(), (vault or folder).absolute(), keys.absolute() if keys else None)
    try:
        done = restoring.restore(restoring.Wish(places, into, replace, without_keys, lists), draft)
    except (Unfit, InUse, OSError) as told:
        _stop(told)
    click.echo(f"Restored into {into}, as the house was on {_when(done.content.at)}. Everyone signs in again.")
    if done.refused.keys:
        click.echo(f"Keys that were destroyed since and were not given back: {done.refused.keys}.")
    if done.refused.closed:
        click.echo(f"Accounts that were closed since and are closed again: {done.refused.closed}.")
    if done.refused.by_hand:
        click.echo(f"Accounts closed since that somebody must hand on first: {done.refused.by_hand}. They stand open.")
    if done.aside:
        click.echo(f"What was there lies in {done.aside}; remove it when you are sure.")
    _say(done.found)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def check(*, as_json: bool) -> None:
    """Checks the house: databases, journals, keys, what people keep. It reads only, also beside a running server.

    No word of anybody is shown. The exit code is 0 where all is whole, and 1 where something is not.
    """
    _opened()
    from besace.running import check as checking  # noqa: PLC0415 - Django must be set up first

    found = checking.look()
    if as_json:
        click.echo(json.dumps(found.as_json(), indent=1))
        sys.exit(0 if found.is_whole else 1)
    _say(found)


@click.command()
@click.argument("file", type=FILE)
def erased(file: Path) -> None:
    """Writes FILE: the list of what was erased, in ids. It is small; keep a fresh one beside every backup.

    `besace restore --erased FILE` then refuses what was erased after the backup.
    """
    _opened()
    from besace.journal.folder import lay_down  # noqa: PLC0415 - Django must be set up first
    from besace.running import erased as erasing  # noqa: PLC0415

    if file.exists():
        _stop(f"{file} is there already. Give another name.")
    told = erasing.known()
    lay_down(file.absolute(), erasing.as_text(told).encode())
    click.echo(f"Written: {len(told.keys)} keys, {len(told.receipts)} receipts, {len(told.closed)} closed accounts.")


@click.command("migrate-to")
@click.argument("address", metavar="POSTGRESQL")
@click.option("--vault", default="", metavar="POSTGRESQL", help="Another server, for the keys; else they stay a file.")
def migrate_to(address: str, vault: str) -> None:
    """Moves a house from its files to PostgreSQL, compares every row, and leaves the files as they are.

    POSTGRESQL is the address of an empty database, as BESACE_DATABASE will name it. Broken off, give it again.
    """
    if os.environ.get("BESACE_DATABASE") or os.environ.get("BESACE_VAULT"):
        _stop(
            "BESACE_DATABASE or BESACE_VAULT is set: this house is on a server already. Unset them to move its files."
        )
    told = {"BESACE_DATABASE": address, "BESACE_VAULT": vault}
    os.environ |= told
    _asked_servers()
    from besace.live.in_use import InUse  # noqa: PLC0415 - Django must be set up first
    from besace.running import moving  # noqa: PLC0415
    from besace.running.manifest import Unfit  # noqa: PLC0415

    try:
        moved = moving.move()
    except (Unfit, InUse) as why:
        _stop(why)
    click.echo(f"Moved and compared, row by row: {sum(moved.counts.values())} rows in {len(moved.counts)} tables.")
    names = " and ".join(name for name, value in told.items() if value)
    click.echo(
        f"Set {names} to what you gave here, keep BESACE_DATA as it is (the keys that wrap all others are there), and"
        " start Besace. The files besace.sqlite3 and vault.sqlite3 are as they were"
        + ("" if vault else "; vault.sqlite3 stays in use")
        + ". Never start Besace over the former ones again: what is said from now on is on the server alone."
    )
    _say(moved.found)


def _opened() -> None:
    """Sets Django up over a house that is there, and makes nothing."""
    from besace.journal import engine  # noqa: PLC0415

    try:
        set_up()
    except engine.Unreadable as told:
        _stop(told)
    from django.db import connections  # noqa: PLC0415 - Django must be set up first

    for database in connections.settings.values():
        if database["ENGINE"].endswith("sqlite") and not Path(database["NAME"]).is_file():
            _stop(f"There is no house: {database['NAME']} is not there. BESACE_DATA names the folder.")
    from besace.live import tables  # noqa: PLC0415

    if not tables.are_current():
        _stop("The tables are of another version of Besace. Start this one over them once.", 1)


def _asked_servers() -> None:
    from besace.journal import engine  # noqa: PLC0415

    try:
        set_up()
    except engine.Unreadable as told:
        _stop(told)
    from besace.journal import promises  # noqa: PLC0415 - Django must be set up first

    try:
        promises.ask()
    except promises.Unfit as told:
        _stop(told)


def _say(found: "Report") -> NoReturn:
    """What a check found, in sentences; ends with its exit code."""
    many = found.counts
    for sentence in found.wrong:
        click.echo(sentence, err=True)
    for sentence in found.told:
        click.echo(sentence)
    click.echo(
        f"Looked at {many.get('journals', 0)} journals with {many.get('entries', 0)} entries,"
        f" {many.get('sealed rows', 0)} sealed rows, {many.get('keys living', 0)} living keys"
        f" and {many.get('keys destroyed', 0)} destroyed ones."
    )
    click.echo("All is whole." if found.is_whole else f"Not whole: {len(found.wrong)} findings.")
    sys.exit(0 if found.is_whole else 1)


def _when(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d at %H:%M:%S} UTC"


def _stop(told: Exception | str, code: int = 2) -> NoReturn:
    click.echo(str(told), err=True)
    sys.exit(code)
