"""Stencils: what a template makes of a value whose words are left out, kept once for all who say other words.

A room's words and names are its own, the forms and sentences around them are everyone's. A field of type `Said` holds
words that a template only says (`method.words` has more such types): before it draws, they are taken out and a hole
stands in their place; afterwards they are put in, escaped. What is kept knows nothing that anybody said: no field of an
island that holds somebody's words is a plain `str`.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from html import escape
from itertools import chain, islice
from operator import itemgetter
from typing import Any, NamedTuple

from besace.web.shapes import Shape, Words, shape_of

MOST_KEPT = 4_096
"""Whole sessions in many rooms need some three thousand, of a few kilobytes each."""
OPENS, CLOSES, BETWEEN = "\ufdd0", "\ufdd1", "\ufdd2"
"""Noncharacters, kept by Unicode for a program's own use: no text that comes in has them (`forms.clean`)."""
HOLE = re.compile(f"{OPENS}(-?[0-9]+){CLOSES}")


class Stencil(NamedTuple):
    """HTML with an empty string in each hole; what picks those that go there, out of all words and then the parts.

    `parts` are the numbers of the parts that it has places for.
    """

    pieces: list[str]
    pick: Callable[[Sequence[str]], Sequence[str]]
    parts: tuple[int, ...]

    def filled(self, told: Sequence[str]) -> str:
        """Gives the HTML with these words and parts in it, escaped by now."""
        found = self.pieces.copy()
        found[1::2] = self.pick(told)
        return "".join(found)


_kept: dict[Hashable, Stencil] = {}


def framed(name: Hashable, value: Any, shape: Shape, draw: Callable[[Any], str], part: Callable[[int], str]) -> str:
    """Gives what `draw` makes of a hashable value, with its own words in it, and `part(n)` in the n-th place of parts.

    It is drawn once for each `name` and all values that are alike but for their words and parts.
    """
    words = shape.words(value)
    key = _key(name, shape.rest(value), words)
    stencil = _kept.get(key)
    if stencil is None:
        stencil = _keep(key, cut(draw(shape.opened(value, _holes(words))), len(words)))
    return stencil.filled([*_escaped(words), *[part(number) for number in stencil.parts]])


def lines(
    name: Hashable, items: Iterable[Any], beside: Sequence[Any], draw: Callable[[Sequence[Any]], str]
) -> list[str]:
    """Gives what `draw` makes of each item and the values `beside` all of them, with their own words in it."""
    shapes = [shape_of(type(value)) for value in beside]
    more = tuple(chain.from_iterable([shape.words(value) for shape, value in zip(shapes, beside, strict=True)]))
    name = (name, *[shape.rest(value) for shape, value in zip(shapes, beside, strict=True)])
    stencils: list[tuple[Stencil, slice]] = []
    all_words: list[str] = []
    for item in items:
        shape = shape_of(type(item))
        words = shape.words(item) + more
        key = _key(name, shape.rest(item), words)
        stencil = _kept.get(key)
        if stencil is None:
            holes = _holes(words)
            opened = [of.opened(value, holes) for of, value in zip((shape, *shapes), (item, *beside), strict=True)]
            stencil = _keep(key, cut(draw(opened), len(words)))
        stencils.append((stencil, slice(len(all_words), len(all_words) + len(words))))
        all_words += words
    safe = _escaped(all_words)
    return [stencil.filled(safe[its_own]) for stencil, its_own in stencils]


def hole(number: int) -> str:
    """The mark of a hole: of a word by its number, of a part by a number under zero."""
    return f"{OPENS}{number}{CLOSES}"


def cut(html: str, words: int) -> Stencil:
    """Parts HTML at its holes: the pieces between them, and what goes into each of them, of so many words."""
    pieces: list[str] = []
    holes: list[int] = []
    parts: list[int] = []
    begun = 0
    for found in HOLE.finditer(html):
        if (number := int(found[1])) < words:
            pieces += html[begun : found.start()], ""
            begun = found.end()
            if number < 0:
                parts.append(-1 - number)
                number = words + len(parts) - 1
            holes.append(number)
    return Stencil([*pieces, html[begun:]], _picking(holes), tuple(parts))


def forget() -> None:
    """Forgets what was drawn."""
    _kept.clear()


def _key(name: Hashable, rest: Hashable, words: Words) -> Hashable:
    """Whether there is a word at all belongs to what is drawn: templates ask."""
    return (name, rest, tuple(map(bool, words)) if "" in words else True)


def _holes(words: Words) -> Iterator[str]:
    return iter([hole(number) if word else "" for number, word in enumerate(words)])


def _keep(key: Hashable, stencil: Stencil) -> Stencil:
    if len(_kept) >= MOST_KEPT:
        for oldest in tuple(islice(_kept, MOST_KEPT // 4)):  # what is still needed is soon drawn again
            del _kept[oldest]
    _kept[key] = stencil
    return stencil


def _picking(places: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda told: [told[place] for place in places]


def _escaped(words: Sequence[str]) -> Sequence[str]:
    """Escapes words at once: it costs by the call, and leaves holes alone."""
    safe = escape(BETWEEN.join(words)).split(BETWEEN) if words else ()
    return safe if len(safe) == len(words) else [escape(word) for word in words]
