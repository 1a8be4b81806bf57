"""Many words as one regular expression: letters that begin alike are read once, so that a long list stays fast."""

import re
from collections.abc import Iterable

type _Letters = dict[str, "_Letters"]


def one_of(words: Iterable[str]) -> str:
    """Give the source of an expression that finds any of these words, the longest first."""
    root: _Letters = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _source(root)


def _source(node: _Letters) -> str:
    branches = [re.escape(letter) + _source(node[letter]) for letter in sorted(node) if letter]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in node else ''}"
