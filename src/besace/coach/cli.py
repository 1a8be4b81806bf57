"""`besace coach`: the hints on one wording, or on many, without a server (docs/acts.md, Wording hints)."""

import sys
from datetime import date

import click

from besace.coach.advice import KINDS
from besace.coach.books import LANGUAGES
from besace.coach.lines import answers, hint_lines


@click.command(context_settings={"ignore_unknown_options": True})  # a text may begin with a dash
@click.option("--lang", type=click.Choice(sorted(LANGUAGES)), help="Language of the text.")
@click.option("--jsonl", is_flag=True, help='Read lines {"lang", "kind", "text"} and answer each with {"codes"}.')
@click.argument("kind", required=False, type=click.Choice(sorted(KINDS)))
@click.argument("text", required=False)
def coach(lang: str | None, kind: str | None, text: str | None, *, jsonl: bool) -> None:
    """Prints a hint a line, CODE, SPAN and SUGGESTION between tabs; nothing when the wording is good."""
    today = date.today()  # noqa: DTZ011, TID251 - no server, no session: the day is this machine's
    if jsonl:
        _answer_lines(today)
        return
    if not (lang and kind and text is not None):
        raise click.UsageError("Give --lang, a KIND and a TEXT, or --jsonl.")
    for line in hint_lines(lang, kind, text, today):
        click.echo(line)


def _answer_lines(today: date) -> None:
    try:
        for answered in answers(sys.stdin, today):
            click.echo(answered)
    except ValueError as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(2)
