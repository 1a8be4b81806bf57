"""`besace rehearse`: prints a line an act, and says by its exit code whether every expectation held."""

import os
import sys
import tempfile
from http.client import HTTPException
from pathlib import Path

import click

from besace.rehearse.by_program import by_program
from besace.rehearse.scenario import Scenario, at, read
from besace.rehearse.unreadable import Unreadable

UNREADABLE = 2


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--live", is_flag=True, help="Play into a running server, to be watched in a browser.")
@click.option("--server", default="http://127.0.0.1:8420", show_default=True, help="Where that server answers.")
@click.option("--speed", default=20.0, show_default=True, type=click.FloatRange(0.1, 600), help="Times real time.")
@click.option("--me", help="With --live: take over this part yourself; its link is printed.")
@click.option("--api", help="Play as a program, at this server, by the access in BESACE_ACCESS; as fast as it goes.")
@click.option("--quiet", is_flag=True, help="Print only what is wrong.")
def rehearse(  # noqa: PLR0913 - one for each option
    files: tuple[Path, ...], *, live: bool, server: str, speed: float, me: str | None, api: str | None, quiet: bool
) -> None:
    """Plays scenarios through the real application. Exit code 0: all held; 1: not; 2: a file cannot be read."""
    scenarios = _read_all(files)
    if me and not live:
        raise click.UsageError("A part can be taken over in a running server only: add --live.")
    if me and any(me not in scenario.everyone for _, scenario in scenarios):
        raise click.UsageError(f"Nobody is called {me} in this scenario.")
    if live and api:
        raise click.UsageError("--live plays in a server of this machine, --api as a program elsewhere: choose one.")
    if api:
        held = by_program(scenarios, api, quiet=quiet)
    else:
        held = _live(scenarios, server, speed, me) if live else _inside(scenarios, quiet=quiet)
    sys.exit(0 if held else 1)


def _read_all(files: tuple[Path, ...]) -> list[tuple[Path, Scenario]]:
    found, unreadable = [], False
    for file in files:
        try:
            found.append((file, read(file)))
        except Unreadable as why:
            click.echo(f"{file}: {why}", err=True)
            unreadable = True
    if unreadable:
        sys.exit(UNREADABLE)
    return found


def _inside(scenarios: list[tuple[Path, Scenario]], *, quiet: bool) -> bool:
    with tempfile.TemporaryDirectory(prefix="besace-rehearsal-", ignore_cleanup_errors=True) as folder:
        _set_up(folder)
        from besace.rehearse.play import Outcome, rehearse  # noqa: PLC0415 - Django must know its databases first
        from besace.rehearse.practice import alone  # noqa: PLC0415

        held = True
        for file, scenario in scenarios:
            click.echo(f"{file}: {scenario.title}")

            def told(outcome: Outcome) -> None:
                if outcome.wrong or not quiet:
                    click.echo(f"{'✗' if outcome.wrong else '✓'} {at(outcome.line)} {outcome.told}")
                for wrong in outcome.wrong:
                    click.echo(f"    {outcome.line.where}: {wrong}")

            play = alone.rehearse if scenario.practice else rehearse
            held = play(scenario, told) and held
        return held


def _set_up(folder: str | None = None) -> None:
    if folder:
        os.environ["BESACE_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    import django  # noqa: PLC0415 - only once the folder is known

    django.setup()
    from besace.live import happenings, serving  # noqa: PLC0415 - Django must be set up first

    happenings.hush()
    serving.make_ready()


def _live(scenarios: list[tuple[Path, Scenario]], server: str, speed: float, me: str | None) -> bool:
    _set_up()
    from django.conf import settings  # noqa: PLC0415

    from besace.rehearse.doors import Outside  # noqa: PLC0415 - Django must be set up first
    from besace.rehearse.live import Elsewhere, perform  # noqa: PLC0415

    try:
        Outside(server, "", "en").get("/")  # before a table is set for nobody
        held = [perform(scenario, server, speed, me, click.echo) for _, scenario in scenarios]
    except Elsewhere:
        click.echo(
            f"Besace at {server} keeps its sessions in another folder than this command ({settings.BESACE_DATA})."
            " Give both the same BESACE_DATA.",
            err=True,
        )
        return False
    except (OSError, HTTPException):
        click.echo(f"Besace does not answer at {server}. Start it with `besace serve`, or give --server.", err=True)
        return False
    return all(held)
