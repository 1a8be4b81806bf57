"""`besace kit`: writes the papers of a session as PDFs, each alone and all as one file."""

import os
import re
import sys
from datetime import time
from pathlib import Path

import click

from besace.languages import LANGUAGES
from besace.method.formats import DEFAULT_FORMAT, FORMATS, OFFERED
from besace.method.words import MOST_PARTICIPANTS, PLACES

NOT_WRITTEN = 2
USUAL = 6
CLOCK = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)")


def at_the_table(_context: click.Context, _option: click.Parameter, given: int) -> int:
    """Gives the number of participants.

    Raises:
        BadParameter: fewer than one, or more than can each speak (G2).
    """
    if 1 <= given <= MOST_PARTICIPANTS:
        return given
    raise click.BadParameter(f"a session has 1 to {MOST_PARTICIPANTS} participants, so that each can speak.")


def time_of_day(_context: click.Context, _option: click.Parameter, given: str | None) -> time | None:
    """Gives the time a session starts at, or None where none is given.

    Raises:
        BadParameter: it is no time.
    """
    if given is None:
        return None
    if read := CLOCK.fullmatch(given.strip()):
        return time(int(read[1]), int(read[2]))
    raise click.BadParameter(f"{given!r} is no time of day; write it like 18:00.")


@click.command()
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the papers.")
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Size of the paper."
)
@click.option(
    "--participants",
    type=int,
    default=USUAL,
    show_default=True,
    callback=at_the_table,
    help="How many take part, the facilitator not counted.",
)
@click.option(
    "--minutes",
    type=click.Choice(OFFERED),
    default=DEFAULT_FORMAT,
    show_default=True,
    help="Length of the session.",
)
@click.option(
    "--start", callback=time_of_day, metavar="HH:MM", help="When it starts; without it, elapsed time is printed."
)
@click.option(
    "--place", type=click.Choice(PLACES), default="room", show_default=True, help="Which list makes it ready."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("besace-kit"),
    show_default=True,
    help="The folder to write into.",
)
def kit(lang: str, paper: str, participants: int, minutes: str, start: time | None, place: str, out: Path) -> None:  # noqa: PLR0913, PLR0917 - its options
    """Writes the papers of a session as PDFs: each once, and the whole kit, ready to print, as one."""
    _set_up()
    from besace.papers.kit import PAPERS, kit_of, pages_of, paper_of, sheets_in  # noqa: PLC0415 - Django must be set up first
    from besace.papers.occasion import Occasion  # noqa: PLC0415

    occasion = Occasion(FORMATS[minutes], participants, start, place, format=minutes)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in PAPERS:
            many = pages_of(name, occasion)
            _write(out / f"{name}.pdf", paper_of(name, occasion, lang, paper), f"{many} page{'s' * (many > 1)}")
        whole = kit_of(occasion, lang, paper)
        _write(out / "kit.pdf", whole, f"all of it for {participants}, {sheets_in(occasion)} pages")
    except OSError as why:
        click.echo(f"Nothing can be written into {out}: {why.strerror}.", err=True)
        sys.exit(NOT_WRITTEN)


def _write(file: Path, content: bytes, what: str) -> None:
    file.write_bytes(content)
    click.echo(f"{file} ({what})")


def _set_up() -> None:
    import django  # noqa: PLC0415 - not needed to refuse an option

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
