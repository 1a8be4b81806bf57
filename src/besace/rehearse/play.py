"""Playing a scenario: line by line, through HTTP, with the session's clock at each line's instant."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from besace import journal
from besace.live import clock, rooms
from besace.live.models import Room
from besace.method.acts import Entry
from besace.method.words import SCREEN, Seconds
from besace.rehearse.doors import Door, Inside, form_of, page_of
from besace.rehearse.scenario import Check, Does, GoesOn, Line, Look, Scenario
from besace.rehearse.table import Table, set_table
from besace.rehearse.truth import differs, facts, leaked, missing

EVENING: Seconds = 1_700_000_000
"""When a rehearsal begins, for the clock that it sets: any instant will do."""

REFUSED = 409
OK = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: nothing wrong, or what is; the code of the refusal where there was one."""

    line: Line
    told: str
    wrong: tuple[str, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a scenario is played: its table, and each person's door."""

    scenario: Scenario
    table: Table
    doors: dict[str, Door]

    def play(self, line: Line) -> Outcome:
        """Plays one line."""
        if isinstance(line, Does):
            return _did(self, line)
        if isinstance(line, Look):
            return _looked(self, line)
        if isinstance(line, GoesOn):
            return _went_on(self, line)
        assert isinstance(line, Check)  # noqa: S101  # nosec B101 # there are four kinds of lines
        return _checked(self, line)


def rehearse(scenario: Scenario, told: Callable[[Outcome], None]) -> bool:
    """Plays a whole scenario in this process and its databases; whether every expectation held."""
    with clock.at(EVENING):
        stage = inside(scenario)
        outcomes = [_at(stage, line, told) for line in scenario.script]
    return not any(outcome.wrong for outcome in outcomes)


def inside(scenario: Scenario) -> Stage:
    """The stage for a rehearsal in this process."""
    table = set_table(scenario)
    doors: dict[str, Door] = {key: Inside(device, scenario.language) for key, device in table.devices.items()}
    return Stage(scenario, table, doors)


def _at(stage: Stage, line: Line, told: Callable[[Outcome], None]) -> Outcome:
    clock.put(EVENING + line.at)
    outcome = stage.play(line)
    told(outcome)
    return outcome


def _did(stage: Stage, line: Does) -> Outcome:
    told = f"{line.by}{f' for {line.behalf}' if line.behalf else ''} · {line.word}"
    answer = stage.doors[line.by].post(f"/s/{stage.table.room.id}/act", _form(stage, line))
    code, still = _verdict(answer.status, answer.body)
    wrong = []
    if code != line.refused:
        wrong.append(f"expected {line.refused or 'accepted'}, was {code or 'accepted'}")
    if line.unmet is not None and still != line.unmet:
        wrong.append(f"expected unmet {sorted(line.unmet)}, was {sorted(still)}")
    return Outcome(line, f"{told}{f' · refused: {code}' if code else ''}", tuple(wrong), code)


def _form(stage: Stage, line: Does) -> dict[str, str]:
    people = stage.table.people
    fields = {name: people.get(value, value) if name == "person" else value for name, value in line.fields.items()}
    if line.word == "admit" and line.fields.get("person") in stage.scenario.newcomers:
        fields.setdefault("name", str(line.fields["person"]).capitalize())
    form = form_of(fields) | {"act": line.word, "id": secrets.token_hex(8)}
    return form | {"for": people.get(line.behalf, line.behalf)} if line.behalf else form


def _verdict(status: int, body: str) -> tuple[str | None, frozenset[str]]:
    if status not in (200, REFUSED):
        return f"HTTP {status}", frozenset()
    refused: dict[str, Any] | None = json.loads(body)["refused"]
    return (refused["code"], frozenset(refused.get("conditions", ()))) if refused else (None, frozenset())


def _went_on(stage: Stage, line: GoesOn) -> Outcome:
    """Every screen is left behind in the first room and must find the way from it by itself; so each is asked."""
    told, table = f"{line.by} · goes on", stage.table
    answer = stage.doors[line.by].post(f"/s/{table.room.id}/second", {})
    second = Room.objects.select_related("second").get(pk=table.room.pk).second
    if answer.status != OK or second is None:
        return Outcome(line, told, (f"no second session was opened: {answer.status}",))
    way = f"/s/{second.pk}/"
    lost = [key for key in table.devices if way not in stage.doors[key].get(page_of(table.room.id, key)).body]
    here = (key for key in lost if key not in stage.scenario.newcomers)
    table.room = second
    return Outcome(line, told, tuple(f"{key} is not shown the way" for key in here))


def _looked(stage: Stage, line: Look) -> Outcome:
    page = stage.doors[line.who].get(page_of(stage.table.room.id, line.who))
    if page.status != 200:  # noqa: PLR2004 - HTTP's own number
        return Outcome(line, f"look · {line.who}", (f"the page answered {page.status}",))
    wrong = [f"does not show {words!r}" for words in missing(page.body, line.sees)]
    wrong += [f"shows {words!r}" for words in leaked(page.body, line.hides)]
    return Outcome(line, f"look · {'the screen' if line.who == SCREEN else line.who}", tuple(wrong))


def _checked(stage: Stage, line: Check) -> Outcome:
    table = stage.table
    known = facts(rooms.folded(table.room).session, clock.now(table.room), table.key_of)
    known["hints"] = set(_last_hints(journal.read(table.room.journal)))
    wrong = [
        f"{name}: expected {expected!r}, was {known.get(name)!r}"
        for name, expected in line.expected.items()
        if name not in known or differs(name, expected, known[name])
    ]
    return Outcome(line, f"check · {', '.join(line.expected)}", tuple(wrong))


def _last_hints(entries: Sequence[Entry]) -> Iterable[str]:
    found: Iterable[str] = entries[-1].fields.get("hints", ()) if entries else ()
    return found
