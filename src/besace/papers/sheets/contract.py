"""The sheet of step 3: each understanding, the contract, and everyone's agreement (S3, S3.1)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from besace.papers.occasion import Occasion, Sheet


def contract(occasion: Occasion) -> Sheet:
    """Gives the sheet, with a line for each."""
    return {
        "title": _("Reformulations, and the contract"),
        "intro": [_("Step 3. Each says what they understood; the client says whether it matches.")],
        "blanks": [_("Client"), _("Date"), _("Facilitator")],
        "understood": _part(_("What we understood"), _("A line each. Tick when the client says: that is it.")),
        "names": occasion.lines,
        "question": _part(_("The question, in the client’s words"), _("Kept, or worded anew. How can I…, to…")),
        "expectation": _part(
            _("What the client hopes for from us"), _("Ideas, contacts, to be heard, to choose between two ways…")
        ),
        "agreed": _part(_("We agree to it"), _("The client and each consultant. If not, back to step 2.")),
        "everyone": occasion.lines,
    }


def _part(title: str, hint: str) -> Mapping[str, str]:
    return {"title": title, "hint": hint}
