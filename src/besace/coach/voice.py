"""Say advice in one's own name (S4.1): “you should call her” becomes “I would call her”."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from besace.coach.books import Book
from besace.coach.folding import Folded, fold
from besace.coach.turning import sentence_end, sentence_start

_WORD = re.compile(r"[\w’'-]+")


def own_name(book: Book, folded: Folded, span: tuple[int, int]) -> Iterator[str]:
    """Reword the sentence that prescribes at `span`, the others as they were; nothing where no simple turn does it."""
    said = next((found for found in book.saying.find(folded) if found[0] <= span[0] < found[1]), None)
    if said is None and not book.voice.get("orders"):
        return
    start, end = span[0] if said is None else said[1], sentence_end(folded.text, span[1])
    advised, _ = folded.cut(min(start, end), end)
    advised = advised.lower() if advised.isupper() else advised
    words = advised.strip(" ,:\u00a0\u202f").split()
    if not words or any(fold(word).text.strip(",") in map(_bare, book.voice.get("leave", ())) for word in words):
        return
    before = folded.original[: folded.places[sentence_start(folded.text, span[0])]]
    after = folded.original[folded.places[end] :].strip() or "."
    for lead in ("", *book.voice.get("more", ())):
        if spoken := _turned(book, words, lead):
            yield f"{before} {spoken}".strip() + after


def _turned(book: Book, words: list[str], lead: str) -> str:
    voice = book.voice
    words = [_WORD.sub(lambda found: voice["turn"].get(_bare(found.group()), found.group()), word) for word in words]
    words[0] = words[0][:1].lower() + words[0][1:]
    if "spoken" in book.lists and book.lists["spoken"].first(fold(" ".join(words))) is None:
        return ""
    if "ending" in voice:
        words[0] = _conditional(voice, words[0])
        if not words[0]:
            return ""
    return f"{lead or voice['lead']}{' '.join(words)}"


def _conditional(voice: Mapping[str, Any], verb: str) -> str:
    """Give what one would do, from an infinitive or a listed form; "" for any other word."""
    if known := voice["irregular"].get(verb):
        return str(known)
    return f"{verb}{voice['ending']}" if re.fullmatch(voice["infinitive"], verb) else ""


def _bare(word: str) -> str:
    return fold(word).text
