"""The islands of a view as JSON: every value by its fields, and the name of its class as `kind`.

A field of that name, as of a subject, goes out as `sort`: what a value is called never hides what it is.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import Any

CLASS = "kind"
NAMES = {CLASS: "sort"}
"""Fields that go out under another name."""


def plain(value: object) -> Any:
    """Gives a value of the core as JSON knows it; what is none of them is not guessed at.

    Raises:
        TypeError: JSON has nothing for it.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        named = {NAMES.get(one.name, one.name): plain(getattr(value, one.name)) for one in fields(value)}
        return {CLASS: type(value).__name__, **named}
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(one) for name, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    raise TypeError(type(value).__name__)
