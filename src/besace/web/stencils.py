"""Stencils: what a template makes of a value whose words are left out, kept once for all who say other words.

A room's words and names are its own, the forms and sentences around them are everyone's. A field of type `Said` holds
words that a template only says: before it draws, they are taken out and a hole stands in their place; afterwards they
are put in, escaped. What is kept knows nothing that anybody said.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from html import escape
from itertools import chain
from typing import Any

from besace.web.shapes import shape_of

MOST_KEPT = 1_024
OPENS, CLOSES, BETWEEN = "\ufdd0", "\ufdd1", "\ufdd2"
"""Noncharacters, kept by Unicode for a program's own use: no text that comes in has them (`forms.clean`)."""
HOLE = re.compile(f"{OPENS}([0-9]+){CLOSES}")

type Stencil = tuple[tuple[str, ...], tuple[int, ...]]

_kept: dict[Hashable, Stencil] = {}


def filled(name: Hashable, value: Any, draw: Callable[[Any], str]) -> str:
    """Gives what `draw` makes of a hashable value, with its own words in it.

    It is drawn once for each `name` and all values that are alike but for their words.
    """
    return lines(name, (value,), (), lambda opened: draw(opened[0]))[0]


def lines(
    name: Hashable, items: Iterable[Any], beside: Sequence[Any], draw: Callable[[Sequence[Any]], str]
) -> list[str]:
    """Gives what `draw` makes of each item and the values `beside` all of them, as `filled` does."""
    shapes = [shape_of(type(value)) for value in beside]
    more = tuple(chain.from_iterable([shape.words(value) for shape, value in zip(shapes, beside, strict=True)]))
    name = (name, *[shape.rest(value) for shape, value in zip(shapes, beside, strict=True)])
    found = []
    for item in items:
        shape = shape_of(type(item))
        words = shape.words(item) + more
        key = (name, shape.rest(item), tuple(map(bool, words)) if "" in words else True)
        stencil = _kept.get(key)
        if stencil is None:
            holes = iter([f"{OPENS}{number}{CLOSES}" if word else "" for number, word in enumerate(words)])
            opened = [of.opened(value, holes) for of, value in zip((shape, *shapes), (item, *beside), strict=True)]
            stencil = _keep(key, cut(draw(opened), len(words)))
        found.append(_put_in(stencil, words))
    return found


def cut(html: str, words: int) -> Stencil:
    """Parts HTML at its holes: the pieces between them, and which of so many words goes into each."""
    pieces, holes, begun = [], [], 0
    for hole in HOLE.finditer(html):
        if (number := int(hole[1])) < words:
            pieces.append(html[begun : hole.start()])
            holes.append(number)
            begun = hole.end()
    return (*pieces, html[begun:]), tuple(holes)


def forget() -> None:
    """Forgets what was drawn."""
    _kept.clear()


def _keep(key: Hashable, stencil: Stencil) -> Stencil:
    if len(_kept) >= MOST_KEPT:
        _kept.clear()  # seldom: few things are said in a thousand ways
    _kept[key] = stencil
    return stencil


def _put_in(stencil: Stencil, words: tuple[str, ...]) -> str:
    pieces, holes = stencil
    if not holes:
        return pieces[0]
    safe = escape(BETWEEN.join(words)).split(BETWEEN)  # at once: escaping costs by the call, and leaves holes alone
    if len(safe) != len(words):
        safe = [escape(word) for word in words]
    parts = [pieces[0]]
    for number, piece in zip(holes, pieces[1:], strict=True):
        parts += safe[number], piece
    return "".join(parts)
