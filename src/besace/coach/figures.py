"""The figures of a measure, as lines to read in a terminal or as the table of docs/coach.md."""

from collections.abc import Iterator

from besace.coach.labelled import Labelled
from besace.coach.measure import Measure, Tally

_HEADS = ("code", "positives", "precision", "recall", "F1")


def figure_lines(title: str, measured: Measure) -> Iterator[str]:
    """Write a measure for a terminal, a code a line."""
    yield title
    yield _spread(_HEADS)
    yield from (_spread(_cells(tally)) for tally in measured.tallies)
    yield _took(measured)


def figure_table(title: str, measured: Measure) -> Iterator[str]:
    """Write a measure as a table of Markdown under its title."""
    yield f"**{title}**"
    yield ""
    yield f"| {' | '.join(_HEADS)} |"
    yield "|---|--:|--:|--:|--:|"
    yield from (f"| {' | '.join(_cells(tally))} |" for tally in measured.tallies)
    yield ""
    yield _took(measured)


def wrong_lines(measured: Measure) -> Iterator[str]:
    """Write the sentences misjudged, a line each: what went wrong, the code, the kind and the sentence."""
    for tally in measured.tallies:
        yield from (_wrong("hinted though fine", tally.code, sentence) for sentence in tally.wrongly)
        yield from (_wrong("missed", tally.code, sentence) for sentence in tally.missed)


def _wrong(how: str, code: str, sentence: Labelled) -> str:
    when = "" if sentence.when is None else f" | {sentence.when}"
    return f"{how}\t{code}\t{sentence.kind}\t{sentence.text}{when}"


def _cells(tally: Tally) -> tuple[str, ...]:
    shares = (tally.precision, tally.recall, tally.f1)
    return (tally.code, str(tally.positives), *("–" if share is None else f"{share:.3f}" for share in shares))


def _spread(cells: tuple[str, ...]) -> str:
    return f"  {cells[0]:<14}" + "".join(f"{cell:>11}" for cell in cells[1:])


def _took(measured: Measure) -> str:
    median, most = measured.slowest_but(0.5), measured.slowest_but(0.99)
    return f"{len(measured.milliseconds)} sentences; a sentence takes {median:.2f} ms (median), {most:.2f} ms (p99)."
