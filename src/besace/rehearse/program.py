"""Playing a scenario as a program would: through `/api/v1/` of a server of which nothing else is known.

One access is enough. Its person opens the room and facilitates; what the others do is done by hand, for them. What is
then compared is what her own screen shows, and how she is refused; the rest is said to be out of sight, and not held.
"""

import http.client
import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from besace.rehearse.console import known
from besace.rehearse.scenario import Check, Does, GoesOn, Line, Look, Scenario
from besace.rehearse.truth import differs

OK, CREATED, REFUSED, INVALID, TOO_MANY = 200, 201, 409, 422, 429
PATIENCE = 30


class Declined(Exception):  # noqa: N818 - what happened, in one word
    """The server does not let this access play; it says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one line, and whether all of it could be seen."""

    line: Line
    told: str
    wrong: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks a server by the secret of an access."""

    server: str
    secret: str
    language: str

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        """Gets, or posts what is given; waits where the server says it is too much at once.

        Raises:
            Declined: it answers neither with what was asked nor with a refusal of the session.
            OSError: it does not answer.
        """
        status, again, said = self._once(path, body)
        while status == TOO_MANY:
            time.sleep(again)
            status, again, said = self._once(path, body)
        if status not in (OK, CREATED, REFUSED, INVALID):
            error = said.get("error", {})
            raise Declined(str(error.get("sentence") or f"HTTP {status}"))
        return status, said

    def _once(self, path: str, body: Mapping[str, Any] | None) -> tuple[int, int, dict[str, Any]]:
        where = urlsplit(self.server)
        kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
        line = kind(where.hostname or "localhost", where.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {self.secret}", "Accept-Language": self.language}
        sent = None if body is None else json.dumps(body)
        try:
            line.request(
                "GET" if sent is None else "POST",
                f"{where.path.rstrip('/')}/api/v1/{path}",
                sent,
                headers if sent is None else {**headers, "Content-Type": "application/json"},
            )
            found = line.getresponse()
            return found.status, int(found.headers.get("Retry-After", 1)), _read(found.read())
        except http.client.HTTPException:
            raise ConnectionError(self.server) from None
        finally:
            line.close()


@dataclass
class Playing:
    """A scenario in a room of the server: who is who there."""

    scenario: Scenario
    asking: Asking
    room: str
    people: dict[str, str] = field(default_factory=dict)

    def play(self, line: Line) -> Told:
        """Plays one line."""
        if isinstance(line, Does):
            return self._does(line)
        if isinstance(line, Check):
            return self._checked(line)
        assert isinstance(line, Look)  # noqa: S101  # nosec B101 # what goes on is not played (`why_not`)
        return self._looked(line)

    def islands(self) -> dict[str, Any]:
        """What the facilitator is shown."""
        view = self.asking.ask(f"rooms/{self.room}")[1]
        found: dict[str, Any] = view["islands"]
        self._recognise(found)
        return found

    def _does(self, line: Does) -> Told:
        told = f"{line.by}{f' for {line.behalf}' if line.behalf else ''} · {line.word}"
        host = self.scenario.facilitator
        if line.behalf and line.by != host:
            return Told(line, told, unseen=("what one does for another who does not facilitate",))
        status, said = self.asking.ask(f"rooms/{self.room}/acts", self._act(line))
        error = said.get("error", {}) if status != OK else {}
        code, still = error.get("code"), frozenset(error.get("conditions", ()))
        wrong = [f"expected {line.refused or 'accepted'}, was {code or 'accepted'}"] if code != line.refused else []
        if line.unmet is not None and still != line.unmet:
            wrong.append(f"expected unmet {sorted(line.unmet)}, was {sorted(still)}")
        if line.word == "admit":
            self.islands()
        return Told(line, f"{told}{f' · refused: {code}' if code else ''}", tuple(wrong))

    def _act(self, line: Does) -> dict[str, Any]:
        fields = {name: _value(value) for name, value in line.fields.items()}
        whom = fields.get("person")
        if line.word == "admit" and whom in self.scenario.newcomers and whom not in self.people:
            fields = {"name": self.scenario.names[whom], **fields}
            del fields["person"]
        elif whom is not None:
            fields["person"] = self.people.get(whom, whom)
        act = {"id": secrets.token_hex(8), "act": line.word, "fields": fields}
        behalf = line.behalf or (line.by if line.by != self.scenario.facilitator else None)
        return act if behalf is None else {**act, "for": self.people.get(behalf, behalf)}

    def _checked(self, line: Check) -> Told:
        found = known(self.islands(), self.scenario.names)
        wrong = [
            f"{name}: expected {expected!r}, was {found[name]!r}"
            for name, expected in line.expected.items()
            if name in found and differs(name, expected, found[name])
        ]
        unseen = tuple(name for name in line.expected if name not in found)
        return Told(line, f"check · {', '.join(line.expected)}", tuple(wrong), unseen)

    def _looked(self, line: Look) -> Told:
        """Words are put together on the page: what it shows is not held against values, what it hides is."""
        if line.who != self.scenario.facilitator:
            return Told(line, f"look · {line.who}", unseen=("another's screen",))
        shown = json.dumps(self.islands(), ensure_ascii=False).casefold()
        wrong = tuple(f"shows {words!r}" for words in line.hides if words.casefold() in shown)
        return Told(line, f"look · {line.who}", wrong, ("the words of a page",) if line.sees else ())

    def _recognise(self, islands: Mapping[str, Any]) -> None:
        keys = {name: key for key, name in self.scenario.names.items()}
        for one in _things(islands):
            who, name = one.get("person") or one.get("id"), one.get("name")
            if who and isinstance(name, str) and name in keys:
                self.people[keys[name]] = str(who)


def why_not(scenario: Scenario) -> str:
    """Why a scenario cannot be played so; empty where it can."""
    if scenario.practice or scenario.rotating or any(isinstance(line, GoesOn) for line in scenario.script):
        return "A practice, a facilitator from among the group and a second session cannot be played by a program."
    return ""


def perform(scenario: Scenario, server: str, secret: str, told: Callable[[Told], None]) -> bool:
    """Opens a room, lets everybody in and plays each line at once; whether every expectation in sight held.

    Raises:
        Declined: the server does not let this access play.
        OSError: it does not answer.
    """
    asking = Asking(server, secret, scenario.language)
    status, opened = asking.ask("start", _setup(scenario))
    if status != CREATED:
        raise Declined(str(opened["error"]["sentence"]))
    playing = Playing(scenario, asking, opened["room"])
    playing.islands()
    for key in scenario.participants:
        playing.play(Does(0, "head", scenario.facilitator, "admit", {"person": key}))
    held = True
    for line in scenario.script:
        outcome = playing.play(line)
        told(outcome)
        held = held and not outcome.wrong
    return held


def _setup(scenario: Scenario) -> dict[str, Any]:
    previous = scenario.previous
    before = previous and {
        "previous_client": scenario.names[previous["client"]],
        "previous_actions": previous["actions"],
    }
    return {
        "title": scenario.title,
        "facilitator": scenario.names[scenario.facilitator],
        "people": [scenario.names[key] for key in scenario.participants],
        "language": scenario.language,
        "place": scenario.place,
        "format": scenario.format,
        "number": scenario.number,
        "next_session": scenario.next_session,
        **(before or {}),
        **dict.fromkeys(scenario.variants, True),
    }


def _value(value: Any) -> Any:
    """A field as JSON: the lines of a plan hold words alone."""
    if isinstance(value, list):
        return [{name: str(said) for name, said in row.items()} for row in value]
    return str(value) if isinstance(value, float) else value


def _read(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _things(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _things(one)
