"""What a language's wordbook, the coach's data, lacks beside the English one: files, hints, lists and times."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

MODEL = "en"
OWN = {"voice", "values", "parts"}
"""What each language fills in its own way: names in it are compared nowhere."""


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
    for name, inner in wanted.items():
        if name not in read:
            yield f"no [{name}]"
        elif isinstance(inner, Mapping) and name not in OWN:
            yield from (f"{name}.{lack}".replace(".no [", " has no [") for lack in _lacks(inner, read[name]))
    for name, inner in wanted.get("values", {}).items():
        if gone := set(inner.values()) - set(read.get("values", {}).get(name, {}).values()) - _feasts(name, inner):
            yield f"no word for {', '.join(map(str, sorted(gone)))} in [values.{name}]"


def _feasts(name: str, inner: Mapping[str, int]) -> set[int]:
    """Gives what need not be named: each language has feasts of its own, and numbers beyond ten."""
    return set(inner.values()) if name == "feast" else {n for n in inner.values() if name == "n" and n > 10}  # noqa: PLR2004
