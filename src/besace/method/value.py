"""Values: what is made anew at each act, as all that views consist of, and never changed."""

from dataclasses import dataclass, field
from typing import dataclass_transform


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value[T](kind: type[T]) -> type[T]:
    """A dataclass with slots, equal to what holds the same, and hashed by it.

    That nobody changes one is for mypy to see. Python, asked to see to it as well, sets each field by a call, six times
    as slow.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def referable[T](kind: type[T]) -> type[T]:
    """A value that can be referred to without being kept (`weakref`)."""
    return dataclass(slots=True, unsafe_hash=True, weakref_slot=True)(kind)
