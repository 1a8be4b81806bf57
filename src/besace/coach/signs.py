"""The signs by which the learned judge knows a wording: its words, who stands beside whom, how they begin and end,
and which parts of parts.toml they belong to.
"""

import re
from itertools import pairwise

from besace.coach.books import roles

_TOKEN = re.compile(r"[^\W_]+'?|[?!,;:…\"]|\.+")
_SENTENCE = re.compile(r"[.!?…]+")
_LONG, _STEM, _END = 6, 5, 3
_FIVE, _MOST_FIVES, _MOST_SENTENCES = 5, 6, 3
_EDGE = "^"


def signs(language: str, text: str) -> list[str]:
    """Give the signs of a folded text, each once, in the order of the text; none where it has no word."""
    words = _TOKEN.findall(text)
    if not any(map(str.isalnum, text)):
        return []
    row = [_EDGE, *words, _EDGE]
    found = list(words)
    found += [f"{one} {two}" for one, two in pairwise(row)]
    found += [f"{one} _ {two}" for one, two in zip(row, row[2:], strict=False)]
    found += [f"{one} {two} {three}" for one, two, three in zip(row, row[1:], row[2:], strict=False)]
    found += [f"{one[:_STEM]}*" for one in words if len(one) >= _LONG]
    found += [f"*{one[-_END:]}" for one in words if len(one) >= _STEM]
    for before, one in zip(row, words, strict=False):
        for role in roles(language, one):
            found += (f"<{role}>", f"{before} <{role}>")
    found.append(f"#words {min(len(words) // _FIVE, _MOST_FIVES)}")
    found.append(f"#sentences {min(len(_SENTENCE.findall(text)), _MOST_SENTENCES)}")
    return list(dict.fromkeys(found))
