"""`besace rehearse --api URL`: what it prints of a scenario that is played as a program would."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import click

from besace.rehearse.program import Declined, Told, perform, why_not
from besace.rehearse.scenario import Scenario, at

SECRET = "BESACE_ACCESS"  # noqa: S105 - the name of the variable, not what it holds


def by_program(scenarios: list[tuple[Path, Scenario]], server: str, *, quiet: bool) -> bool:
    """Plays scenarios one after another; whether every expectation in sight held."""
    secret = os.environ.get(SECRET, "")
    if not secret:
        raise click.UsageError(f"Give the secret of an access in {SECRET}: you make one in your settings.")
    if urlsplit(server).scheme not in {"http", "https"}:
        raise click.UsageError("--api is the address of a Besace: https://…")
    for file, scenario in scenarios:
        if why := why_not(scenario):
            raise click.UsageError(f"{file}: {why}")
    try:
        held = [_one(file, scenario, server, secret, quiet=quiet) for file, scenario in scenarios]
    except Declined as why:
        click.echo(str(why), err=True)
        return False
    except OSError:
        click.echo(f"Besace does not answer at {server}.", err=True)
        return False
    return all(held)


def _one(file: Path, scenario: Scenario, server: str, secret: str, *, quiet: bool) -> bool:
    click.echo(f"{file}: {scenario.title}")
    unseen: list[str] = []

    def told(outcome: Told) -> None:
        unseen.extend(outcome.unseen)
        mark = "✗" if outcome.wrong else "–" if outcome.unseen else "✓"
        if outcome.wrong or not quiet:
            beyond = f" · out of sight: {', '.join(outcome.unseen)}" if outcome.unseen else ""
            click.echo(f"{mark} {at(outcome.line)} {outcome.told}{beyond}")
        for wrong in outcome.wrong:
            click.echo(f"    {outcome.line.where}: {wrong}")

    held = perform(scenario, server, secret, told)
    if unseen:
        click.echo(f"A program cannot see {len(unseen)} of what is expected here.")
    return held
