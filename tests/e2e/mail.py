"""Letters as people read them: their words, their buttons, the entry for the calendar; and what none may say."""

import re
from collections.abc import Sequence
from email.message import EmailMessage
from html import unescape
from typing import Any

from icalendar import Calendar

from tests.e2e.told import Told


def text_of(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content())


def whole_of(letter: EmailMessage) -> str:
    """Everything in a letter, decoded: its headers and each of its parts."""
    parts = [part.get_content() for part in letter.walk() if not part.is_multipart()]
    told = [part if isinstance(part, str) else part.decode() for part in parts]
    return "\n".join([*(str(value) for name, value in letter.items() if name != "To"), *told])


def told_to_others(told: Told, letters: Sequence[tuple[str, EmailMessage]], people: Sequence[str]) -> list[str]:
    """What stands in a letter and never should: a subject, a plan, a note, or the name of someone else."""
    wrong = []
    for to, letter in letters:
        text, names = whole_of(letter), [one for one in people if not to.startswith(one.casefold())]
        wrong += [f"{to}: {one}" for one in told.canaries if one.casefold() in text.casefold()]
        wrong += [f"{to}: {one}" for one in names if re.search(rf"\b{one}\b", text)]
    return wrong


def link_of(letter: EmailMessage, words: str) -> str:
    """Where a button of a letter leads."""
    body = letter.get_body(("html",))
    assert body
    links = re.findall(r'<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)</a>', str(body.get_content()), re.DOTALL)
    plain = {" ".join(re.sub("<[^>]+>", "", text).split()): unescape(href) for href, text in links}
    found = {unescape(text): href for text, href in plain.items()}
    assert words in found, f"{words!r} is none of {list(found)}"
    return found[words]


def code_in(text: str) -> str:
    """The code to sign in that stands in a letter."""
    found = re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{4})\s*$", text, re.MULTILINE)
    assert found, "no code stands in this letter"
    return found[1]


def entry_of(letter: EmailMessage) -> Any:
    """The event of the calendar entry a letter carries."""
    (part,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar" and part.get_filename()]
    (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    return event


def twice(letters: list[tuple[str, EmailMessage]]) -> list[tuple[str, str]]:
    """Letters that came to someone twice: the same words about the same moment; codes are new each time."""
    seen: set[tuple[str, str, str]] = set()
    again = []
    for to, letter in letters:
        one = (to, str(letter["Subject"]), text_of(letter))
        again += [(to, one[1])] if one in seen else []
        seen.add(one)
    return again
