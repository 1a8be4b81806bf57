"""What the templates of the house share: icons, and forms that carry an act."""

import json
from functools import cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.base import Parser, Token, token_kwargs
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from besace.languages import LANGUAGES
from besace.method.words import Stage
from besace.papers.qr import svg_of
from besace.web import names, tongues
from besace.web.account.ways import Ways
from besace.web.account.ways import told as ways_told
from besace.web.each import Each
from besace.web.shell import GROUND

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
    """Draws an address as a square code, dark on light."""
    return mark_safe(svg_of(address, gettext("The way in, as a QR code")))  # noqa: S308 - one path, its name escaped


@register.filter
def spaced(code: str) -> str:
    """Writes a code as one reads it aloud: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


@register.simple_tag
def ground(scheme: str) -> str:
    """Gives the colour of the paper under everything, for the frame that a phone draws round it."""
    return GROUND[scheme]


@register.filter
def as_json(value: object) -> SafeString:
    """Writes a value of ours into a script, closed against what could end it."""
    return mark_safe(json.dumps(value).replace("<", "\\u003c"))  # noqa: S308 - JSON, made safe for a script


@register.filter
def site(address: str) -> str:
    """Gives what one types of an address: no scheme."""
    return address.partition("://")[2] or address


@register.simple_tag(takes_context=True)
def ways(context: template.Context) -> SafeString:
    """Tells the page how whoever looks at it likes it: the paper, advice or none, a sound or a buzz or none."""
    request = context.get("request")
    told = ways_told(request.COOKIES) if request else Ways()
    wants = {"buzz": told.buzzed, "sound": told.sounded}
    marks = {"scheme": told.scheme, "coach": "" if told.coached else "off"}
    marks |= {cue: "on" for cue, wanted in wants.items() if wanted}
    return format_html_join("", ' data-{}="{}"', ((name, value) for name, value in marks.items() if value))


@register.filter
def here(request: HttpRequest) -> str:
    """Gives the address that shows again what this page shows: an act's own address only takes what is sent."""
    return request.get_full_path() if request.method == "GET" else request.path.rpartition("/")[0] + "/"


@register.filter
def tongue(language: str) -> str:
    """Names a language as it names itself."""
    return tongues.own_name(language)


@register.filter
def other_tongues(language: str) -> list[str]:
    """Gives the languages one can change to from this one."""
    return [one for one in LANGUAGES if one != language]


@register.tag
def each(parser: Parser, token: Token) -> Each:
    """Renders its content for each item of a list: a line added leaves the others as they were.

    `{% each line in it.lines name=it.name %}…{% endeach %}`; it sees the item and those values alone.
    """
    item, _, items, *values = token.split_contents()[1:]
    content = parser.parse(("endeach",))
    parser.delete_first_token()
    return Each(item, parser.compile_filter(items), token_kwargs(values, parser), content)
