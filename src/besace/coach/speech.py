"""Wording a question (S2) or a reaction (S4.1): without an answer inside, without judging, without prescribing."""

import re
from collections.abc import Iterator

from besace.coach.books import Advice, Book
from besace.coach.folding import Folded, fold
from besace.coach.hint import Hint
from besace.coach.voice import own_name

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
    spans = [span for span in (advice.find(folded), *_orders(book, folded, advice)) if span]
    if spans:
        yield _prescriptive(book, advice, folded, min(spans))


def _prescriptive(book: Book, advice: Advice, folded: Folded, span: tuple[int, int]) -> Hint:
    words, start = folded.cut(*span)
    suggestion = advice.suggestion.format(span=words)
    if reworded := own_name(book, folded, span, _sentence_end(folded.text, span[1])):
        again = fold(reworded)
        if not advice.find(again) and not any(_orders(book, again, advice)):
            suggestion = book.quote(reworded)
    return Hint("prescriptive", words, start, suggestion, advice.why)


def _orders(book: Book, folded: Folded, advice: Advice) -> Iterator[tuple[int, int]]:
    """Give the imperatives that open a sentence which is not a question."""
    seen = folded.hide(advice.fine.spans(folded))
    for start, end in book.lists["orders"].find(seen):
        if not _asks(folded.text, end):
            yield start, end


def _asks(text: str, place: int) -> bool:
    return text[_sentence_end(text, place) :].startswith("?")


def _sentence_end(text: str, place: int) -> int:
    found = _SENTENCE_END.search(text, place)
    return found.start() if found else len(text)


def _hint(book: Book, code: str, advice: Advice, folded: Folded, span: tuple[int, int]) -> Hint:
    words, start = folded.cut(*span)
    suggestion = advice.suggestion.format(span=words)
    if (into := advice.rewording(folded, span)) and advice.find(fold(into)) is None:
        suggestion = book.quote(into)
    return Hint(code, words, start, suggestion, advice.why)
