"""Prints the dates of one's groups as a calendar (RFC 5545), by an access with the scope `read`.

    BESACE=https://besace.example.org BESACE_ACCESS=besace_… python examples/dates.py > dates.ics

Python 3.12 and nothing else. Run it each morning: sessions keep their names, so that a calendar takes in what moved.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

LINE = 73
"""Bytes of a line, the space that begins it not counted: 75 at most (RFC 5545, 3.1)."""


def ask(path: str) -> Any:
    """Gets an address of the interface."""
    server, secret = os.environ["BESACE"].rstrip("/"), os.environ["BESACE_ACCESS"]
    if not server.startswith(("https://", "http://")):
        raise ValueError(server)
    asked = urllib.request.Request(f"{server}/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"})  # noqa: S310 # http(s) only, as said above
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310  # nosec B310 # the same
        return json.load(answer)


def events() -> Iterator[list[str]]:
    """Each session that has a date, as lines of an event."""
    for mine in ask("groups")["groups"]:
        group = ask(f"groups/{mine['id']}")
        for cycle in group["cycles"]:
            for session in cycle["sessions"]:
                if session["begins"] and session["ends"]:
                    yield event(group, cycle, session)


def event(group: dict[str, Any], cycle: dict[str, Any], session: dict[str, Any]) -> list[str]:
    """One session, as lines."""
    return [
        "BEGIN:VEVENT",
        f"UID:{group['id']}-{cycle['number']}-{session['number']}@besace",
        f"DTSTAMP:{datetime.now(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{stamp(session['begins'])}",
        f"DTEND:{stamp(session['ends'])}",
        f"SUMMARY:{escaped(group['name'])} ({session['number']})",
        f"STATUS:{'CANCELLED' if session['state'] in {'cancelled', 'fell-away'} else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def stamp(instant: str) -> str:
    """An instant as calendars write it."""
    return instant.replace("-", "").replace(":", "")


def escaped(text: str) -> str:
    """Words as calendars write them."""
    for one in ("\\", ";", ","):
        text = text.replace(one, f"\\{one}")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """A line cut where it is too long, never within a letter."""
    parts, size = [""], 0
    for letter in line:
        size += len(letter.encode())
        if size > LINE:
            parts.append("")
            size = len(letter.encode())
        parts[-1] += letter
    return "\r\n ".join(parts) + "\r\n"


def main() -> int:
    """Prints the calendar; 1 where it cannot be had, and why."""
    try:
        found = [line for one in events() for line in one]
    except KeyError as missing:
        print(f"Set {missing.args[0]} first.", file=sys.stderr)
        return 1
    except urllib.error.HTTPError as refused:
        print(json.load(refused)["error"]["sentence"], file=sys.stderr)
        return 1
    except (OSError, ValueError) as failure:
        print(f"Besace does not answer: {failure}", file=sys.stderr)
        return 1
    calendar = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Besace//dates//EN", *found, "END:VCALENDAR"]
    sys.stdout.buffer.write("".join(map(folded, calendar)).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
