"""A house made of a backup, in a folder of its own: looked at before anything is touched, and laid down whole.

What was erased since the backup is refused again: by what the house that it takes the place of knows, and by lists
that were kept (`erased`). Nothing that was there is thrown away: it moves aside.
"""

import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from besace.journal import folder, ring, shelf, upkeep
from besace.live import clock, in_use, tables
from besace.people.logins import end_all_of
from besace.running import check, copying, erased, manifest, reading
from besace.running.backup import ERASED, PARTS, Places
from besace.running.check.report import Report
from besace.running.copying import FILES
from besace.running.erased import Erased, Refused
from besace.running.manifest import Manifest, Unfit


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: of which moment, what was refused, what a check found, and where the former house lies."""

    content: Manifest
    refused: Refused
    found: Report
    aside: Path | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What to restore, and where; `lists` are files of what was erased since."""

    backup: Places
    into: Path
    replace: bool = False
    without_keys: bool = False
    lists: Sequence[Path] = ()


def draft_of(into: Path) -> Path:
    """The folder in which a house is made, before it takes its name."""
    return into.with_name(f".{into.name}-{secrets.token_hex(4)}")


def restore(wish: Wish, draft: Path) -> Restored:
    """Makes a house of a backup. Django must have been set up over `draft`, a folder that is not there yet.

    Raises:
        Unfit: the backup is not whole or of a later version, or the folder is not empty.
        InUse: Besace is running over the folder.
    """
    told = _looked_at(wish)
    since = _since(wish)
    try:
        draft.mkdir(mode=0o700, parents=True)
        _lay_out(wish, draft)
        refuse_lacking(told.wrapped, without_keys=wish.without_keys)
        settings.SECRET_KEY = folder.secret()
        tables.bring_up_to_date()
        refused = _refuse(since)
        found = check.look()
        connections.close_all()
        copying.flush(draft)
        aside = _swap(draft, wish.into)
    finally:
        connections.close_all()
        shutil.rmtree(draft, ignore_errors=True)
    return Restored(told, refused, found, aside)


def _looked_at(wish: Wish) -> Manifest:
    """Every file of every part, before anything is touched."""
    if wish.into.exists() and not wish.into.is_dir():
        raise Unfit(f"{wish.into} is no folder.")
    if _is_taken(wish.into) and not wish.replace:
        raise Unfit(f"{wish.into} is not empty. Give another folder, or --replace: what is there is moved aside then.")
    places = {"content": wish.backup.content, "vault": wish.backup.vault}
    if wish.backup.keys:
        places["keys"] = wish.backup.keys
    parts = {part: manifest.read(place, part) for part, place in places.items()}
    if parts["content"].id != parts["vault"].id:
        raise Unfit("Content and vault are of different backups: take both of one and the same.")
    for part, one in parts.items():
        manifest.verify(places[part], one)
        _refuse_later(one)
    return parts["content"]


def _refuse_later(told: Manifest) -> None:
    """A backup of a later version has tables that nobody here knows."""
    loader = MigrationLoader(None)
    later = [
        name
        for app, name in told.migrations
        if app in loader.migrated_apps and (app, name) not in loader.disk_migrations
    ]
    if later:
        raise Unfit(
            f"This backup was made by Besace {told.version}, which is later than this one. Restore it with that."
        )


def _is_taken(into: Path) -> bool:
    return into.is_dir() and any(one.name != in_use.FILE for one in into.iterdir())


def _since(wish: Wish) -> Erased:
    """What was erased since, as far as it is known."""
    found = Erased()
    for file in (wish.backup.content / ERASED, *wish.lists):
        found |= erased.read(file)
    if _is_taken(wish.into):
        in_use.alone(wish.into)
        content, vault = (wish.into / name for name in FILES.values())
        if content.exists() and vault.exists():
            with reading.of_file(content, "former-content") as old, reading.of_file(vault, "former-vault") as keys:
                found |= erased.known(old, keys)
    return found


def _lay_out(wish: Wish, draft: Path) -> None:
    """The files of the backup; keys that it does not bring are those of the house it takes the place of."""
    for alias, part in PARTS.items():
        source = wish.backup.content if part == "content" else wish.backup.vault
        shutil.copyfile(source / FILES[alias], draft / FILES[alias])
        (draft / FILES[alias]).chmod(0o600)
    for place in filter(None, (wish.backup.keys, wish.into if _is_taken(wish.into) else None)):
        for name in copying.names_in(place):
            if not (draft / name).exists():
                (draft / name).parent.mkdir(mode=0o700, exist_ok=True)
                folder.lay_down(draft / name, folder.read(place / name))


def refuse_lacking(wrapped: Sequence[str], *, without_keys: bool) -> None:
    """Says which keys a vault needs and does not have.

    Raises:
        Unfit: some are lacking, and nobody said to go on without.
    """
    lacking = [one for one in wrapped if one not in ring.ids()]
    if lacking and not without_keys:
        raise Unfit(
            f"What wraps the keys is not here: {', '.join(lacking)}. Give the folder of the keys with --keys, or put"
            f" these files into {ring.place()}. Without them nothing that was said can be read; --without-keys"
            " restores the rest."
        )


def _refuse(since: Erased) -> Refused:
    """Lays the tombstones, has the start destroy what has risen, ends every login, and closes accounts again."""
    keys = erased.lay(since)
    with suppress(ring.NoKey):  # told by the check
        upkeep.start(clock.now())
    shelf.let_go()
    end_all_of(None)  # a copy knows logins that were ended since
    return Refused(keys, *erased.close(since))


def _swap(draft: Path, into: Path) -> Path | None:
    """Gives the new house its name. What stood there stands beside it, under the name of its end."""
    aside = None
    if _is_taken(into):
        aside = into.with_name(f"{into.name}-until-{clock.now()}")
        into.replace(aside)
    elif into.exists():
        shutil.rmtree(into)
    draft.replace(into)
    folder.flush_folder(into.parent)
    return aside
