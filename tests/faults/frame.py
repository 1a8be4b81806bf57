"""What the proofs of docs/reliability.md share: which are asked for, how many rounds, and where their figures go.

`script/test --faults R1` runs those of R1, `--rounds nightly` gives the same code its full numbers, and
`--figures docs/reliability.md` puts what was found into the page's table, each line by its name.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.machine import shape

BEGIN, END = "<!-- faults -->", "<!-- end -->"
PROPERTY = "fault"

type Figure = Callable[[str], None]


def ids_of(item: pytest.Item) -> set[str]:
    """The faults that a test is about."""
    return {one for mark in item.iter_markers("fault") for one in mark.args}


def keep_only(config: pytest.Config, items: list[pytest.Item], asked: list[str]) -> None:
    """Leaves of the collected tests those about the faults asked for: `R1`, `R1,R8` or `all`.

    Raises:
        pytest.UsageError: a name that no test knows; what does not exist must not look proven.
    """
    wanted = {name for one in asked for name in one.split(",") if name}
    known = set().union(*map(ids_of, items)) if items else set()
    if missing := wanted - known - {"all"}:
        raise pytest.UsageError(f"No test here is about {', '.join(sorted(missing))}.")
    kept = [one for one in items if ids_of(one) & (known if "all" in wanted else wanted)]
    config.hook.pytest_deselected(items=[one for one in items if one not in kept])
    items[:] = kept


def tell(reporter: Any) -> None:
    """Prints each figure on a line, and puts all into the page that was asked for."""
    found = dict(_told(reporter))
    for name, figure in found.items():
        reporter.write_line(f"{name}: {figure}")
    page = reporter.config.getoption("--figures")
    if page and found:
        target = Path(page)
        target.write_text(put_into(target.read_text("utf-8"), found, _measured(reporter.config)), "utf-8")


def _told(reporter: Any) -> Iterator[tuple[str, str]]:
    for report in reporter.stats.get("passed", ()):  # what failed has nothing to show
        for name, value in getattr(report, "user_properties", ()):
            if name == PROPERTY:
                yield tuple(json.loads(value))


def _measured(config: pytest.Config) -> str:
    from besace.live import clock  # noqa: PLC0415 - after the settings

    return f"{clock.day(clock.now(), 'UTC')}, {config.getoption('--rounds')}, on {shape()}"


def put_into(page: str, found: dict[str, str], measured: str) -> str:
    """The page with these figures between its marks: lines of the same name are replaced, the others stay."""
    before, _, rest = page.partition(BEGIN)
    table, _, after = rest.partition(END)
    rows = {row.split("|")[1].strip(): row for row in table.splitlines()[3:]}  # what comes before them is made anew
    rows |= {name: f"| {name} | {figure} | {measured} |" for name, figure in found.items()}
    head = ["| proof | found | when and where |", "|---|---|---|"]
    body = [rows[name] for name in sorted(rows, key=_place)]
    return "\n".join([before + BEGIN, *head, *body, END]) + after


def _place(name: str) -> tuple[int, str]:
    number = name.split(maxsplit=1)[0].removeprefix("R")
    return (int(number) if number.isdecimal() else 99, name)
