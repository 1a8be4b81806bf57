"""What a facilitator changed of a letter before it leaves: her words, sealed; its hour; whether it leaves."""

from collections.abc import Mapping

from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.words import Seconds
from besace.people import sealed
from besace.people.models import Group
from besace.post.models import Draft, Kind

PLACE = "post_draft.sealed"


def words_of(draft: Draft | None) -> Mapping[str, str]:
    """Gives her words, by language; none where she left ours, or where the key is gone."""
    if draft is None or draft.sealed is None:
        return {}
    opened = sealed.open_(draft.group_id, sealed.GROUP, PLACE, [draft.id], bytes(draft.sealed)) or {}
    return {language: str(words) for language, words in opened.items()}


def keep(group: Group, kind: Kind, about: str, words: Mapping[str, str], due: Seconds | None) -> Draft:
    """Keeps her words, by language (an empty one: ours), and when the letter leaves (None: as usual)."""
    written = {language: text for language, text in words.items() if text}

    def kept() -> Draft:
        draft, _ = Draft.objects.get_or_create(group=group, kind=kind, about=about, defaults={"changed": clock.now()})
        blob = sealed.close(group.id, sealed.GROUP, PLACE, [draft.id], written) if written else None
        draft.sealed, draft.due, draft.changed = blob, due, clock.now()
        draft.save()
        return draft

    return WRITER.run(kept)


def hold(group: Group, kind: Kind, about: str, *, held: bool) -> None:
    """Says that a letter does not leave, or that it does after all."""
    told = {"held": held, "changed": clock.now()}
    WRITER.run(lambda: Draft.objects.update_or_create(group=group, kind=kind, about=about, defaults=told))
