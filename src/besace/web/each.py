"""The node of `{% each %}`: the lines of a list, each drawn by a stencil of its own."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from besace.web.stencils import hole, lines

ISLAND, LISTS = "it", "lists"


class Each(template.Node):
    """A part for each item of a list, which sees the item and the values it names, nothing else.

    On an island, whose frame is a stencil too, it leaves a hole there, and its parts come from `of`.
    """

    def __init__(
        self, item: str, items: FilterExpression, values: dict[str, FilterExpression], content: NodeList
    ) -> None:
        self.names = (item, *values)
        self.items = items
        self.values = tuple(values.values())
        self.nodelist = content

    @property
    def field(self) -> str:
        """The field of an island whose items are drawn.

        Raises:
            TemplateSyntaxError: they come from elsewhere.
        """
        return _path(self.items)

    def render(self, context: Context) -> SafeString:
        """Gives the parts, one after the other; on an island, the place where they go."""
        if lists := context.get(LISTS):
            return mark_safe(hole(-1 - lists.index(self)))  # noqa: S308 - a number
        language = str(context.get("language") or get_language())
        values = [value.resolve(context) for value in self.values]

        def draw(seen: Sequence[Any]) -> str:
            return str(self.nodelist.render(context.new(dict(zip(self.names, seen, strict=True)))))

        parts = lines((self, language), self.items.resolve(context), values, draw)
        return mark_safe("".join(parts))  # noqa: S308 - rendered, and escaped, by the engine and its stencil

    def of(self, island: Any, frame: Template, language: str) -> str:
        """Gives the parts of an island, one after the other."""

        def draw(seen: Sequence[Any]) -> str:
            alone = Context(dict(zip(self.names, seen, strict=True)))
            with override(language), alone.render_context.push_state(frame), alone.bind_template(frame):
                return str(self.nodelist.render(alone))

        values = [attrgetter(_path(value))(island) for value in self.values]
        return "".join(lines((self, language), getattr(island, self.field), values, draw))


def _path(expression: FilterExpression) -> str:
    lookups = getattr(expression.var, "lookups", None) or ()
    if expression.filters or lookups[:1] != (ISLAND,):
        raise template.TemplateSyntaxError("On an island, each takes the fields of `it`.")
    return ".".join(lookups[1:])
