"""Houses as released versions left them, laid down in a folder (`script/fixture` keeps them)."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from tests.running.houses import CONTENT, VAULT

FOLDER = Path(__file__).parent.parent / "fixtures" / "releases"
RELEASES = tuple(sorted(one.name for one in FOLDER.iterdir()))


def told(release: str) -> dict[str, Any]:
    """What is known of the house of a release: ids, counts, what could be read in it."""
    found: dict[str, Any] = json.loads((FOLDER / release / "house.json").read_text("utf-8"))
    return found


def laid(release: str, folder: Path) -> Path:
    """The house of a release in a folder, with its keys."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, secret in told(release)["keys"].items():
        (folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes.fromhex(secret))
        (folder / name).chmod(0o400)
    for name in (CONTENT, VAULT):
        line = sqlite3.connect(folder / name)
        line.executescript((FOLDER / release / f"{Path(name).stem}.sql").read_text("utf-8"))
        line.close()
        (folder / name).chmod(0o600)
    return folder
