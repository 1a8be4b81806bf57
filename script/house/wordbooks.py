"""What a language's wordbook, the coach's data, lacks beside the English one: files, hints, lists and times."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

MODEL = "en"
ASKED = {"quotes", "parts", "lists", "hints", "never", "fillers", "limits", "edges", "values", "saying"}
"""What the coach cannot do without; turns of phrase, examples and the like help, and each language has its own."""
INSIDE = {"lists", "hints", "limits", "edges", "values"}
"""Of these every name is asked for as well."""
HELPS = {"spoken"}
"""Lists that a language may have."""
OF_A_HINT = ("why", "suggestion")
LARGEST = 10
"""Numbers up to here have a word in each language."""


def wordbook(data: Path, language: str) -> Iterator[str]:
    """Gives, a line each, what the folder of a language lacks; English is the model."""
    if language == MODEL:
        return
    for model in sorted((data / MODEL).glob("*.toml")):
        path = data / language / model.name
        if not path.exists():
            yield f"{language}/{model.name}"
            continue
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as wrong:
            yield f"{language}/{model.name}: {wrong}"
            continue
        wanted = tomllib.loads(model.read_text(encoding="utf-8"))
        yield from (f"{language}/{model.name}: {lack}" for lack in _lacks(wanted, read))


def _lacks(wanted: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[str]:
    for name in wanted.keys() & ASKED:
        if name not in read:
            yield f"no [{name}]"
        elif name in INSIDE:
            yield from (f"no [{name}.{inner}]" for inner in wanted[name] if inner not in {*read[name], *HELPS})
    for code, hint in read.get("hints", {}).items():
        yield from (f"[hints.{code}] has no {field}" for field in OF_A_HINT if not hint.get(field))
    if "parts" in wanted and not read.get("parts", {}).get("opener"):
        yield "no opener in [parts]"
    for name, known in read.get("values", {}).items():
        asked = {n for n in wanted["values"].get(name, {}).values() if name != "n" or n <= LARGEST}
        if name != "feast" and (gone := asked - set(known.values())):
            yield f"no word for {', '.join(map(str, sorted(gone)))} in [values.{name}]"
