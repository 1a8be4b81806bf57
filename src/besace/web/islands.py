"""Turns the value of one island into HTML."""

import re
from functools import cache
from typing import Any

from django.template.loader import get_template
from django.utils.translation import override

from besace.web.each import LISTS, Each
from besace.web.shapes import record
from besace.web.stencils import framed


def render(name: str, value: object | None, language: str) -> str:  # noqa: ARG001 - the stream's signature
    """Gives the HTML of an island's content; nothing for None. `name` only says where it lies.

    The value's class names the template: `OpenGate` is `room/islands/open_gate.html`, with the value as `it` and
    nothing else: what many screens share knows no request. `forms.signed` puts the tokens into the forms of a page.
    """
    if value is None:
        return ""
    kind = type(value)
    island = _known.get(kind)
    if island is None:
        island = _known[kind] = Island(kind)
    return island.html(value, language)


class Island:
    """How islands of one class are drawn: its template, the lists in it, and the shape of the value."""

    def __init__(self, kind: type) -> None:
        self.name = template_of(kind)
        self.template = get_template(self.name)
        frame: Any = self.template
        self.frame = frame.template
        self.lists = self.frame.nodelist.get_nodes_by_type(Each)
        self.shape = record(kind, {one.field for one in self.lists})

    def html(self, value: object, language: str) -> str:
        """Gives the HTML of a value of that class."""

        def part(number: int) -> str:
            return str(self.lists[number].of(value, self.frame, language))

        return framed((self.name, language), value, self.shape, lambda opened: self._drawn(opened, language), part)

    def _drawn(self, value: object, language: str) -> str:
        with override(language):
            return str(self.template.render({"it": value, "language": language, LISTS: self.lists})).strip()


_known: dict[type, Island] = {}


def template_of(kind: type) -> str:
    """Names the template of a class of values."""
    return f"room/islands/{_snake(kind.__name__)}.html"


@cache
def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
