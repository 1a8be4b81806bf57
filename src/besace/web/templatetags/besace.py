"""What the templates of the house share: icons, and forms that carry an act."""

from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from besace.method.words import Stage
from besace.web import names

register = template.Library()


@register.simple_tag
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


@register.simple_block_tag(takes_context=True)
def act(context: Context, content: str, word: str, **attributes: Any) -> SafeString:
    """Wraps its content in the form that does one act, with the place where a refusal is said.

    `{% act "ask" class="stack" %}…{% endact %}`; `for=PERSON` does it on her behalf; other names become attributes
    (`_` for `-`: `data_stays=""`). Fields, and at least one submit button, are its content.
    """
    behalf = attributes.pop("for", "")
    quiet = attributes.pop("quiet", False)
    named = format_html_join("", ' {}="{}"', ((name.replace("_", "-"), value) for name, value in attributes.items()))
    return format_html(
        '<form method="post" action="act"{}>{}<input type="hidden" name="act" value="{}">{}{}{}</form>',
        named,
        _token(context),
        word,
        format_html('<input type="hidden" name="for" value="{}">', behalf) if behalf else "",
        mark_safe(content),  # noqa: S308 - rendered, and escaped, by the engine
        "" if quiet else mark_safe('<p class="refusal" role="status" data-own></p>'),
    )


def _token(context: Context) -> SafeString:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", ""))


@register.filter
def stage_name(stage: Stage) -> str:
    """Names a stage as the ruler does: with its number where it is one of the six steps."""
    number = names.stage_number(stage)
    return f"{number} {names.stage_name(stage)}" if number else str(names.stage_name(stage))
