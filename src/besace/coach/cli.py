"""`besace coach`: the hints on one wording or on many, or how well they are given; without a server (docs/acts.md)."""

import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from besace.coach.advice import KINDS
from besace.coach.books import LANGUAGES
from besace.coach.figures import figure_lines, figure_table, wrong_lines
from besace.coach.labelled import HALVES, labelled, measured_languages
from besace.coach.lines import answers, hint_lines
from besace.coach.measure import measure, said_by_the_coach, said_by_the_rules


@click.command(context_settings={"ignore_unknown_options": True})  # a text may begin with a dash
@click.option("--lang", type=click.Choice(sorted(LANGUAGES)), help="Language of the text.")
@click.option("--jsonl", is_flag=True, help='Read lines {"lang", "kind", "text"} and answer each with {"codes"}.')
@click.option("--evaluate", is_flag=True, help="Measure the coach on its labelled sentences (docs/coach.md).")
@click.option("--half", type=click.Choice(HALVES), default="held-out", show_default=True, help="Which sentences.")
@click.option("--wrong", is_flag=True, help="With --evaluate: also print the sentences misjudged.")
@click.option("--rules", is_flag=True, help="With --evaluate: the rules alone, without what was learned.")
@click.option("--markdown", is_flag=True, help="With --evaluate: print tables for docs/coach.md.")
@click.argument("kind", required=False, type=click.Choice(sorted(KINDS)))
@click.argument("text", required=False)
def coach(lang: str | None, kind: str | None, text: str | None, *, jsonl: bool, evaluate: bool, **how: Any) -> None:
    """Prints a hint a line, CODE, SPAN and SUGGESTION between tabs; nothing when the wording is good."""
    today = date.today()  # noqa: DTZ011, TID251 - no server, no session: the day is this machine's
    if jsonl:
        _answer_lines(today)
        return
    if evaluate:
        _evaluate([lang] if lang else measured_languages(), **how)
        return
    if not (lang and kind and text is not None):
        raise click.UsageError("Give --lang, a KIND and a TEXT, or --jsonl, or --evaluate.")
    for line in hint_lines(lang, kind, text, today):
        click.echo(line)


def _evaluate(languages: Iterable[str], *, half: str, wrong: bool, rules: bool, markdown: bool) -> None:
    for number, language in enumerate(languages):
        measured = measure(labelled(language, half), said_by_the_rules if rules else said_by_the_coach)
        lines = (figure_table if markdown else figure_lines)(f"{language}, {half} half", measured)
        click.echo("\n" * bool(number) + "\n".join(lines))
        for line in wrong_lines(measured) if wrong else ():
            click.echo(line)


def _answer_lines(today: date) -> None:
    try:
        for answered in answers(sys.stdin, today):
            click.echo(answered)
    except ValueError as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(2)
