"""Other ways of holding a session, as data: `data/variants.toml`, read once, as this module is (0032)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

ROTATING = "rotating"
TURNED_AWAY = "turned_away"
RETURN_OF_EXPERIENCE = "return_of_experience"
FOUR_A = "four_a"


@dataclass(frozen=True, slots=True)
class Variant:
    """One other way: where it is usual, its share of the reception, the questions it asks in place of the usual."""

    name: str
    usual: tuple[str, ...] = ()
    share: float = 0
    questions: tuple[str, ...] = ()


def _read() -> Iterator[Variant]:
    told = tomllib.loads((files("besace.method") / "data" / "variants.toml").read_text(encoding="utf-8"))
    for one in told["variant"]:
        usual, questions = (tuple(one.get(name, ())) for name in ("usual", "questions"))
        yield Variant(one["name"], usual, one.get("share", 0), questions)


VARIANTS: Mapping[str, Variant] = {one.name: one for one in _read()}
"""Every variant, by its name."""
FLAGS: tuple[str, ...] = tuple(name for name in VARIANTS if name != ROTATING)
"""Those that are only on or off; for the first one says who."""


def is_on(name: str, said: Mapping[str, bool], place: str) -> bool:
    """Whether a variant holds: as was said, else as is usual in such a place."""
    return said.get(name, place in VARIANTS[name].usual)
