"""Turns the value of one island into HTML, once for all the screens that see the same."""

import re
from functools import cache, lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.translation import override

from besace.live.memory import Kept

KEPT = 1_024
PARTS: Kept[str] = Kept(8_192)
"""The parts of islands that templates draw once (`{% once %}`): small, and many to an island."""


def render(name: str, value: object | None, language: str) -> str:  # noqa: ARG001 - the stream's signature
    """Gives the HTML of an island's content; nothing for None. `name` only says where it lies.

    The value's class names the template: `OpenGate` is `room/islands/open_gate.html`, with the value as `it` and
    nothing else: what many screens share knows no request. `forms.signed` puts the tokens into the forms of a page.
    """
    return "" if value is None else _rendered(value, language)


@lru_cache(maxsize=KEPT)
def _rendered(value: object, language: str) -> str:
    with override(language):
        html: str = _template(template_of(type(value))).render({"it": value, "language": language})
    return html.strip()


@cache
def _template(name: str) -> Any:
    return get_template(name)


def template_of(kind: type) -> str:
    """Names the template of a class of values."""
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    return f"room/islands/{snake}.html"


def forget() -> None:
    """Forgets all that was rendered, as when what it says must be forgotten."""
    _rendered.cache_clear()
    PARTS.clear()
