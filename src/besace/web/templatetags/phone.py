"""What the phone's templates need to speak: names in a row, and sticks in bundles of five."""

from collections.abc import Sequence

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from besace.web.for_you import FOR_YOU

register = template.Library()

BUNDLE = 5
WIDTHS = {1: 10, 2: 20, 3: 30, 4: 40, 5: 46}


@register.filter
def listed(names: Sequence[str]) -> str:
    """Names in a row, as one says them: Ana, Bea and Cleo."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


@register.filter
def for_you(word: str) -> str | Promise:
    """Says to someone what was made by hand for her."""
    return FOR_YOU[word]


@register.filter
def bundles(sticks: int) -> list[tuple[int, int]]:
    """Draws a number as sticks: each bundle's drawing (one to five) and its width."""
    full, rest = divmod(sticks, BUNDLE)
    drawn = [BUNDLE] * full + ([rest] if rest else [])
    return [(number, WIDTHS[number]) for number in drawn]
