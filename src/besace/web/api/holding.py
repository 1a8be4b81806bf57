"""Holds what was sent against its shape: as much of JSON Schema as `shapes` uses, and not a word more."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from besace.web.api.shapes import Schema

TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}
HELD: Mapping[str, Callable[[Any, Any], bool]] = {
    "enum": lambda value, known: value in known,
    "pattern": lambda value, pattern: re.fullmatch(pattern, value) is not None,
    "minLength": lambda value, least: len(value) >= least,
    "maxLength": lambda value, most: len(value) <= most,
    "maxItems": lambda value, most: len(value) <= most,
    "minimum": lambda value, least: value >= least,
    "maximum": lambda value, most: value <= most,
}


def wrong(schema: Schema, value: object, where: str = "") -> str | None:
    """The first part of a value that is not as its shape says, by its path; None where all is."""
    return next(_wrong(schema, value, where), None)


def _wrong(schema: Schema, value: Any, where: str) -> Iterator[str]:
    if ways := schema.get("anyOf"):
        if all(wrong(way, value, where) is not None for way in ways):
            yield where
        return
    if not TYPES[schema["type"]](value):
        yield where
        return
    if any(word in schema and not holds(value, schema[word]) for word, holds in HELD.items()):
        yield where
        return
    if isinstance(value, dict):
        yield from _in_object(schema, value, where)
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _wrong(schema["items"], one, f"{where}.{number}")


def _in_object(schema: Schema, value: Mapping[str, Any], where: str) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", False)
    yield from (_under(where, name) for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        named = schema.get("propertyNames", {}).get("pattern")
        if (named and not re.fullmatch(named, name)) or (name not in known and others is False):
            yield where  # the name itself may be anything, and is not said back
        else:
            yield from _wrong(known.get(name) or others, one, _under(where, name))


def _under(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
