"""What the facilitator made in someone's name is kept for her to see: which act, where, and in which words (F6)."""

from collections.abc import Iterator

from besace.method.acts import Entry
from besace.method.parts import ByHand
from besace.method.session import Session, but

YES_OR_NO = {"match": "matches", "resonate": "on", "discomfort": "on", "writing": "on", "confirm_next": "available"}
"""The acts that say yes or no, and in which field."""
WORDS = (
    "title",
    "text",
    "question",
    "expectation",
    "when",
    "easy",
    "difficult",
    "learned",
    "enjoyed",
    "apply",
    "expected",
    "reason",
)


def recorded(session: Session, entry: Entry, before: Session) -> Session:
    """The session that also remembers what was made by hand; `before` it, subjects still stood as they were named."""
    if entry.behalf is None:
        return session
    made = ByHand(_key(entry), before.stage, tuple(_words(before, entry)))
    mine = (*session.by_hand.get(entry.behalf, ()), made)
    return but(session, by_hand={**session.by_hand, entry.behalf: mine})


def _key(entry: Entry) -> str:
    field = YES_OR_NO.get(entry.kind)
    if field is None:
        return entry.kind
    return f"{entry.kind}-{'yes' if entry.fields.get(field, True) else 'no'}"


def _words(before: Session, entry: Entry) -> Iterator[str]:
    for subject in (*entry.fields.get("ballot", ()), entry.fields.get("subject")):
        if found := before.subject(subject):
            yield found.title
    if entry.kind == "match":
        yield before.name_of(entry.fields["person"])
    for name in WORDS:
        said = entry.fields.get(name)
        if isinstance(said, str) and said:
            yield said
