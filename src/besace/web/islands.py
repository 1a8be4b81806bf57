"""Turns the value of one island into HTML."""

import re
from functools import cache
from typing import Any

from django.template.loader import get_template
from django.utils.translation import override

from besace.web.each import Each
from besace.web.stencils import filled


def render(name: str, value: object | None, language: str) -> str:  # noqa: ARG001 - the stream's signature
    """Gives the HTML of an island's content; nothing for None. `name` only says where it lies.

    The value's class names the template: `OpenGate` is `room/islands/open_gate.html`, with the value as `it` and
    nothing else: what many screens share knows no request. `forms.signed` puts the tokens into the forms of a page.
    """
    if value is None:
        return ""
    template = template_of(type(value))
    if _is_list(template):
        return _drawn(template, value, language)
    return filled((template, language), value, lambda opened: _drawn(template, opened, language))


def template_of(kind: type) -> str:
    """Names the template of a class of values."""
    return f"room/islands/{_snake(kind.__name__)}.html"


@cache
def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _drawn(template: str, value: object, language: str) -> str:
    with override(language):
        html: str = _template(template).render({"it": value, "language": language})
    return html.strip()


@cache
def _is_list(template: str) -> bool:
    """Whether an island is drawn line by line (`{% each %}`): few lists are alike, their lines are."""
    return bool(_template(template).template.nodelist.get_nodes_by_type(Each))


@cache
def _template(template: str) -> Any:
    return get_template(template)
