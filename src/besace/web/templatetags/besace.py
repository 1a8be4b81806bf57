"""What the templates of the house share: icons, and forms that carry an act."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

import segno
from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from besace.method.words import Stage
from besace.web import islands, names

register = template.Library()


@register.simple_tag
@cache
def icon(name: str, size: str = "", kind: str = "") -> SafeString:
    """Draws an icon of the sprite, silent for those who listen: its words stand beside it."""
    classes = " ".join(filter(None, ("icon", f"icon--{size}" if size else "", kind)))
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, static("besace/icons.svg"), name
    )


@register.simple_tag
def sprite(name: str) -> str:
    """Gives the address of one drawing of the sprite, for those that are no icon (sticks)."""
    return f"{static('besace/icons.svg')}#{name}"


@register.simple_block_tag
def act(content: str, word: str, **attributes: Any) -> SafeString:
    """Wraps its content in the form that does one act, with the place where a refusal is said.

    `{% act "ask" class="stack" %}…{% endact %}`; `for=PERSON` does it on her behalf; other names become attributes
    (`_` for `-`: `data_stays=""`). Fields, and at least one submit button, are its content.
    """
    behalf = attributes.pop("for", "")
    quiet = attributes.pop("quiet", False)
    named = format_html_join("", ' {}="{}"', ((name.replace("_", "-"), value) for name, value in attributes.items()))
    return format_html(
        '<form method="post" action="act" data-act{}><input type="hidden" name="act" value="{}">{}{}{}</form>',
        named,
        word,
        format_html('<input type="hidden" name="for" value="{}">', behalf) if behalf else "",
        mark_safe(content),  # noqa: S308 - rendered, and escaped, by the engine
        "" if quiet else mark_safe('<output class="refusal" hidden data-refusal></output>'),
    )


@register.filter
def stage_name(stage: Stage) -> str:
    """Names a stage as the ruler does: with its number where it is one of the six steps."""
    number = names.stage_number(stage)
    return f"{number} {names.stage_name(stage)}" if number else str(names.stage_name(stage))


@register.simple_tag
def square(address: str) -> SafeString:
    """Draws an address as a square code, dark on light: one path of dark runs (ISO/IEC 18004, level M)."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    path = "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in _runs(row))
    size = len(rows) + 8
    return format_html(
        '<svg class="qr" viewBox="-4 -4 {} {}" role="img" aria-label="{}"><path d="{}"/></svg>',
        size,
        size,
        gettext("The way in, as a QR code"),
        path,
    )


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    x = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield x, length
        x += length


@register.filter
def spaced(code: str) -> str:
    """Writes a code as one reads it aloud: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


@register.filter
def site(address: str) -> str:
    """Gives what one types of an address: no scheme."""
    return address.partition("://")[2] or address


class Once(template.Node):
    """A part of an island, rendered once for each set of the values it names. It sees nothing else."""

    def __init__(self, values: dict[str, FilterExpression], content: NodeList) -> None:
        self.names = tuple(values)
        self.values = tuple(values.values())
        self.nodelist = content

    def render(self, context: Context) -> SafeString:
        """Gives the part, from memory where these values were seen in this language."""
        values = [value.resolve(context) for value in self.values]
        key = (self, context.get("language") or get_language(), *values)
        found = islands.PARTS.get(key)
        if found is None:
            seen = context.new(dict(zip(self.names, values, strict=True)))
            found = islands.PARTS.put(key, self.nodelist.render(seen))
        return mark_safe(found)  # noqa: S308 - rendered, and escaped, by the engine


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """Renders its content once for each set of values: a line added to a list leaves the others as they were.

    `{% once one=line name=it.name %}…{% endonce %}`; the values are hashable, and all that the content sees.
    """
    values = token_kwargs(token.split_contents()[1:], parser)
    content = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(values, content)


@register.filter
def here(request: HttpRequest) -> str:
    """Gives the address that shows again what this page shows: an act's own address only takes what is sent."""
    return request.get_full_path() if request.method == "GET" else request.path.rpartition("/")[0] + "/"
