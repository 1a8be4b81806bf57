"""Wording a question (S2) or a reaction (S4.1): without an answer inside, without judging, without prescribing."""

import re
from collections.abc import Iterator

from besace.coach.books import Advice, Book
from besace.coach.folding import Folded, fold
from besace.coach.hint import Hint

_SENTENCE_END = re.compile(r"[.!?…;\n]|\Z")


def question_hints(book: Book, text: str) -> Iterator[Hint]:
    """Give the hints on a clarification question, in their order."""
    folded = fold(text)
    for code, advice in book.advice.items():
        if span := advice.find(folded):
            yield _hint(book, code, advice, folded, span)


def reaction_hints(book: Book, text: str) -> Iterator[Hint]:
    """Give the hints on a reaction: lived speech and questions pass, orders do not."""
    folded = fold(text)
    advice = book.advice["prescriptive"]
    told = advice.find(folded)
    orders = [span for span in _orders(book, folded, advice)]
    if spans := [span for span in (told, *orders) if span]:
        yield _hint(book, "prescriptive", advice, folded, min(spans))


def _orders(book: Book, folded: Folded, advice: Advice) -> Iterator[tuple[int, int]]:
    """Give the imperatives that open a sentence which is not a question."""
    seen = folded.hide(advice.fine.spans(folded))
    for start, end in book.lists["orders"].find(seen):
        if not _asks(folded.text, end):
            yield start, end


def _asks(text: str, place: int) -> bool:
    end = _SENTENCE_END.search(text, place)
    return end is not None and end.group() == "?"


def _hint(book: Book, code: str, advice: Advice, folded: Folded, span: tuple[int, int]) -> Hint:
    words, start = folded.cut(*span)
    end = _SENTENCE_END.search(folded.text, span[1])
    rest, _ = folded.cut(span[1], end.start() if end else len(folded.text))
    suggestion = ""
    if (into := advice.rewording(folded, span)) and (rest.strip() or "{rest}" not in into):
        reworded = into.format(rest=rest.strip(" ,:\u00a0\u202f"))
        if advice.find(fold(reworded)) is None:
            suggestion = book.quote(reworded)
    return Hint(code, words, start, suggestion or advice.suggestion.format(span=words), advice.why)
