"""A person's notebook as a paper of her own: part after part, her words under what they answer (S6)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from besace.papers.occasion import Sheet


@dataclass(frozen=True, slots=True)
class Said:
    """Words of hers, one or several, and what they answer."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One session, or whatever else is kept together: a title, a remark, and what was said."""

    title: str
    remark: str
    said: tuple[Said, ...]


def notebook(group: str, parts: Sequence[Part]) -> Sheet:
    """Gives the sheet; `group` is the name under which she knows where it comes from."""
    return {
        "title": _("My notebook"),
        "intro": [group],
        "parts": [asdict(part) for part in parts],
        "nothing": "" if parts else _("Nothing is kept here."),
        "end": _("My own words, and nobody else’s."),
    }
