"""The small language in which a facilitator writes phrases in the data files.

    stop putting … off      … stands for up to five words
    ^if …, call             …, for up to nine, the last of them with a comma
    (never|not) want        one or the other
    [please] call           with or without
    procrastinat*           any ending
    *er                     any beginning
    a * week                any one word
    <be>                    one of the words listed under `be` in parts.toml
    <devoir:now.vous>       a form of a verb, or of each verb of a list (verbs.toml): `inf`, `je`, `order.tu`, …
    m'a dit ~               whatever follows, up to the next comma or the end; ~~ goes past commas
    être !(fière|lasse)*    any word but one that begins so
    to !<verb>*             any word that is none of those
    ^ go and see            only where a sentence starts
    thinking $              only where it ends
Case, accents, and the shape of apostrophes and hyphens never matter. The apostrophe of an elision may be missing
before a word of three letters or more, as in “cest” or “daccord”.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from besace.coach.folding import Folded, fold

type Parts = Mapping[str, str]

_TOKEN = re.compile(r"!?<[^<>]+>|\] |…,|~~|!\(|\*|\s+|.", re.DOTALL)
_LONE_STAR = re.compile(r"(?<![^\s(|\[^])\*(?![^\s)|\]$])")
_LAST_OPTION = re.compile(r" \[([^\]]*)\]((?:\[ \([^\]]*\)\])*)$")
_ELIDED = re.compile(r"(?<![^\W_])(?:(?P<short>[cdjlmnst]|qu)'(?=[^\W\d_]{3})|(?P<have>j)'(?=ai\b))")
_SIMPLE = {
    "…": r"(?:[^\s.!?;]{1,30}\s+){0,5}?",
    "~": r"[^.!?;:,=\n\x00]{0,300}",
    "~~": r"[^.!?;\n\x00]{0,300}",
    "…,": r"(?:[^\s.!?;,]{1,30}\s+){0,8}?[^\s.!?;,]{1,30},",
    "*": r"\w{0,30}",
    "(": "(?:",
    "!(": "(?!",
    ")": ")",
    "|": "|",
    "\x01": r"\w{1,30}",
    "[": "(?:(?:",
    "] ": r")(?:\s+|(?<=')))?",
    "]": "))?",
    "'": r"'\s?",
    "\x02": r"(?:'\s?)?",
    "-": r"[\s-]{1,3}",
    "$": r"(?=[\s\"]{0,6}(?:[.!?…;]|\Z))",
}
_START = r"(?:\A|[.!?…;:\n¿¡])[^\w\x00]{0,6}"


class Phrases:
    """Phrases that are looked for together."""

    def __init__(self, phrases: Iterable[str], parts: Parts, opener: str = "") -> None:
        """Take phrases in the language above; `opener` are the words that may come before a sentence's first."""
        listed = list(phrases)
        anywhere = [source(phrase, parts) for phrase in listed if not phrase.startswith("^")]
        starting = [source(phrase[1:].strip(), parts) for phrase in listed if phrase.startswith("^")]
        self._anywhere = _either(r"(?:\b(?=\w)|(?=\W))", anywhere)
        opening = rf"(?:(?:{opener})[^\w\x00]{{1,3}}){{0,2}}?" if opener else ""
        self._starting = _either(_START + opening, starting)

    def find(self, folded: Folded) -> Iterator[tuple[int, int]]:
        """Give the places where a phrase stands, those of each list in order."""
        for pattern in (self._anywhere, self._starting):
            if pattern is not None:
                yield from (match.span("span") for match in pattern.finditer(folded.text))

    def first(self, folded: Folded) -> tuple[int, int] | None:
        """Give the place of the earliest phrase; the longest wins where two start together."""
        return min(self.find(folded), key=lambda span: (span[0], -span[1]), default=None)

    def spans(self, folded: Folded) -> list[tuple[int, int]]:
        """Give every place at once."""
        return list(self.find(folded))


def source(phrase: str, parts: Parts) -> str:
    """Turn a phrase into the source of a regular expression.

    Raises:
        KeyError: a part in angle brackets is not listed.
    """
    return "".join(_turn(token, parts) for token in _tokens(phrase))


def _tokens(phrase: str) -> list[str]:
    """Split a phrase; the room around …, before $ and before a last [part] belongs to those signs."""
    phrase = phrase.replace("… ", "…").replace(" $", "$")
    phrase = _ELIDED.sub(lambda found: f"{found['short'] or found['have']}\x02", _LONE_STAR.sub("\x01", phrase))
    while (shorter := _LAST_OPTION.sub(r"[ (\1)]\2", phrase)) != phrase:
        phrase = shorter
    return _TOKEN.findall(phrase)


def _turn(token: str, parts: Parts) -> str:
    if token in _SIMPLE:
        return _SIMPLE[token]
    if token.isspace():
        return r"(?:\s+|(?<='))"
    if token.startswith("!<"):
        return rf"(?!{parts[token[2:-1]]}(?!\w))"
    if token.startswith("<") and len(token) > 1:
        return parts[token[1:-1]]
    return re.escape(fold(token).text)


def _either(before: str, sources: list[str]) -> re.Pattern[str] | None:
    if not sources:
        return None
    return re.compile(rf"{before}(?P<span>{'|'.join(sources)})(?:(?<=')|(?!\w))")
