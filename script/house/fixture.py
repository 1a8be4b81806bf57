"""A populated house as a release leaves it, kept as text, so that later releases are tried on it (R13).

Everything in it is made up, its keys too: they are beside it, as what cannot be opened proves nothing.
"""

import json
import sqlite3
import sys
import tempfile
from pathlib import Path

import django

django.setup()

from tests.running import houses, inside  # noqa: E402 - Django must be set up first
from tests.running.houses import CONTENT, VAULT  # noqa: E402

RELEASES = Path("tests/fixtures/releases")


def main() -> None:
    """Writes the house of the release that is named."""
    target = RELEASES / sys.argv[1]
    if target.exists():
        sys.exit(f"{target} is there already. What a release left is never made anew.")
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        house = houses.peopled(Path(folder) / "data")
        for name in (CONTENT, VAULT):
            (target / f"{Path(name).stem}.sql").write_text(_dumped(house.folder / name), "utf-8")
        told = {
            "release": sys.argv[1],
            "at": houses.AT,
            "ids": house.ids,
            "counts": houses.counts(house.folder),
            "opened": inside.opened_in(house.folder),
            "keys": {str(one.relative_to(house.folder)): one.read_bytes().hex() for one in _keys(house.folder)},
        }
    (target / "house.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")


def _dumped(file: Path) -> str:
    line = sqlite3.connect(file)
    try:
        return "\n".join(line.iterdump()) + "\n"
    finally:
        line.close()


def _keys(folder: Path) -> list[Path]:
    return sorted([*(folder / "keys").glob("kek-*"), *(folder / "roots").glob("*"), folder / "secret"])


if __name__ == "__main__":
    main()
