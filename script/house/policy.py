"""docs/policy.md, written from the table: `write` writes it, `check` says whether it is as the table says."""

import sys
from collections.abc import Iterator
from pathlib import Path

from besace.policy.row import Row, Whose
from besace.policy.table import TABLE
from besace.policy.waiting import MAY, MUST_NOT, Wait
from besace.policy.words import LETS_IN, PARTIES

PAGE = Path("docs/policy.md")
BEGIN = """# Who may do what, and when

Written from `src/besace/policy` by `script/policy`; `script/check policy` says when it is not fresh. What no row opens
is denied. A row is the ceiling: the method's rules and the pages may only be narrower, and `tests/web/matrix` holds
every cell against the running house, by every channel ([0025](decisions/0025-one-table-of-who-may-what.md)).

Phases: `P` before the room is open, `0` gathering and reception, `1` to `6` the six steps, `E` ended, `Z` its keys
destroyed. Who someone is, she is to the session that owns what is asked for: the client of the last session is a member
of this one.
"""
HEADS = ("What", "Deed", "Whose", "Open to", "The matrix says", "Shown", "Why")


def page() -> str:
    """Gives the whole page."""
    parts = [*_part("The matrix", ours=False), *_part("Ours", ours=True), *_waiting()]
    return "\n".join([BEGIN, *_parties(), "", *_gates(), *parts]) + "\n"


def _parties() -> Iterator[str]:
    yield from ("| | who |", "|---|---|")
    yield from (f"| {party} | {who} |" for party, who in PARTIES.items())


def _gates() -> Iterator[str]:
    yield "What a page asks, and whom it lets in at most:"
    yield "; ".join(f"`{gate}` {' '.join(letters)}" for gate, letters in LETS_IN.items()) + "."


def _part(title: str, *, ours: bool) -> Iterator[str]:
    yield from ("", f"## {title}")
    if not ours:
        yield "† a choice that the method leaves open. An empty “open to”: nobody, ever."
    yield from ("", f"| {' | '.join(HEADS)} |", f"|{'---|' * len(HEADS)}")
    rows = [row for row in TABLE if row.ours is ours]
    yield from (_row(row) for row in rows)
    yield from ("", f"### What the rows of “{title}” govern", "")
    yield from (f"- **{row.name}** — {governed}" for row in rows if (governed := _governed(row)))


def _row(row: Row) -> str:
    whose = "" if row.whose is Whose.ANY else str(row.whose)
    mark = " †" if row.chosen else ""
    matrix = "" if row.ours else "the same" if row.matrix is None else row.matrix
    cells = (row.what, row.deed, whose, (row.opens or "nobody") + mark, matrix, row.seen or "", row.why)
    return f"| {' | '.join(cells)} |"


def _governed(row: Row) -> str:
    fields = ("acts", "reads", "shows", "pages", "exports", "papers", "letters")
    return " · ".join(f"{name}: {getattr(row, name)}" for name in fields if getattr(row, name))


def _waiting() -> Iterator[str]:
    yield from ("", "## What may wait for the line")
    yield "On a phone, or the console, whose line is away ([0036](decisions/0036-an-outbox-on-the-phone.md))."
    yield from ("", "| May wait | Why |", "|---|---|", *map(_wait, MAY))
    yield from ("", "| Is said at once not to have left | Why |", "|---|---|", *map(_wait, MUST_NOT))


def _wait(row: Wait) -> str:
    return f"| {' '.join(f'`{word}`' for word in row.acts.split())} | {row.why} |"


def main() -> None:
    """Writes the page, or says that it is not as the table says."""
    if sys.argv[1:] == ["write"]:
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/policy.md is not what the table says: run script/policy.")


if __name__ == "__main__":
    main()
