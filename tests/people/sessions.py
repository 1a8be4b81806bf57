"""A whole session lived through the only door to change, from the gathering to its end; the first is its client."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from besace.live import rooms
from besace.live.act import act
from besace.live.models import Room
from besace.method.acts import Act
from besace.method.words import Moment

type Did = tuple[str, str, Mapping[str, object]]

_ids = count()


def whole(room: Room, host: str, table: Sequence[str], actions: Sequence[dict[str, str]]) -> None:
    """Everyone comes and stays; where another session follows, each can come to it but the second."""
    before = rooms.folded(room).session
    for who, word, fields in _story(host, table, actions):
        if word == "confirm_next" and not before.next_session:
            continue
        if word == "propose_subject" and rooms.folded(room).session.moment is Moment.FOLLOW_UP:
            act(room, host, Act("advance", {}), f"lived-{next(_ids):06}")
        answer = act(room, host if who == host else who, Act(word, fields), f"lived-{next(_ids):06}")
        assert answer.refusal is None, f"{who} {word} {fields}: {answer.refusal}"


def whole_second(room: Room, host: str, table: Sequence[str], actions: Sequence[dict[str, str]]) -> None:
    """The second session of a half-day: everyone sits there already, and it begins with the plan or the subjects."""
    for who, word, fields in _story(host, table, actions):
        session = rooms.folded(room).session
        if word in {"admit", "confirm_next"} or (
            word == "advance" and session.moment is Moment.SUBJECTS and not session.subjects
        ):
            continue
        if word == "propose_subject" and session.moment is Moment.FOLLOW_UP:
            act(room, host, Act("advance", {}), f"lived-{next(_ids):06}")
        if word == "close":
            act(
                room,
                host,
                Act("waive", {"condition": "next-confirmed", "reason": "They leave at once"}),
                f"lived-{next(_ids):06}",
            )
        answer = act(room, host if who == host else who, Act(word, fields), f"lived-{next(_ids):06}")
        assert answer.refusal is None, f"{who} {word} {fields}: {answer.refusal}"


def _story(host: str, table: Sequence[str], actions: Sequence[dict[str, str]]) -> Iterator[Did]:
    client, *consultants = table
    yield from ((host, "admit", {"person": one}) for one in table)
    yield from _reception(host, client, consultants)
    yield (client, "done", {})
    yield (host, "advance", {})
    yield from ((one, "ask", {"text": "What have you tried so far?"}) for one in consultants)
    yield from ((one, "clear", {}) for one in consultants)
    yield (host, "advance", {})
    yield from ((one, "reformulate", {"text": "As I see it"}) for one in consultants)
    yield from ((client, "match", {"person": one, "matches": True}) for one in consultants)
    yield (client, "set_contract", {"question": "How can I go on?", "expectation": "Many ways"})
    yield from ((one, "agree", {}) for one in table)
    yield (host, "advance", {})
    yield from ((one, "react", {"kind": "experience", "text": "I did it slowly"}) for one in consultants)
    yield (host, "advance", {})
    yield from _ending(host, table, actions)


def _reception(host: str, client: str, consultants: Sequence[str]) -> Iterator[Did]:
    yield (host, "open", {})
    yield (host, "advance", {})
    yield (client, "propose_subject", {"key": "chosen", "title": "How can I rest, to think?"})
    other = consultants[0]
    yield (other, "propose_subject", {"key": "another", "title": "How can I sell more, to live from it?"})
    yield (host, "advance", {})
    yield (host, "choose", {"subject": "chosen", "because": "urgency"})
    yield (client, "accept", {})
    yield from ((one, "consent", {}) for one in consultants)
    yield (host, "advance", {})


def _ending(host: str, table: Sequence[str], actions: Sequence[dict[str, str]]) -> Iterator[Did]:
    client, second = table[:2]
    yield from ((client, "add_action", {"key": f"a{n}", **line}) for n, line in enumerate(actions))
    yield (host, "copy_plan", {})
    yield (client, "plans_agree", {})
    yield (host, "plans_agree", {})
    yield (host, "advance", {})
    yield from ((one, "evaluate", {"learned": f"learned by {one}"}) for one in table)
    yield from ((one, "confirm_next", {"available": one != second}) for one in table)
    yield (host, "close", {})
