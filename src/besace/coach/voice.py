"""Say advice in one's own name (S4.1): “you should call her” becomes “I would call her”."""

import re
from collections.abc import Mapping
from typing import Any

from besace.coach.books import Book
from besace.coach.folding import Folded, fold

_WORD = re.compile(r"[\w’'-]+")
_VOWELS = tuple("aeiouyh")


def own_name(book: Book, folded: Folded, span: tuple[int, int], end: int) -> str:
    """Reword the sentence that prescribes at `span` and ends at `end`, or give "" where no simple turn does it."""
    said = next((found for found in book.saying.find(folded) if found[0] <= span[0] < found[1]), None)
    if said is None and not book.voice.get("orders"):
        return ""
    start = span[0] if said is None else said[1]
    advised, _ = folded.cut(start, end)
    words = advised.strip(" ,:\u00a0\u202f").split()
    if not words or any(fold(word).text in map(_bare, book.voice.get("leave", ())) for word in words):
        return ""
    return _turned(book.voice, words)


def _turned(voice: Mapping[str, Any], words: list[str]) -> str:
    words = [_WORD.sub(lambda found: voice["turn"].get(found.group().lower(), found.group()), word) for word in words]
    words[0] = words[0][:1].lower() + words[0][1:]
    if "ending" in voice:
        verb = 1 if words[0] in ("me", "y", "en", "bien", "mieux") and len(words) > 1 else 0
        spoken = _conditional(voice, words[verb])
        if not spoken:
            return ""
        words[verb] = spoken
        if verb and words[0] == "me" and fold(spoken).text.startswith(_VOWELS):
            words[:2] = [f"m’{spoken}"]
    elided = "elided" in voice and fold(words[0]).text.startswith(_VOWELS)
    return f"{voice['elided'] if elided else voice['lead']}{' '.join(words)}."


def _conditional(voice: Mapping[str, Any], verb: str) -> str:
    """Give “je” of the conditional of an infinitive, or "" where this is no infinitive."""
    head, apostrophe, bare = verb.replace("'", "’").rpartition("’")
    known = voice["irregular"].get(bare)
    if head not in ("", "m") or (not known and not re.fullmatch(voice.get("infinitive", r"\w+(?:er|ir|re)"), bare)):
        return ""
    return f"{head}{apostrophe}{known or bare.removesuffix('e') + voice['ending']}"


def _bare(word: str) -> str:
    return fold(word).text
