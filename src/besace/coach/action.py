"""Wording an action (S5): something one does, with a time slot."""

import re
from collections.abc import Iterator
from datetime import date

from besace.coach.books import Advice, Book
from besace.coach.folding import Folded, fold
from besace.coach.hint import Hint
from besace.coach.slots import holds_slot

_CLAUSE_END = re.compile(r"[.!?…;:,\n]|\Z")
_ENDS = ' \t\n\r.!…;:,"“”«»\u00a0\u202f'


def action_hints(book: Book, language: str, text: str, when: str, today: date) -> Iterator[Hint]:
    """Give the hints on an action, in their order; its time may stand in `when` or in the text itself."""
    folded = fold(text)
    if not folded.text.strip():
        return
    if vague := _vague(book, folded):
        yield vague
    if not holds_slot(language, when, today) and not holds_slot(language, text, today):
        yield _undated(book, folded)


def _vague(book: Book, folded: Folded) -> Hint | None:
    advice = book.advice["vague"]
    opener = book.lists["half_hearted"].first(folded)
    span = opener or _loose(book, advice, folded)
    if span is None:
        return None
    words, start = folded.cut(*(opener or (span[0], _clause_end(folded.text, span[1]))))
    suggestion = ""
    if opener is not None:
        rest = folded.original[start + len(words) :].strip(_ENDS)
        suggestion = _doing(book, advice, rest)
    suggestion = suggestion or _example(book, folded) or advice.suggestion.format(span=words)
    return Hint("vague", words, start, suggestion, advice.why)


def _loose(book: Book, advice: Advice, folded: Folded) -> tuple[int, int] | None:
    """Give the place of a wish, unless something one can do goes with it."""
    if book.lists["doing"].first(folded.hide(book.lists["not_doing"].spans(folded))) is not None:
        return None
    return advice.find(folded) or _single_word(folded)


def _clause_end(text: str, place: int) -> int:
    found = _CLAUSE_END.search(text, place)
    return found.start() if found else len(text)


def _single_word(folded: Folded) -> tuple[int, int] | None:
    words = list(re.finditer(r"\w+", folded.text))
    return words[0].span() if len(words) == 1 else None


def _doing(book: Book, advice: Advice, rest: str) -> str:
    """Give the action without its half-hearted opening, where what remains is something one does."""
    folded = fold(rest)
    does = book.lists["doing"].first(folded)
    if does is None or does[0] != 0 or folded.text[: does[1]].endswith("ing"):
        return ""
    if book.lists["half_hearted"].first(folded) or _loose(book, advice, folded):
        return ""
    return book.quote(rest[:1].upper() + rest[1:])


def _example(book: Book, folded: Folded) -> str:
    return next((example.into for example in book.examples if example.phrases.first(folded)), "")


def _undated(book: Book, folded: Folded) -> Hint:
    advice = book.advice["undated"]
    span = advice.find(folded)
    if span is None:
        bare = folded.original.strip(_ENDS)
        return Hint("undated", "", -1, book.quote(advice.suggestion.format(text=bare)), advice.why)
    words, start = folded.cut(*span)
    kept = folded.original[:start].rstrip() + folded.original[start + len(words) :]
    suggestion = advice.suggestion.format(text=kept.strip(_ENDS)).strip()
    return Hint("undated", words, start, book.quote(suggestion), advice.why)
