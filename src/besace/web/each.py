"""The node of `{% each %}`: the lines of a list, each drawn by a stencil of its own."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from besace.web.stencils import lines


class Each(template.Node):
    """A part for each item of a list, which sees the item and the values it names, nothing else."""

    def __init__(
        self, item: str, items: FilterExpression, values: dict[str, FilterExpression], content: NodeList
    ) -> None:
        self.names = (item, *values)
        self.items = items
        self.values = tuple(values.values())
        self.nodelist = content

    def render(self, context: Context) -> SafeString:
        """Gives the parts, one after the other."""
        language = str(context.get("language") or get_language())
        values = [value.resolve(context) for value in self.values]

        def draw(seen: Sequence[Any]) -> str:
            return str(self.nodelist.render(context.new(dict(zip(self.names, seen, strict=True)))))

        parts = lines((self, language), self.items.resolve(context), values, draw)
        return mark_safe("".join(parts))  # noqa: S308 - rendered, and escaped, by the engine and its stencil
