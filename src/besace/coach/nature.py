"""What a subject's wording lets one think of: wide for one session, or a matter for an expert (field practice, R3).

No hint to whoever writes: a sign for the facilitator's prompts alone, who knows the person and may smile at it. So it
speaks only on plain words, listed in `data/<language>/nature.toml`; a language without that file has no signs.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LONGEST = 4_000
SIGNS = ("wide", "technical")
_ALIKE = str.maketrans({"’": "'", "‘": "'", "‑": "-", "‐": "-", "œ": "oe"})


def nature(language: str, text: str) -> tuple[str, ...]:
    """The signs of a subject's wording: `wide`, `technical`, or none. Never both: a technical one is narrowed first."""
    words = _folded(text[:LONGEST])
    known = _known(language)
    if not known:
        return ()
    if known["technical"].search(words):
        return ("technical",)
    return ("wide",) if known["wide"].search(words) and not known["near"].search(words) else ()


@cache
def _known(language: str) -> Mapping[str, re.Pattern[str]]:
    file = files("besace.coach").joinpath("data", language, "nature.toml")
    if not file.is_file():
        return {}
    lists = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: _any_of(lists[name]) for name in ("wide", "technical", "near")}


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """Any of these phrases as whole words, the longest first; a star stands for the rest of a word."""
    ordered = sorted(map(_folded, phrases), key=len, reverse=True)
    whole = "|".join(re.escape(one).replace(r"\*", r"\w*") for one in ordered)
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)")


def _folded(text: str) -> str:
    """Without case, accents or odd apostrophes, and with single spaces."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_ALIKE))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
