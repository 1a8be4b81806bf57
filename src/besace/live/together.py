"""Scripts that import others, laid as one file: a phone on a slow line asks for them once, not for each part of a room.

Each part keeps its own names within a function, and hands out what it exports, as it stands in the work tree, where the
parts are served one by one. What goes beyond how we write them is not guessed at.
"""

import re
from collections.abc import Iterator
from pathlib import Path

IMPORT = re.compile(r'^import (?:(\* as \w+|\{[^}]*\}) from )?"\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const) (\w+))", re.MULTILINE)
BEYOND = re.compile(r"^(?:import|export|await)\b.*", re.MULTILINE)


def together(script: Path) -> str:
    """Gives a script with all it imports before it, each part once.

    Raises:
        ValueError: a part imports or exports in a way of its own, or two of them import each other.
    """
    return "\n".join(_part(one.read_text(encoding="utf-8"), one.stem) for one in _in_order(script, (), set()))


def _in_order(script: Path, above: tuple[Path, ...], laid: set[Path]) -> Iterator[Path]:
    """The parts, each after what it needs."""
    if script in above:
        raise ValueError(f"{script.name} imports itself by way of others.")
    for _, name in IMPORT.findall(script.read_text(encoding="utf-8")):
        yield from _in_order(script.with_name(f"{name}.js"), (*above, script), laid)
    if script not in laid:
        laid.add(script)
        yield script


def _part(text: str, name: str) -> str:
    names = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub(_bound, text))
    if beyond := BEYOND.search(body):
        raise ValueError(f"{name}.js cannot be laid with others: {beyond[0]}")
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();"


def _bound(found: re.Match[str]) -> str:
    what, whom = found.groups()
    if what is None:
        return ""
    return f"const {what.removeprefix('* as ').replace(' as ', ': ')} = ${whom};"
