"""Which requirements of the method have a test: the ids of docs/method.md beside the marks that pytest collects."""

import io
import re
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path

import pytest

METHOD = Path("docs/method.md")


class Gather:
    """A pytest plugin that notes the ids on every collected test."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for mark in item.iter_markers("method"):
                self.ids.update(mark.args)


def ids_of(text: str) -> list[str]:
    """Gives the ids that open the rows of the tables, in order."""
    return re.findall(r"^\| ([A-Z]\d+(?:\.\d+)?) \|", text, re.MULTILINE)


def unproved(ids: Iterable[str], proved: set[str]) -> list[str]:
    return [i for i in ids if i not in proved]


def collected() -> set[str]:
    """Gives the ids that tests bear.

    Raises:
        SystemExit: the tests cannot be collected; says why.
    """
    plugin, output = Gather(), io.StringIO()
    with redirect_stdout(output):
        status = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider"], plugins=[plugin])
    if status != pytest.ExitCode.OK:
        sys.exit(f"The tests cannot be collected:\n{output.getvalue()[-3000:]}")
    return plugin.ids


def main() -> int:
    ids = ids_of(METHOD.read_text(encoding="utf-8"))
    proved = collected()
    missing, unknown = unproved(ids, proved), sorted(proved - set(ids))
    if missing:
        print("No test bears:", *missing)
    if unknown:
        print("Not in docs/method.md:", *unknown)
    if not missing:
        print(f"Each of the {len(ids)} requirements has a test that bears its id.")
    return 1 if missing or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
