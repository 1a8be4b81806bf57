"""Two wordings compared word by word, as one would read them aloud (S5.2)."""

from difflib import SequenceMatcher

from besace.method.parts import Action
from besace.method.value import value
from besace.method.words import Said

NOTHING = Action("", "")


@value
class Piece:
    """Some words of a line, and whether the other line says otherwise there."""

    words: Said
    differs: bool


type Line = tuple[Piece, ...]


@value
class Twin:
    """One action as the client and as the facilitator noted it; `differs` names what is not the same."""

    number: int
    theirs: Action
    mine: Action
    their_text: Line
    their_when: Line
    differs: tuple[str, ...]


def twins(theirs: tuple[Action, ...], mine: tuple[Action, ...]) -> tuple[Twin, ...]:
    """The two plans, line by line; where one is shorter, its line is empty."""
    lines = range(max(len(theirs), len(mine)))
    return tuple(_twin(n + 1, _at(theirs, n), _at(mine, n)) for n in lines)


def _at(plan: tuple[Action, ...], place: int) -> Action:
    return plan[place] if place < len(plan) else NOTHING


def _twin(number: int, theirs: Action, mine: Action) -> Twin:
    sides = (("text", theirs.text, mine.text), ("when", theirs.when, mine.when), ("term", theirs.term, mine.term))
    differs = tuple(name for name, hers, other in sides if plain(hers) != plain(other))
    return Twin(number, theirs, mine, compared(theirs.text, mine.text), compared(theirs.when, mine.when), differs)


def plain(words: str) -> list[str]:
    """The words alone: case, punctuation and spaces make no other plan."""
    return [bare for word in words.replace("’", "'").casefold().split() if (bare := word.strip('.,;:!?«»“”"()'))]


def compared(words: str, other: str) -> Line:
    """The first wording cut into pieces, those marked that the other does not have there."""
    said = words.split()
    matcher = SequenceMatcher(None, [_bare(one) for one in said], [_bare(one) for one in other.split()], autojunk=False)
    pieces: list[Piece] = []
    for tag, start, end, _, _ in matcher.get_opcodes():
        if end > start:
            pieces.append(Piece(" ".join(said[start:end]), differs=tag != "equal"))
    return tuple(pieces)


def _bare(word: str) -> str:
    return "".join(plain(word)) or word
