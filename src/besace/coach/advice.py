"""The coach's one question: what could be said of this wording?"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from threading import Lock

from besace.coach import action, speech, subject
from besace.coach.asked import Asked, Found
from besace.coach.books import LANGUAGES, Book, book
from besace.coach.folding import LONGEST
from besace.coach.hint import Hint
from besace.coach.learned import judged

KINDS = ("subject", "question", "reaction", "action")
MOST = 2
"""So many rewordings are offered: choosing among more is work."""

_reading = {language: Lock() for language in LANGUAGES}
_read: set[tuple[str, str]] = set()
"""The languages and kinds that were judged once, and so have their words at hand. Reading those takes half a second:
one does it for all who come at once, and of a language one kind after the other, as its kinds add to the same parts."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How one kind of wording is judged: what is found, how it could be said, and what helps otherwise."""

    find: Callable[[Asked], Iterator[Found]]
    ways: Callable[[Asked, Found], Iterator[str]]
    frame: Callable[[Asked, Found], str]


_RULES = {
    "subject": Rules(subject.find, subject.ways, subject.frame),
    "question": Rules(speech.question, speech.question_ways, speech.frame),
    "reaction": Rules(speech.reaction, speech.reaction_ways, speech.frame),
    "action": Rules(action.find, action.ways, action.frame),
}


def hints(language: str, kind: str, text: str, when: str | None = None, today: date | None = None) -> tuple[Hint, ...]:
    """Give the hints on a wording, at most one of each code, in the order ACTS lists them (B3, S2, S4.1, S5).

    Takes the language of the text (`en`, `fr`, also `fr-CA`), the kind of wording, and for an action the time given in
    its own field. Without `today` a time is only checked for being one. An unknown language or kind gets no advice.
    """
    spoken = _spoken(language, kind)
    return _hints(spoken, kind, text, when, today) if spoken else ()


def codes(language: str, kind: str, text: str, when: str | None = None, today: date | None = None) -> tuple[str, ...]:
    """Give the codes alone of what `hints` gives: no rewording is sought, which is most of its work."""
    spoken = _spoken(language, kind)
    return tuple(one.code for one in _found(kind, _asked(spoken, kind, text, when, today))) if spoken else ()


def _spoken(language: str, kind: str) -> str | None:
    """Give the language as its folder is named, its words for this kind at hand; None where there is no advice."""
    spoken = language.lower().replace("_", "-").partition("-")[0]
    if spoken not in LANGUAGES or kind not in KINDS:
        return None
    if (spoken, kind) not in _read:
        with _reading[spoken]:
            _hints(spoken, kind, "…", None, None)
            _read.add((spoken, kind))
    return spoken


def _asked(language: str, kind: str, text: str, when: str | None, today: date | None) -> Asked:
    return Asked(book(language, kind), language, text[:LONGEST], when or "", today)


def _hints(language: str, kind: str, text: str, when: str | None, today: date | None) -> tuple[Hint, ...]:
    asked = _asked(language, kind, text, when, today)
    found = tuple(_found(kind, asked))
    return tuple(_hint(kind, asked, one, {other.code for other in found} - {one.code}) for one in found)


def heard_by_rules(language: str, kind: str, text: str, when: str | None = None) -> tuple[str, ...]:
    """Give the codes that the rules of a language hear by themselves, before what was learned is asked."""
    return tuple(one.code for one in _RULES[kind].find(Asked(book(language, kind), language, text, when or "")))


def _found(kind: str, asked: Asked) -> Iterator[Found]:
    return judged(kind, asked, _RULES[kind].find(asked))


def _hint(kind: str, asked: Asked, found: Found, others: set[str]) -> Hint:
    words, start = asked.folded.cut(*found.span) if found.span else ("", -1)
    ways = tuple(_set(asked.book, asked.book.quote(way)) for way in islice(_better(kind, asked, found, others), MOST))
    frame = _set(asked.book, _RULES[kind].frame(asked, found))
    why = _set(asked.book, asked.book.advice[found.code].why)
    return Hint(found.code, words, start, ways[0] if ways else frame, why, ways[1:])


def _better(kind: str, asked: Asked, found: Found, others: set[str]) -> Iterator[str]:
    """Give the rewordings that are better: no hint of this code is left, and none is new."""
    given = set()
    for way in _RULES[kind].ways(asked, found):
        if way and way not in given and {one.code for one in _found(kind, asked.again(way))} <= others:
            given.add(way)
            yield way


def _set(known: Book, text: str) -> str:
    """Set the room before a mark as the language does: none, or a narrow one at which no line breaks."""
    if not known.room:
        return re.sub(r"\s+(?=[?!;:](?!\w))", "", text)
    return re.sub(r"\s+(?=[?!;:»])|(?<=[^\s?!.…(])(?=[?!](?:\s|$))|(?<=«)\s+", known.room, text)
