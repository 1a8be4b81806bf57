"""What is advised, read from a sentence that advises (S4.1): the verb, the pronouns before it, and what follows.

The lists `then_infinitive`, `then_that` and `then_order` of reaction.toml say what comes before the verb; its forms
come from verbs.toml. What is not certain is not read.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from besace.coach.asked import Asked
from besace.coach.folding import fold
from besace.coach.forms import infinitives

_END = re.compile(r"[.!?…;:,\n]|\Z")
_LEAD = re.compile(r"(?:.*[,:]\s*)?(?:(?:et|puis|ensuite)\s+)*")
_FORMS = {"then_infinitive": ("inf",), "then_that": ("that.tu", "that.vous"), "then_order": ("order.tu", "order.vous")}
_GUESSED = {
    "then_infinitive": re.compile(r"(\w{2,}(?:er|ir|re))"),
    "then_that": re.compile(r"(\w{2,}?)(?:iez|es)"),
    "then_order": re.compile(r"(\w+[^i\W])ez"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One piece of advice: where it stands in the folded text, and its words."""

    start: int
    end: int
    verb: str
    before: tuple[str, ...]
    negation: str
    after: tuple[str, ...]


def advised(asked: Asked, span: tuple[int, int]) -> Clause | None:
    """Read the clause that advises at `span`, or give None where a word of it is beyond the tables."""
    text = asked.folded.text
    for kind in _FORMS:
        for start, place in asked.book.lists[kind].find(asked.folded):
            if start <= span[0] < max(place, start + 1) or span[0] <= start < span[1]:
                end = _end(text, place)
                begin = start + _lead(text[start:place]) if kind == "then_order" else place
                words = split(asked.text[asked.folded.places[begin] : asked.folded.places[end]])
                if read := _read(asked, kind, words):
                    return Clause(begin if kind == "then_order" else start, end, *read)
    return None


def orders_again(asked: Asked, words: list[str]) -> bool:
    """Tell whether another order follows in the same sentence: one turned and one not would read badly."""
    plain = [bare(word) for word in words]
    known = infinitives(asked.language, "order.tu") | infinitives(asked.language, "order.vous")
    pairs = zip(["", *plain], plain, strict=False)
    return any(before in asked.book.voice["chains"] and word in known for before, word in pairs)


def bare(word: str) -> str:
    """Give a word without case, accents and the marks around it."""
    return fold(word).text.strip(',:;.!?"')


def split(text: str) -> list[str]:
    """Split at spaces, after the apostrophe of an elision, and before the hyphen of a pronoun."""
    parts = re.sub(r"\b([cdjlmnst]|qu)['’]", r"\1’ ", text, flags=re.IGNORECASE)
    return re.sub(r"-(?=(?:toi|vous|le|la|les|lui|leur|en|y)\b)", " -", parts, flags=re.IGNORECASE).split()


def _end(text: str, place: int) -> int:
    found = _END.search(text, place)
    return found.start() if found else len(text)


def _lead(said: str) -> int:
    """Tell how long that is which only leads up to an order."""
    found = _LEAD.match(said)
    return found.end() if found else 0


def _read(asked: Asked, kind: str, words: list[str]) -> tuple[str, tuple[str, ...], str, tuple[str, ...]] | None:
    voice, order = asked.book.voice, kind == "then_order"
    ahead = len(list(takewhile(lambda word: bare(word) in voice["ahead"], words)))
    if ahead == len(words) or not (verb := _infinitive(asked.language, kind, words[ahead])):
        return None
    first, after = words[:ahead], words[ahead + 1 :]
    joined = len(list(takewhile(lambda word: word.startswith("-"), after))) if order else 0
    moved = [word for word in first if bare(word) in voice["moves"]]
    pronouns = [word for word in first if bare(word) not in (*voice["negations"], *voice["negates"], *voice["moves"])]
    pronouns += [word[1:] for word in after[:joined]]
    after = after[joined:]
    negation = next((word for word in first if bare(word) in voice["negations"]), "")
    if not negation and after and kind != "then_infinitive" and bare(after[0]) in _negations(asked, first):
        negation = after.pop(0)
    return verb, tuple(pronouns), negation, (*moved, *after)


def _negations(asked: Asked, before: list[str]) -> list[str]:
    """Give the words that negate after a verb: without the first half, “plus” is more and not no longer."""
    voice = asked.book.voice
    both = any(bare(word) in voice["negates"] for word in before)
    return [word for word in voice["negations"] if both or word not in voice["needs_both"]]


def _infinitive(language: str, kind: str, word: str) -> str:
    """Give the infinitive of a form: a listed verb's, or that of a regular one where the ending leaves no doubt."""
    for form in _FORMS[kind]:
        if found := infinitives(language, form).get(bare(word)):
            return found
    guessed = _GUESSED[kind].fullmatch(word.lower().strip(",:;.!?"))
    if guessed is None or "è" in guessed[1]:
        return ""
    return guessed[1] if kind == "then_infinitive" else f"{guessed[1]}er"
