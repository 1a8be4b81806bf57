"""Where the leaves of help lie: a folder a language, a file a leaf."""

from functools import cache
from pathlib import Path

from besace.languages import spoken
from besace.web.help.leaves import Leaf, read

METHOD = "method"
LEAVES = (METHOD, "roles", "exchange", "subject", "after", "privacy")
"""In the order in which they are read; each is a file of that name in the folder of each language."""

FOLDER = Path(__file__).parent


@cache
def leaf(name: str, language: str) -> Leaf:
    """Gives one leaf in a language, read once; in the source's where the house does not speak it."""
    return read((FOLDER / spoken(language) / f"{name}.md").read_text(encoding="utf-8"))


def leaves(language: str) -> list[tuple[str, Leaf]]:
    """Gives all of them by name, in order."""
    return [(name, leaf(name, language)) for name in LEAVES]
