"""Every address for programs against everybody of the matrix, in every phase: nothing opens that no row opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from besace.live import clock, ending, rooms
from besace.method.view import party, phase
from besace.people import access, webhooks
from besace.people.access import Scope
from besace.people.models import Access, Member, Person
from besace.people.parties import party_of
from besace.policy import Gate, Party, Phase, gate_of, page_opens
from besace.policy.table import PAGES
from besace.web.api import endpoints
from besace.web.api.endpoints import Endpoint
from tests.web.api.program import Program
from tests.web.matrix.people import AT, World, world
from tests.web.matrix.story import SCENES

pytestmark = [pytest.mark.slow, pytest.mark.method("F4")]

SENT: dict[str, dict[str, Any]] = {
    "api-act": {"id": "the-same-act", "act": "extend", "fields": {"minutes": 1_000}},
    "api-admit": {"knock": "nobody", "words": "two words"},
    "api-webhook-new": {"url": "ftp://nowhere.example"},
}
"""What changes nothing, whoever sends it: minutes that no session has, somebody who never knocked, an address that no
webhook can have."""
NOBODYS = frozenset({"vera", "board", "wim"})
"""Who has no account has no program."""


@dataclass(frozen=True)
class Tried:
    """One address, asked by one person's program in one phase."""

    who: str
    endpoint: Endpoint
    at: str
    status: int
    opens: bool


def asks(of: World, programs: dict[str, Program], at: str) -> Iterator[Tried]:
    """Everything that names a group or a room, by everyone."""
    for who, one in programs.items():
        for endpoint in endpoints.ALL:
            if "<" not in endpoint.path or ("room_id" in endpoint.path and of.room is None):
                continue
            path = endpoint.path.replace("<str:group_id>", of.ours.group.id)
            path = path.replace("<str:room_id>", of.room.id if of.room else "")
            path = path.replace("<str:webhook_id>", webhook_of(of, who))
            answer = {"GET": one.get, "DELETE": one.delete}.get(endpoint.method, partial(sent, one, endpoint))(path)
            yield Tried(who, endpoint, at, answer.status_code, may(of, who, endpoint))


def sent(by: Program, endpoint: Endpoint, path: str) -> Any:
    return by.post(path, SENT[endpoint.name])


def webhook_of(of: World, who: str) -> str:
    """One that is hers, as far as the tables say: whether she may end it is for the policy's."""
    made = Access.objects.filter(person=person_of(of, who)).first()
    member = Member.objects.filter(person=person_of(of, who), group=of.ours.group).first()
    if made is None or member is None:
        return "none"
    found = webhooks.register(made, member, "https://example.org/")
    return found[0].id if found else webhooks.of(member)[0].id


def may(of: World, who: str, endpoint: Endpoint) -> bool:
    """Whether the table opens this to her as things stand."""
    if "group_id" in endpoint.path:
        member = Member.objects.get(pk=of.members[who].pk) if who in of.members else None
        return member is not None and page_opens(endpoint.row, Gate.BEARER, party_of(member))
    session = rooms.folded(of.open_room).session
    hers = party(session, of.id_of(who)) if who in of.members else Party.KNOWN
    return page_opens(endpoint.row, Gate.BEARER, hers, phase(session))


def person_of(of: World, who: str) -> Person:
    return Person.objects.get(pk=of.browsers[who].session["_auth_user_id"])


def lived() -> list[Tried]:
    """The evening of the matrix, asked through at the end of each of its phases."""
    of, tried = world(), list[Tried]()
    programs = {}
    for who in sorted(set(of.browsers) - NOBODYS):
        secret = access.make(person_of(of, who), who, tuple(Scope), 365)
        assert secret is not None
        programs[who] = Program(secret)
    for number, (_, at, play) in enumerate(SCENES):
        play(of)
        if number + 1 == len(SCENES) or SCENES[number + 1][1] is not at:
            tried += asks(of, programs, at)
    ending.end(of.open_room)
    return [*tried, *asks(of, programs, Phase.SHREDDED)]


def test_what_the_table_refuses_is_refused_and_what_it_opens_is_answered_to_somebody():
    with clock.at(AT):
        tried = lived()
    beyond = [one for one in tried if one.status != 404 and not one.opens]
    opened = {(one.endpoint.name, one.at) for one in tried if one.status in {200, 409, 422}}

    assert beyond == []
    assert {one.status for one in tried} <= {200, 404, 409, 422}
    assert {name for name, _ in opened} == {one.name for one in endpoints.ALL if "<" in one.path}
    assert {at for name, at in opened if name == "api-room"} == set("0123456E")
    assert len(tried) > 200


def test_every_endpoint_has_a_row_that_asks_for_an_access_and_no_other_page_has():
    told = {name for name, (gate, _) in PAGES.items() if gate is Gate.BEARER}

    assert told == {one.row for one in endpoints.ALL}
    assert gate_of("api-description") is Gate.OPEN


def test_an_endpoint_whose_row_is_gone_is_not_there(monkeypatch):
    of = world()
    secret = access.make(person_of(of, "ana"), "x", tuple(Scope), 30)
    assert Program(secret).get("groups").status_code == 200
    monkeypatch.delitem(PAGES, "api-groups")

    assert Program(secret).get("groups").status_code == 404
