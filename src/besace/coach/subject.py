"""Wording a subject (B3): it begins with “How”, names the benefit, and is said in positive terms."""

from collections.abc import Iterator

from besace.coach.asked import Asked, Found
from besace.coach.folding import fold
from besace.coach.turning import bare, built

_AROUND = ' \t\n\r"“”«»\u00a0\u202f'


def find(asked: Asked) -> Iterator[Found]:
    """Give what there is to say of a subject, in its order."""
    if not asked.folded.text.strip():
        return
    if not _begins_with_how(asked):
        yield Found("no-how")
    if not _names_a_benefit(asked):
        yield Found("no-benefit")
    if span := asked.book.advice["negative"].find(asked.folded):
        yield Found("negative", span)


def ways(asked: Asked, found: Found) -> Iterator[str]:
    """Give whole rewordings, the best first; the positive ones come before those that only begin with “How”."""
    if found.code == "no-benefit":
        return
    how = "" if _begins_with_how(asked) else _as_how(asked)
    start = asked.again(asked.book.asked(how)) if how else asked
    yield from _positive(start)
    if how:
        yield start.text


def frame(asked: Asked, found: Found) -> str:
    """Give the open sentence that helps where no rewording does."""
    advice = asked.book.advice[found.code]
    words = asked.folded.cut(*found.span)[0] if found.span else ""
    if found.code != "no-benefit":
        return advice.suggestion.format(text=bare(asked.text), span=words)
    how = bare(asked.text) if _begins_with_how(asked) else _as_how(asked)
    return advice.suggestion.format(text=how) if how else advice.otherwise


def _begins_with_how(asked: Asked) -> bool:
    lists = asked.book.lists
    return lists["how"].first(asked.folded) is not None and lists["benefit_first"].first(asked.folded) is None


def _names_a_benefit(asked: Asked) -> bool:
    """Tell whether the subject says what it is for; the “to” of “How to” and the like are not that."""
    lists = asked.book.lists
    if lists["benefit_first"].first(asked.folded) is not None:
        return True
    seen = asked.folded.hide(lists["not_a_benefit"].spans(asked.folded))
    return lists["benefit"].first(seen) is not None


def _as_how(asked: Asked) -> str:
    """Give the subject as a “How …” without its question mark, or "" where no simple turn does it."""
    folded, book = asked.folded, asked.book
    if book.lists["benefit_first"].first(folded):
        return _benefit_last(asked)
    for known in book.advice["no-how"].rewords:
        if span := known.phrases.first(folded):
            return built(known.into[0], book.turns, folded, span)
    if book.lists["infinitive"].first(folded) is None:
        return ""
    return book.advice["no-how"].rewords[0].into[0].replace("{rest}", _lowered(bare(asked.text)))


def _benefit_last(asked: Asked) -> str:
    """Turn “To be serene, how can I …?” round."""
    span = asked.book.lists["how_within"].first(asked.folded)
    if span is None:
        return ""
    place = asked.folded.places[span[0]]
    benefit, how = bare(asked.text[:place]), bare(asked.text[place:])
    return f"{how[:1].upper()}{how[1:]} {_lowered(benefit)}"


def _positive(asked: Asked) -> Iterator[str]:
    """Give the subject with what one leaves put as where one goes, the rest as it was typed."""
    advice, text = asked.book.advice["negative"], asked
    for _ in range(_TURNS):
        span = advice.find(text.folded)
        into = advice.rewordings(text.folded, span) if span else ()
        if not span or not into:
            return
        reworded = [_replaced(text, span, one) for one in into]
        yield from (one for one in reworded if advice.find(fold(one)) is None)
        text = asked.again(reworded[0])


_TURNS = 2
"""So many negative turns in one subject are put right."""


def _replaced(asked: Asked, span: tuple[int, int], into: str) -> str:
    words, start = asked.folded.cut(*span)
    text = f"{asked.text[:start]}{into}{asked.text[start + len(words) :]}".strip(_AROUND)
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
