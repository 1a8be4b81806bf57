"""What the templates of the desk say: names in a row, conditions, kinds, and sums drawn as sticks."""

from collections.abc import Sequence

from django import template
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from besace.web import gate_words

register = template.Library()

KINDS = {
    "problem": gettext_lazy("problem"),
    "project": gettext_lazy("project"),
    "concern": gettext_lazy("concern"),
    "experience": gettext_lazy("experience"),
    "proposal": gettext_lazy("proposal"),
    "question": gettext_lazy("question, left open"),
    "resource": gettext_lazy("resource"),
    "done": pgettext_lazy("outcome", "done"),
    "started": pgettext_lazy("outcome", "started"),
    "not_yet": pgettext_lazy("outcome", "not yet"),
    "short": gettext_lazy("Short term"),
    "medium": gettext_lazy("Medium term"),
    "long": gettext_lazy("Long term"),
    "vote": gettext_lazy("by the vote"),
    "urgency": gettext_lazy("because it is urgent"),
    "resonance": gettext_lazy("because it resonates"),
    "lot": gettext_lazy("by lot"),
}
WIDTHS = {1: 10, 2: 20, 3: 30, 4: 40, 5: 46}
"""The drawings of one to five sticks, and how wide each is."""


@register.filter
def kind(word: str) -> str | Promise:
    """Says a word of choice of the method: a kind, an outcome, a term, a reason."""
    return KINDS.get(word, word)


@register.filter
def names(people: Sequence[str], you: bool = False) -> str:  # noqa: FBT001, FBT002 - the filter's argument
    """Says names in a row: “Ana, Bea and Cleo”; `you` adds the reader at the end."""
    said = [*people, *([_("you")] if you else [])]
    if len(said) < 2:  # noqa: PLR2004 - one name stands alone
        return "".join(said)
    return _("%(names)s and %(last)s") % {"names": ", ".join(said[:-1]), "last": said[-1]}


@register.filter
def condition(word: str) -> str | Promise:
    """Says a condition of the gate."""
    return gate_words.condition_in_words(word)


@register.filter
def before(target: str) -> str | Promise:
    """Heads the gate: before what."""
    return gate_words.BEFORE[target]


@register.filter
def go_on(target: str) -> str | Promise:
    """Labels the gate's button: on to what."""
    return gate_words.GO_ON[target]


@register.simple_tag
def tally(sticks: int) -> SafeString:
    """Draws a sum of sticks in bundles of five, and says it for those who listen (R5)."""
    bundles = [5] * (sticks // 5) + ([sticks % 5] if sticks % 5 else [])
    drawn = format_html_join(
        "",
        '<svg viewBox="0 0 {} 40" aria-hidden="true"><use href="{}#t{}"/></svg>',
        ((WIDTHS[one], static("besace/icons.svg"), one) for one in bundles),
    )
    said = ngettext("%(count)s stick", "%(count)s sticks", sticks) % {"count": sticks}
    return format_html('<span class="tally">{}</span><span class="vh">{}</span>', drawn, said)


@register.simple_tag
def rings(how_many: int) -> SafeString:
    """Draws a ring for each person a subject resonates with, and says how many (R6)."""
    if not how_many:
        return SafeString()
    ring = '<svg class="icon" aria-hidden="true"><use href="{}#resonate"/></svg>'
    drawn = format_html_join("", ring, ((static("besace/icons.svg"),) for _n in range(how_many)))
    said = ngettext("resonates with %(count)s", "resonates with %(count)s", how_many) % {"count": how_many}
    return format_html('<span class="rings">{}<span class="vh">{}</span></span>', drawn, said)
