"""Wording a subject (B3): it begins with “How”, names the benefit, and is said in positive terms."""

from collections.abc import Iterator

from besace.coach.books import Book
from besace.coach.folding import Folded, fold
from besace.coach.hint import Hint

_ENDS = " \t\n\r?!.…;:,\"'“”«»\u00a0\u202f"


def subject_hints(book: Book, text: str) -> Iterator[Hint]:
    """Give the hints on a subject, in their order."""
    folded = fold(text)
    if not folded.text.strip():
        return
    if not begins_with_how(book, folded):
        yield _no_how(book, folded)
    if not names_a_benefit(book, folded):
        yield _no_benefit(book, folded)
    if negative := _negative(book, folded):
        yield negative


def begins_with_how(book: Book, folded: Folded) -> bool:
    """Tell whether the subject opens with “How”."""
    return book.lists["how"].first(folded) is not None


def names_a_benefit(book: Book, folded: Folded) -> bool:
    """Tell whether the subject says what it is for; the “to” of “How to” and the like are not that."""
    if book.lists["benefit_first"].first(folded) is not None:
        return True
    seen = folded.hide(book.lists["not_a_benefit"].spans(folded))
    return book.lists["benefit"].first(seen) is not None


def _no_how(book: Book, folded: Folded) -> Hint:
    advice = book.advice["no-how"]
    bare = folded.original.strip(_ENDS)
    span = advice.rewords[0].phrases.first(folded) if advice.rewords else None
    suggestion = advice.suggestion.format(text=bare)
    if span is not None:
        rest = folded.original[folded.places[span[1]] :].strip(_ENDS)
        known = next(reword for reword in advice.rewords if reword.phrases.first(folded) == span)
        if rest:
            suggestion = book.quote(known.into.format(rest=rest, text=bare))
    elif book.lists["infinitive"].first(folded) is not None:
        suggestion = book.quote(advice.rewords[0].into.format(rest=_lowered(bare), text=bare))
    return Hint("no-how", "", -1, suggestion, advice.why)


def _no_benefit(book: Book, folded: Folded) -> Hint:
    advice = book.advice["no-benefit"]
    suggestion = advice.suggestion.format(text=folded.original.strip(_ENDS))
    return Hint("no-benefit", "", -1, suggestion, advice.why)


def _negative(book: Book, folded: Folded) -> Hint | None:
    advice = book.advice["negative"]
    span = advice.find(folded)
    if span is None:
        return None
    words, start = folded.cut(*span)
    suggestion = advice.suggestion.format(span=words)
    if into := advice.rewording(folded, span):
        reworded = f"{folded.original[:start]}{into}{folded.original[start + len(words) :]}".strip(" \n\"“”«»\u00a0\u202f")
        if advice.find(fold(reworded)) is None:
            suggestion = book.quote(reworded)
    return Hint("negative", words, start, suggestion, advice.why)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
