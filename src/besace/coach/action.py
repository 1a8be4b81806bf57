"""Wording an action (S5): something one does, with a time slot."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from besace.coach.asked import Asked, Found
from besace.coach.books import Book
from besace.coach.folding import Folded, fold
from besace.coach.slots import holds_slot
from besace.coach.turning import built

_CLAUSE_END = re.compile(r"[.!?…;:,\n]|\Z")
_ENDS = ' \t\n\r.!…;:,"“”«»\u00a0\u202f'
_SOME_DAY = date(2001, 1, 1)
_FRIDAY = 4


def find(asked: Asked) -> Iterator[Found]:
    """Give what there is to say of an action, in its order; its time may stand in `when` or in the text itself."""
    if not asked.folded.text.strip():
        return
    if span := _half_hearted(asked.book, asked.folded) or _wish(asked.book, asked.folded):
        yield Found("vague", span)
    today = asked.today or _SOME_DAY
    if not holds_slot(asked.language, asked.when, today) and not holds_slot(asked.language, asked.text, today):
        yield Found("undated", asked.book.advice["undated"].find(asked.folded))


def ways(asked: Asked, found: Found) -> Iterator[str]:
    """Give whole rewordings, the best first: with a gesture where it was a wish, with a day where it had none."""
    texts = _gestures(asked, found) if found.code == "vague" else iter((_timeless(asked),))
    for text in filter(None, texts):
        yield text
        yield _dated(asked, text)


def frame(asked: Asked, found: Found) -> str:
    """Give the open sentence that helps where no rewording does."""
    advice = asked.book.advice[found.code]
    if found.span is None or found.code == "undated":
        return advice.suggestion.format(text=_timeless(asked))
    words, _ = asked.folded.cut(*found.span)
    return _example(asked.book, asked.folded) or advice.suggestion.format(span=words)


def _half_hearted(book: Book, folded: Folded) -> tuple[int, int] | None:
    return book.lists["half_hearted"].first(folded)


def _wish(book: Book, folded: Folded) -> tuple[int, int] | None:
    """Give the place of a wish, to the end of its clause, unless something one can do goes with it."""
    found = _loose(book, folded)
    return (found[0], _clause_end(folded.text, found[1])) if found else None


def _loose(book: Book, folded: Folded) -> tuple[int, int] | None:
    if book.lists["doing"].first(folded.hide(book.lists["not_doing"].spans(folded))) is not None:
        return None
    return book.advice["vague"].find(folded) or _single_word(folded)


def _clause_end(text: str, place: int) -> int:
    found = _CLAUSE_END.search(text, place)
    return found.start() if found else len(text)


def _single_word(folded: Folded) -> tuple[int, int] | None:
    words = list(re.finditer(r"\w+", folded.text))
    return words[0].span() if len(words) == 1 else None


def _gestures(asked: Asked, found: Found) -> Iterator[str]:
    """Give the action without its half-hearted opening, or the wish with a gesture that could carry it."""
    opener = _half_hearted(asked.book, asked.folded)
    if opener is not None and opener == found.span:
        yield from _begun(asked, opener)
        return
    wish = asked.text.strip(_ENDS)
    for example in asked.book.examples:
        if example.phrases.first(asked.folded):
            yield from (f"{wish}{asked.book.colon} {gesture}" for gesture in example.gestures)


def _begun(asked: Asked, opener: tuple[int, int]) -> Iterator[str]:
    """Give what remains of a half-hearted action, where it is something one does."""
    book = asked.book
    rests = [
        built(into, book.turns, asked.folded, span)
        for span, into in book.advice["vague"].turns_at(asked.folded, opener)
    ]
    for rest in rests or [built("{rest}", book.turns, asked.folded, opener)]:
        does = book.lists["doing"].first(fold(rest))
        if does is not None and does[0] == 0:
            yield rest


def _example(book: Book, folded: Folded) -> str:
    return next((example.into[0] for example in book.examples if example.phrases.first(folded)), "")


def _timeless(asked: Asked) -> str:
    """Give the action without a time that is none, such as “someday”."""
    span = asked.book.advice["undated"].find(asked.folded)
    if span is None:
        return asked.text.strip(_ENDS)
    words, start = asked.folded.cut(*span)
    return f"{asked.text[:start].rstrip()}{asked.text[start + len(words) :]}".strip(_ENDS)


def _dated(asked: Asked, text: str) -> str:
    """Give an action with a day: the Friday of next week, or the end of next week where today is unknown."""
    if asked.today is None or not asked.book.day:
        return asked.book.advice["undated"].suggestion.format(text=text)
    day = asked.today + timedelta(7 + _FRIDAY - asked.today.weekday())
    number = asked.book.day.get("first", "1") if day.day == 1 else str(day.day)
    names = {"weekday": asked.book.day["weekdays"][day.weekday()], "month": asked.book.day["months"][day.month - 1]}
    return f"{text} {asked.book.day['by'].format(day=number, **names)}"
