"""What the cards of the console need: their words, and their drawings."""

from django import template

from besace.method.view.table.cards import Touch
from besace.web import card_words

register = template.Library()

register.filter("card_seen", card_words.seen)
register.filter("card_say", card_words.say)
register.filter("card_kind", card_words.kind)


@register.filter
def card_icon(code: str) -> str:
    """Names the drawing on a card."""
    return card_words.MARKS.get(code, "speak")


@register.filter
def touch_icon(touch: Touch) -> str:
    """Names the drawing of a touch; none for a quiet one."""
    return card_words.DRAWN.get(touch.key, "")


register.filter("touch_do", card_words.do)
