"""Gathering: the room is prepared, people come in, the session opens (B4, F6)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from besace.languages import LANGUAGES
from besace.method.acts import Code, Entry, Refusal
from besace.method.fields import LONGEST_LINE, Field, address, flag, key, line, one_of, optional, person, whole
from besace.method.formats import DEFAULT_FORMAT, FORMATS, LONGEST_STAGE, Minutes
from besace.method.parts import Person, Presence, Previous, Waiting
from besace.method.rule import FACILITATOR, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.turns import clear_floor
from besace.method.variants import FLAGS, TURNED_AWAY
from besace.method.words import MOST_PARTICIPANTS, PLACES, STAGES, TIMED, Moment, Stage

BEFORE_CLOSED = STAGES[:-1]
NOBODY = "nobody"
"""Said where someone could facilitate this time and none does."""
BEFORE_OPENING = ("minutes", "rotating", *(name for name in FLAGS if name != TURNED_AWAY))
"""What can be set until the session opens; a chair can be turned, or not, at any time."""


def _invalid(name: str, why: str) -> Refusal:
    return Refusal(Code.INVALID, name, why)


def _prepare(_: Session, call: Call) -> Facts | Refusal:
    people = call["people"] or []
    if len(people) > MOST_PARTICIPANTS:
        return Refusal(Code.FULL, "people", "nine-at-most")
    names = [_name(one) for one in people]
    if not all(names):
        return _invalid("people", "missing")
    if len({one["id"] for one in people} | {call.whose}) != len(people) + 1:
        return _invalid("people", "twice")
    minutes = read_minutes(call["minutes"])
    if minutes is None:
        return _invalid("minutes", "out-of-range")
    if call["rotating"] not in {None, NOBODY, *(one["id"] for one in people)}:
        return Refusal(Code.UNKNOWN, "rotating", "no-such-person")
    return {**call.fields, "people": people, **_timed(call["minutes"] or DEFAULT_FORMAT, minutes)}


def _timed(said: Any, minutes: Minutes) -> Facts:
    """The minutes, stage by stage, and the name of the format where it has one."""
    name = said if isinstance(said, str) else ""
    return {"minutes": {str(stage): minutes[stage] for stage in TIMED}, "format": name}


def _name(one: Any) -> str:
    name = one.get("name") if isinstance(one, Mapping) and isinstance(one.get("id"), str) else None
    return name.strip() if isinstance(name, str) and len(name) <= LONGEST_LINE else ""


def read_minutes(raw: Any) -> Minutes | None:
    """Reads a custom split, or the name of a format; None when a stage is missing or out of bounds (G7)."""
    if raw is None or (isinstance(raw, str) and raw in FORMATS):
        return FORMATS[raw or DEFAULT_FORMAT]
    if not isinstance(raw, Mapping):
        return None
    found = {stage: raw.get(str(stage)) for stage in TIMED}
    right = {stage: n for stage, n in found.items() if type(n) is int and 1 <= n <= LONGEST_STAGE}
    return right if len(right) == len(TIMED) else None


def _prepared(_: Session, entry: Entry) -> Session:
    fields = entry.fields
    previous = fields.get("previous")
    rotating = _whose(fields)
    return Session(
        title=fields.get("title") or "",
        language=fields.get("language") or "en",
        zone=fields.get("zone") or "",
        place=fields.get("place") or "room",
        link=fields.get("link") or "",
        number=fields.get("number") or 1,
        next_session=bool(fields.get("next_session")),
        next_when=fields.get("next_when") or "",
        names_at_door=bool(fields.get("names_at_door")),
        minutes={Stage(stage): n for stage, n in fields.get("minutes", {}).items()} or FORMATS[DEFAULT_FORMAT],
        format=fields.get("format") or "",
        format_name=fields.get("format_name") or "",
        variants={name: fields[name] for name in FLAGS if fields.get(name) is not None},
        rotating=rotating,
        facilitator=entry.by,
        facilitator_name=fields.get("facilitator_name") or "",
        people=tuple(_person(one, rotating) for one in fields.get("people", ())),
        previous=Previous(previous["client"], tuple(previous["actions"])) if previous else None,
        been_client=frozenset(fields.get("been_client") or ()),
        waiting=tuple(Waiting(**one) for one in fields.get("waiting") or ()),
    )


def _person(one: Mapping[str, str], rotating: str) -> Person:
    """Who facilitates this time is at the table from the first: the room is hers."""
    here = Presence.HERE if one["id"] == rotating else Presence.EXPECTED
    return Person(one["id"], one["name"].strip(), here)


def _whose(fields: Facts) -> str:
    said = fields.get("rotating") or ""
    return "" if said == NOBODY else said


def _anything(name: str) -> Field:
    """A structured field of `prepare`, which only our own shell writes."""
    return Field(name, lambda _, value: value, required=False)


def _arranged(session: Session, entry: Entry) -> Session:
    said = {name: value for name, value in entry.fields.items() if value is not None}
    given = {name: value for name, value in said.items() if name not in {"minutes", "rotating", *FLAGS}}
    if minutes := said.get("minutes"):
        given["minutes"] = {Stage(stage): n for stage, n in minutes.items()}
        given["format_name"] = said.get("format_name", "")
    if flags := {name: value for name, value in said.items() if name in FLAGS}:
        given["variants"] = {**session.variants, **flags}
    if "rotating" in said:
        given["rotating"] = _whose(said)
    return but(session, **given)


def _arrange(session: Session, call: Call) -> Facts | Refusal:
    begun = session.stage is not Stage.GATHERING
    if late := [name for name in BEFORE_OPENING if begun and call[name] is not None]:
        return _invalid(late[0], "too-late")
    if call["rotating"] not in {None, NOBODY} and session.person(call["rotating"]) is None:
        return Refusal(Code.UNKNOWN, "rotating", "no-such-person")
    if call["minutes"] is None:
        return call.fields
    minutes = read_minutes(call["minutes"])
    if minutes is None:
        return _invalid("minutes", "out-of-range")
    return {**call.fields, **_timed(call["minutes"], minutes)}


def _admit(session: Session, call: Call) -> Facts | Refusal:
    known = session.person(call["person"])
    if known is None and not call["name"]:
        return Refusal(Code.UNKNOWN, "person", "no-such-person")
    if call["person"] == session.facilitator:
        return _invalid("person", "facilitator")
    if known is None and len(session.people) >= MOST_PARTICIPANTS:
        return Refusal(Code.FULL, "person", "nine-at-most")
    return call.fields


def _admitted(session: Session, entry: Entry) -> Session:
    person, name = entry.fields["person"], entry.fields.get("name") or ""
    known = session.person(person)
    if known is None:
        return but(session, people=(*session.people, Person(person, name, Presence.HERE)))
    return _seat(session, replace(known, name=name or known.name, presence=Presence.HERE))


def _absent(session: Session, entry: Entry) -> Session:
    person = session.person(entry.fields["person"])
    if person is None:
        return session
    session = _seat(session, replace(person, presence=Presence.ABSENT))
    session = but(session, hands=tuple(one for one in session.hands if one != person.id))
    if session.floor and session.floor.person == person.id:
        session = clear_floor(session, entry.at)
    if session.moment is Moment.CONSENT and session.chosen_owner == person.id:
        session = but(session, moment=Moment.VOTE, chosen=None)
    return session


def _seat(session: Session, person: Person) -> Session:
    return but(session, people=tuple(person if one.id == person.id else one for one in session.people))


ARRANGEMENT = (
    optional(line("title")),
    optional(address("link")),
    optional(one_of("place", PLACES)),
    optional(flag("next_session")),
    optional(line("next_when")),
    optional(flag("names_at_door")),
    _anything("minutes"),
    optional(line("format_name")),
    optional(key("rotating")),
    *(optional(flag(name)) for name in FLAGS),
)

PREPARE = Rule(
    "prepare",
    FACILITATOR,
    (Stage.GATHERING,),
    _prepared,
    fields=(
        *ARRANGEMENT,
        optional(one_of("language", LANGUAGES), "en"),
        optional(line("zone"), ""),
        line("facilitator_name"),
        optional(whole("number", 1, 999), 1),
        _anything("people"),
        _anything("previous"),
        _anything("been_client"),
        _anything("waiting"),
    ),
    do=_prepare,
)
"""The first entry of every journal: what is known before anybody comes in. Decided apart: there is no session yet."""

RULES = (
    Rule("arrange", FACILITATOR, BEFORE_CLOSED, _arranged, fields=ARRANGEMENT, do=_arrange),
    Rule("admit", FACILITATOR, BEFORE_CLOSED, _admitted, fields=(key("person"), optional(line("name"))), do=_admit),
    Rule("mark_absent", FACILITATOR, BEFORE_CLOSED, _absent, fields=(person("person"),)),
)
