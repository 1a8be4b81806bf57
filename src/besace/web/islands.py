"""Turns the value of one island into HTML, once for all the screens that see the same."""

import re
from functools import lru_cache

from django.template.loader import get_template
from django.utils.translation import override

MARK = "CSRF"
"""Stands in cached HTML where a form's token goes; `forms.signed` puts the token in, scripts send it themselves."""

KEPT = 4096


def render(name: str, value: object | None, language: str) -> str:
    """Gives the HTML of an island's content; nothing for None. `name` only says where it lies.

    The value's class names the template: `OpenGate` is `room/islands/open_gate.html`, with the value as `it`.
    """
    return "" if value is None else _rendered(value, language)


@lru_cache(maxsize=KEPT)
def _rendered(value: object, language: str) -> str:
    template = get_template(template_of(type(value)))
    with override(language):
        return template.render({"it": value, "csrf_token": MARK, "LANGUAGE_CODE": language}).strip()


def template_of(kind: type) -> str:
    """Names the template of a class of values."""
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    return f"room/islands/{snake}.html"
