"""What a scenario may check of a session, and the shape each expectation has (docs/acts.md, Scenarios)."""

from collections.abc import Callable, Mapping
from typing import Any


def _words(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _list_of_words(value: Any) -> bool:
    return isinstance(value, list) and all(map(_words, value))


def _numbers_by_key(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_number, value.values()))


def _contract(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"question", "expectation"} and all(map(_words, value.values()))


type Shape = tuple[Callable[[Any], bool], str]

WORDS: Shape = (_words, "a word")
NUMBER: Shape = (_number, "a whole number")
LIST: Shape = (_list_of_words, "a list of words")
NUMBERS: Shape = (_numbers_by_key, "a table of keys and whole numbers")
CONTRACT: Shape = (_contract, "a table of question and expectation")

CHECKS: Mapping[str, Shape] = {
    **dict.fromkeys(("stage", "moment", "subject", "client"), WORDS),
    **dict.fromkeys(("round", "actions", "step_left", "session_left", "behind"), NUMBER),
    **dict.fromkeys(("tied", "open", "waived", "hints"), LIST),
    **dict.fromkeys(("tally", "spoken"), NUMBERS),
    "contract": CONTRACT,
}


def misshapen(expected: Mapping[str, Any]) -> str:
    """Why a check cannot be read; empty where it can."""
    if unknown := set(expected) - set(CHECKS):
        return f"unknown key: {', '.join(sorted(unknown))}"
    wrong = next((name for name, value in expected.items() if not CHECKS[name][0](value)), None)
    return f"{wrong}: {CHECKS[wrong][1]} is expected" if wrong else ""
