"""The shape of a value: the words in it, what it is but for them, and itself with holes in their place."""

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from itertools import chain
from operator import attrgetter
from types import UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from besace.method.words import ActionId, Count, Measured, Number, PersonId, Said, SubjectId
from besace.web.stand_ins import MANY, Long, Many, taken_for

type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How to take a value of one type apart, and to put it together with other words."""

    words: Callable[[Any], Words]
    rest: Callable[[Any], Hashable]
    opened: Callable[[Any, Iterator[str]], Any]


PLAIN = Shape(lambda _: (), lambda value: value, lambda value, _: value)
"""Of what holds no words."""
WORD = Shape(lambda word: (word,), lambda _: None, lambda _, holes: next(holes))
NUMBER = Shape(lambda number: (str(number),), lambda _: None, lambda _, holes: next(holes))
MEASURED = Shape(
    words=lambda words: (words,),
    rest=taken_for,
    opened=lambda words, holes: Long(hole, taken_for(words)) if (hole := next(holes)) else hole,
)
COUNT = Shape(
    words=lambda count: (str(count),) if count >= MANY else (),
    rest=lambda count: min(count, MANY),
    opened=lambda count, holes: Many(next(holes)) if count >= MANY else count,
)
LIST = Shape(lambda _: (), bool, lambda items, _: (None,) if items else ())
"""Of a list whose items are drawn elsewhere: whether there are any."""


_known: dict[Any, Shape] = {
    **dict.fromkeys([Said, PersonId, SubjectId, ActionId], WORD),
    Measured: MEASURED,
    Number: NUMBER,
    Count: COUNT,
}


def shape_of(hint: Any) -> Shape:
    """Gives the shape of a type: a dataclass with words in its fields of type `Said`, a tuple of such, or None."""
    if (known := _known.get(hint)) is None:
        known = _known[hint] = _shape(hint)
    return known


def _shape(hint: Any) -> Shape:
    if isinstance(hint, TypeAliasType):
        return shape_of(hint.__value__)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple and inner[1:] == (...,):
        return _several(shape_of(inner[0]))
    if origin in {UnionType, Union}:  # of a type alias it is the latter, before Python 3.14
        return _optional(next((shape for one in inner if (shape := shape_of(one)) is not PLAIN), PLAIN))
    return record(hint) if is_dataclass(hint) else PLAIN


def _several(one: Shape) -> Shape:
    if one is PLAIN:
        return PLAIN
    return Shape(
        words=lambda value: tuple(chain.from_iterable([one.words(item) for item in value])),
        rest=lambda value: tuple([one.rest(item) for item in value]),
        opened=lambda value, holes: tuple([one.opened(item, holes) for item in value]),
    )


def _optional(one: Shape) -> Shape:
    if one is PLAIN:
        return PLAIN
    return Shape(
        words=lambda value: () if value is None else one.words(value),
        rest=lambda value: value if value is None else (one.rest(value),),
        opened=lambda value, holes: value if value is None else one.opened(value, holes),
    )


def record(kind: Any, lists: Collection[str] = ()) -> Shape:
    """Gives the shape of a dataclass; the items of the fields named by `lists` are left out."""
    hints = get_type_hints(kind)
    shapes = {field.name: LIST if field.name in lists else shape_of(hints[field.name]) for field in fields(kind)}
    if all(shape is PLAIN for shape in shapes.values()):
        return PLAIN

    def opened(value: Any, holes: Iterator[str]) -> Any:
        return kind(**{name: shape.opened(getattr(value, name), holes) for name, shape in shapes.items()})

    if not lists and (paths := _paths(kind)) is not None:
        return Shape(_texts(_getter(paths[True])), _getter(paths[False]), opened)
    names = [(attrgetter(name), shape) for name, shape in shapes.items()]
    return Shape(
        words=lambda value: tuple(chain.from_iterable([shape.words(of(value)) for of, shape in names])),
        rest=lambda value: tuple([shape.rest(of(value)) for of, shape in names]),
        opened=opened,
    )


def _paths(kind: Any, before: str = "") -> dict[bool, list[str]] | None:
    """Where the words and the rest of a dataclass lie, if each has one fixed place: then one look fetches them."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for name, hint in ((field.name, get_type_hints(kind)[field.name]) for field in fields(kind)):
        if is_dataclass(hint):
            inner = _paths(hint, f"{before}{name}.")
            if inner is None:
                return None
            found = {said: [*found[said], *inner[said]] for said in found}
        elif (shape := shape_of(hint)) in {WORD, NUMBER, PLAIN}:
            found[shape is not PLAIN].append(before + name)
        else:
            return None
    return found


def _texts(get: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], Words]:
    return lambda value: tuple(map(str, get(value)))  # numbers are among them


def _getter(paths: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if not paths:
        return lambda _: ()
    get = attrgetter(*paths)
    return get if len(paths) > 1 else lambda value: (get(value),)
