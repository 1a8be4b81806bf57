"""Time slots in plain words (S5): “tomorrow”, “by the end of the week”, « d'ici un mois », « mardi prochain »."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from besace.coach.books import LANGUAGES, table
from besace.coach.days import KINDS, Heard, Slot
from besace.coach.folding import Folded, fold
from besace.coach.phrases import Phrases, source

__all__ = ["Slot", "holds_slot", "time_slot"]

_LONGEST = 1_000
"""A time stands in a sentence or two: what lies beyond so many characters is not searched for one."""

_AGAIN = 9
"""How often a span that is over is looked for later on: 29 February comes back within eight years."""

_JOINED = r"(?:\s+|(?<=['\s-]))"


@dataclass(frozen=True, slots=True)
class Saying:
    """A row of times.toml: how it is said, what it stands for, and when it counts."""

    pattern: re.Pattern[str]
    find: Callable[[date, Heard, int], Slot | None]
    given: Heard
    needs: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Times:
    """Everything times.toml says of a language."""

    sayings: tuple[Saying, ...]
    values: Mapping[str, Mapping[str, int]]
    never: Phrases


def time_slot(language: str, words: str, today: date) -> Slot | None:
    """Give the days that some words speak of, or None where they name none; never a day that is past.

    Takes a language (`en`, `fr`), words as typed, alone or within a sentence, and the day they were said.
    """
    spoken = language.lower()[:2]
    if spoken not in LANGUAGES:
        return None
    times = _times(spoken)
    folded = fold(words[:_LONGEST])
    seen = folded.hide(times.never.spans(folded))
    return next(_slots(times, seen, today), None)


def holds_slot(language: str, words: str, today: date) -> bool:
    """Tell whether words name a time slot."""
    return bool(words) and time_slot(language, words, today) is not None


def _slots(times: Times, seen: Folded, today: date) -> Iterator[Slot]:
    for saying in times.sayings:
        for match in saying.pattern.finditer(seen.text):
            if _counts(saying, match, seen.text):
                slot = _resolve(saying, match, times.values, today)
                if slot is not None:
                    yield slot


def _counts(saying: Saying, match: re.Match[str], text: str) -> bool:
    limited = any(match[name] for name in ("by", "before", "from", "first", "middle", "last"))
    if saying.needs and not limited:
        return False
    return not saying.alone or limited or match.group().strip() == text.strip(" .,!")


def _resolve(saying: Saying, match: re.Match[str], values: Mapping[str, Mapping[str, int]], today: date) -> Slot | None:
    heard = _heard(saying, match, values)
    try:
        slots = (_limit(_part(saying.find(today, heard, again), match), match, today) for again in range(_AGAIN))
        return next((slot for slot in slots if slot is not None and slot.end >= today), None)
    except (OverflowError, ValueError):
        return None


def _heard(saying: Saying, match: re.Match[str], values: Mapping[str, Mapping[str, int]]) -> Heard:
    said = {name: words for name, words in match.groupdict().items() if name in values and words}
    return {**saying.given, **{name: _number(words, values[name]) for name, words in said.items()}}


def _number(words: str, values: Mapping[str, int]) -> int:
    if digits := re.match(r"\d+", words):
        return int(digits.group())
    return values[_spaced(words)]


def _part(slot: Slot | None, match: re.Match[str]) -> Slot | None:
    """Keep the first, middle or last third, as “the end of” asks."""
    if slot is None:
        return None
    third = timedelta((slot.end - slot.start).days // 3)
    if match["first"]:
        return Slot(slot.start, slot.start + third)
    if match["middle"]:
        return Slot(slot.start + third, slot.end - third)
    return Slot(slot.end - third, slot.end) if match["last"] else slot


def _limit(slot: Slot | None, match: re.Match[str], today: date) -> Slot | None:
    """Let “by” and “before” run from today; “before the end of” keeps the end."""
    if slot is None:
        return None
    if match["before"] and not match["last"]:
        slot = Slot(today, slot.start - timedelta(1))
    elif match["by"] or match["before"]:
        slot = Slot(today, slot.end)
    return Slot(max(slot.start, today), slot.end)


@cache
def _times(language: str) -> Times:
    raw = table(language, "times")
    values = {name: _folded(rows) for name, rows in {"day": {}, "year": {}, **raw["values"]}.items()}
    parts = {name: _named(name, rows) for name, rows in values.items()} | {"figures": r"(?P<month>[01]?\d)"}
    front = "".join(_before(name, raw["limits"]) for name in ("by", "before", "from"))
    front += "".join(_before(name, raw["edges"]) for name in ("first", "middle", "last"))
    front += f"(?:(?:{_either(raw['fillers'])}){_JOINED}){{0,2}}"
    sayings = tuple(_saying(row, phrase, front, parts) for row in raw["saying"] for phrase in row["say"])
    return Times(sayings, values, Phrases(raw["never"], {}))


def _folded(rows: Mapping[str, int]) -> Mapping[str, int]:
    return {_spaced(fold(words).text): number for words, number in rows.items()}


def _spaced(words: str) -> str:
    """Words without their hyphens: a name may be typed with or without them."""
    return re.sub(r"[\s-]+", " ", words).replace("' ", "'")


def _saying(row: dict[str, Any], phrase: str, front: str, parts: Mapping[str, str]) -> Saying:
    given: Heard = {name: row[name] for name in ("n", "unit") if name in row}
    pattern = re.compile(rf"(?<![\w/-]){front}(?:{source(phrase, parts)})(?![\w]|[/-]\w)")
    return Saying(pattern, KINDS[row["is"]], given, row.get("needs", False), row.get("alone", False))


def _named(name: str, rows: Mapping[str, int]) -> str:
    figures = {"n": [r"\d{1,4}"], "day": [r"[0-3]?\d(?:st|nd|rd|th|er|e)?"], "year": [r"[12]\d{3}"]}
    words = [source(words.replace(" ", "-"), {}) for words in sorted(rows, key=len, reverse=True)]
    return f"(?P<{name}>{'|'.join(words + figures.get(name, []))})"


def _before(name: str, listed: Mapping[str, list[str]]) -> str:
    return f"(?:(?P<{name}>{_either(listed[name])}){_JOINED})?"


def _either(phrases: list[str]) -> str:
    return "|".join(source(phrase, {}) for phrase in sorted(phrases, key=len, reverse=True))
