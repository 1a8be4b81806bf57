"""Wording a subject (B3): it begins with “How”, names the benefit, and is said in positive terms."""

from collections.abc import Iterator

from besace.coach.books import Book
from besace.coach.folding import Folded, fold
from besace.coach.hint import Hint

_AROUND = ' \t\n\r"“”«»\u00a0\u202f'
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
    asked = _as_how(book, folded)
    suggestion = book.quote(f"{asked} ?") if asked else advice.suggestion.format(text=_bare(folded))
    return Hint("no-how", "", -1, suggestion, advice.why)


def _no_benefit(book: Book, folded: Folded) -> Hint:
    advice = book.advice["no-benefit"]
    asked = _bare(folded) if begins_with_how(book, folded) else _as_how(book, folded)
    suggestion = advice.suggestion.format(text=asked) if asked else advice.otherwise
    return Hint("no-benefit", "", -1, suggestion, advice.why)


def _as_how(book: Book, folded: Folded) -> str:
    """Give the subject as a “How …” without its question mark, or "" where no simple turn does it."""
    if book.lists["benefit_first"].first(folded):
        return _benefit_last(book, folded)
    bare = _bare(folded)
    for known in book.advice["no-how"].rewords:
        if span := known.phrases.first(folded):
            rest = folded.original[folded.places[span[1]] :].strip(_ENDS)
            return known.into.format(rest=rest) if rest else ""
    wish = book.lists["infinitive"].first(folded)
    return book.advice["no-how"].rewords[0].into.format(rest=_lowered(bare)) if wish else ""


def _benefit_last(book: Book, folded: Folded) -> str:
    """Turn “To be serene, how can I …?” round."""
    span = book.lists["how_within"].first(folded)
    if span is None:
        return ""
    place = folded.places[span[0]]
    benefit, asked = folded.original[:place].strip(_ENDS), folded.original[place:].strip(_ENDS)
    return f"{asked[:1].upper()}{asked[1:]} {_lowered(benefit)}"


def _bare(folded: Folded) -> str:
    return folded.original.strip(_ENDS)


def _negative(book: Book, folded: Folded) -> Hint | None:
    advice = book.advice["negative"]
    span = advice.find(folded)
    if span is None:
        return None
    words, start = folded.cut(*span)
    suggestion = advice.suggestion.format(span=words)
    if into := advice.rewording(folded, span):
        reworded = f"{folded.original[:start]}{into}{folded.original[start + len(words) :]}".strip(_AROUND)
        if advice.find(fold(reworded)) is None:
            suggestion = book.quote(reworded[:1].upper() + reworded[1:])
    return Hint("negative", words, start, suggestion, advice.why)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
