"""What a consultant keeps for a later step, and its return there (S1, S4.1)."""

from dataclasses import replace

from besace.method.acts import Entry
from besace.method.fields import Field, Wrong, whole
from besace.method.session import Session, but


def kept_number() -> Field:
    """The number, from 1, of the kept words that this act takes up."""

    def read(session: Session, value: object) -> int:
        most = max((len(kept) for kept in session.kept.values()), default=0)
        if not most:
            raise Wrong("nothing-kept")
        found: int = whole("kept", 1, most).read(session, value)
        return found

    return Field("kept", read)


def use_kept(session: Session, entry: Entry) -> Session:
    """Marks the kept words an act took up as used, so that they leave their author's sheet."""
    which = entry.fields.get("kept")
    mine = session.kept.get(entry.whose, ())
    if not which or which > len(mine):
        return session
    used = tuple(replace(one, used=True) if n == which else one for n, one in enumerate(mine, 1))
    return but(session, kept={**session.kept, entry.whose: used})
