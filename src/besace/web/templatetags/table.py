"""What the table's templates share: the words of seats, sticks as drawings, and hours of the day."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from besace.live import clock
from besace.method.view.table.behalf import Menu, Tap
from besace.method.view.table.by_hand import Row
from besace.method.view.table.seats import Seat
from besace.method.words import PersonId
from besace.web import seat_words

register = template.Library()

for words in (
    "said",
    "row_said",
    "felt_words",
    "written",
    "row_words",
    "standing",
    "turn_words",
    "purpose",
    "moment_words",
):
    register.filter(words, getattr(seat_words, words))

DRAWN = {"floor": "speak", "client": "bag", "hand": "hand", "absent": "chair", "expected": "chair"}
ICONS = {
    "admit": "door",
    "mark_absent": "chair",
    "check_in": "speak",
    "pass": "next",
    "resonate": "resonate",
    "object": "wave",
    "decline": "wave",
    "ask": "speak",
    "answer": "speak",
    "decline_answer": "listen",
    "react": "bag",
    "reformulate": "speak",
    "writing": "pencil",
    "ask_to_clarify": "speak",
    "discomfort": "wave",
    "evaluate": "speak",
    "confirm_next": "calendar",
    "raise_hand": "hand",
    "lower_hand": "hand",
    "give_floor": "speak",
    "clear_floor": "back",
    "set_order": "next",
    "invite": "letter",
}
WIDTHS = {1: 10, 2: 20, 3: 30, 4: 40, 5: 46}
GAP = 8


@register.filter
def drawn(seat: Seat) -> str:
    """Names the drawing on a seat's cushion; none for someone who simply sits there."""
    return next((drawing for mark, drawing in DRAWN.items() if mark in seat.marks), "")


@register.filter
def behalf(menu: Menu, tap: Tap) -> PersonId:
    """Gives in whose name a touch of this menu is made."""
    return menu.behalf_of(tap)


@register.filter
def icon_of(word: str) -> str:
    """Names the drawing of an act."""
    return ICONS.get(word, "check")


@register.filter
def row_id(row: Row) -> str:
    """Names a row of the hand on the page."""
    return f"hand-{row.key}"


@register.filter
def ranks(names: str) -> list[str]:
    """Gives the ranks of a ballot, in order (R5)."""
    return names.split()


@register.filter
def rank_words(rank: str) -> str:
    """Says how many sticks a rank is worth."""
    return str(seat_words.RANKS[rank])


@register.filter
def hour(instant: int, zone: str) -> SafeString:
    """Gives an instant as an hour of the day where the session is held, which the browser then says in its own zone."""
    at = clock.local(instant, zone)
    return format_html('<time data-at="{}" datetime="{}">{}</time>', instant, at.isoformat(), f"{at:%H:%M %Z}")


@register.simple_tag
def sticks(bundles: tuple[int, ...]) -> SafeString:
    """Draws turns as sticks, silent for those who listen: the number stands beside it."""
    sprite, starts, width = static("besace/icons.svg"), [], 0
    for many in bundles:
        starts.append((sprite, many, width, WIDTHS[many]))
        width += WIDTHS[many] + GAP
    uses = format_html_join("", '<use href="{}#t{}" x="{}" width="{}" height="40"/>', starts)
    return format_html(
        '<svg class="seat__sticks" viewBox="0 0 {} 40" aria-hidden="true">{}</svg>', max(width - GAP, 1), uses
    )
