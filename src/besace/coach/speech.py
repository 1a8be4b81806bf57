"""Wording a question (S2) or a reaction (S4.1): without an answer inside, without judging, without prescribing."""

import re
from collections.abc import Iterator

from besace.coach.asked import Asked, Found
from besace.coach.lived import forms_of_address, own_ways
from besace.coach.turning import built, sentence_end
from besace.coach.voice import own_name

_WORD = re.compile(r"\w{3,}")


def question(asked: Asked) -> Iterator[Found]:
    """Give what there is to say of a clarification question, in its order."""
    for code, advice in asked.book.advice.items():
        if span := advice.find(asked.folded):
            yield Found(code, span)


def reaction(asked: Asked) -> Iterator[Found]:
    """Give what there is to say of a reaction: lived speech and questions pass, orders do not."""
    spans = [span for span in (asked.book.advice["prescriptive"].find(asked.folded), *_orders(asked)) if span]
    if spans:
        yield Found("prescriptive", min(spans))


def question_ways(asked: Asked, found: Found) -> Iterator[str]:
    """Give whole rewordings of a question, the best first."""
    if found.span is None:
        return
    for span, into in asked.book.advice[found.code].turns_at(asked.folded, found.span):
        way = built(into, asked.book.turns, asked.folded, span)
        if not _changes_tone(asked, way):
            yield way


def _changes_tone(asked: Asked, way: str) -> bool:
    """Tell whether a rewording says “vous” to whom “tu” was said, or the other way round, even beside the right one."""
    voice = asked.book.voice
    if "familiar" not in voice:
        return False
    said = forms_of_address(voice, asked.folded.text)
    return bool(said and forms_of_address(voice, way.lower()) - said)


def reaction_ways(asked: Asked, found: Found) -> Iterator[str]:
    """Give whole rewordings of a reaction: in one's own name first."""
    if found.span and "place" in asked.book.voice:
        yield from own_ways(asked, found.span)
    elif found.span:
        yield from own_name(asked.book, asked.folded, found.span)
    yield from question_ways(asked, found)


def frame(asked: Asked, found: Found) -> str:
    """Give the open sentence that helps where no rewording does."""
    words = asked.folded.cut(*found.span)[0] if found.span else ""
    return asked.book.advice[found.code].suggestion.format(span=words)


def _orders(asked: Asked) -> Iterator[tuple[int, int]]:
    """Give the imperatives that open a sentence which is not a question."""
    seen = asked.folded.hide(asked.book.advice["prescriptive"].fine.spans(asked.folded))
    text = asked.folded.text
    for start, end in asked.book.lists["orders"].find(seen):
        if not text[sentence_end(text, end) :].startswith("?") and not _tells(asked, start):
            yield start, end


def _tells(asked: Asked, start: int) -> bool:
    """Tell whether an accent makes what looks like an order a word of what was lived: «contraté», not «contrate»."""
    endings = tuple(asked.book.voice.get("told_by", ()))
    found = _WORD.match(asked.text, asked.folded.places[start])
    word = found.group().lower() if found else ""
    return bool(endings) and word.endswith(endings) and word not in asked.book.voice.get("never_told", ())
