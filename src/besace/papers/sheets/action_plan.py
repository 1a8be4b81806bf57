"""The sheet of step 5: at least three actions, each with its time, over three terms (S5)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from besace.papers.occasion import Occasion, Sheet


def action_plan(_occasion: Occasion) -> Sheet:
    """Gives the sheet: one is for the client, one for the facilitator, who notes the plan too (S5.2)."""
    return {
        "title": _("Action plan"),
        "intro": [
            _("Step 5. First a few minutes of silence with my notes. Then three actions I can see myself doing.")
        ],
        "blanks": [_("Name"), _("Date"), _("I tell how it went on")],
        "question": _("The contract: my question"),
        "terms": [
            _term(_("Short term"), _("this week")),
            _term(_("Medium term"), _("in the coming weeks")),
            _term(_("Long term"), _("something that lasts")),
            _term(_("One more"), _("if I wish")),
        ],
        "what": _("What I do, where, with whom"),
        "when": _("When"),
        "checks": [_("Each is something I do"), _("Each has its time"), _("We noted the same")],
    }


def _term(name: str, hint: str) -> Mapping[str, str]:
    return {"name": name, "hint": hint}
