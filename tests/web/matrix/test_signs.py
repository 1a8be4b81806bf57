"""What has no words of its own: ballots, the turnout, the tally, the quiet signal.

Two evenings that differ in nothing else look the same to whoever may not know.
"""

import re
from collections.abc import Callable

import pytest

from besace.live import clock, rooms, seats
from besace.live.act import act
from besace.method.acts import Act
from besace.policy import Party
from tests.web.matrix.people import AT, OF, World, party_of, world
from tests.web.matrix.story import SCENES

PRIVATE = re.compile(r'name="(?:csrfmiddlewaretoken|id|seat)" value="[^"]*"')
INSIDE = ("fay", "ana", "bea", "cleo", "dora", "board")


def at_the(last: str) -> World:
    """The evening up to a scene."""
    of = world()
    for scene, _, play in SCENES:
        play(of)
        if scene == last:
            break
    return of


def seen(of: World) -> dict[str, dict[str, str]]:
    """The islands of everyone in the room, as the whole view gives them."""
    found = {}
    for who in INSIDE:
        islands = of.browsers[who].get(f"/s/{of.open_room.id}/view").json()["islands"]
        found[who] = {name: PRIVATE.sub("", html) for name, html in islands.items()}
    return found


def who_sees(last: str, *changes: Callable[[World], None]) -> frozenset[str]:
    """Whose islands tell these changes, made one after the other, apart."""
    with clock.at(AT):
        of = at_the(last)
        changes[0](of)
        before = seen(of)
        for change in changes[1:]:
            change(of)
        after = seen(of)
    return frozenset(who for who in INSIDE if before[who] != after[who])


def subject(of: World, name: str) -> str:
    session = rooms.folded(of.open_room).session
    return next(one.id for one in session.subjects if one.owner == of.id_of(name))


def voting(who: str, *ranks: str) -> Callable[[World], None]:
    names = ("first", "second")
    return lambda of: of.do(who, "vote", **{names[n]: subject(of, rank) for n, rank in enumerate(ranks)})


@pytest.mark.method("R5", "F4")
def test_what_a_ballot_says_is_seen_by_whose_it_is_and_nobody_else():
    assert who_sees("vote_open", voting("bea", "ana", "bea"), voting("bea", "bea", "ana")) == {"bea"}


@pytest.mark.method("R5")
def test_how_many_have_voted_is_seen_by_all_present_and_who_by_the_facilitator_alone():
    def votes(who: str) -> dict[str, dict[str, str]]:
        with clock.at(AT):
            of = at_the("vote_to_open")
            of.do("fay", "open_vote")
            voting(who, "ana")(of)
            names = {name: of.id_of(name) for name in of.members}
            found = seen(of)
        for islands in found.values():
            islands.pop("join", ""), islands.pop("door", "")  # another room has another code
            for name, html in islands.items():
                for person, id_ in names.items():
                    html = html.replace(id_, person)  # noqa: PLW2901 - two evenings have other ids
                islands[name] = re.sub(r"/s/[^/]+/|subject-\w+|value=\"[\w-]{16}\"", "", html)
        return found

    one, other = votes("bea"), votes("cleo")
    same = {who for who in INSIDE if _alike(one[who], other[who])}

    assert {"ana", "dora", "board"} <= same
    assert "fay" not in same
    assert who_sees("vote_to_open", lambda of: of.do("fay", "open_vote"), voting("bea", "ana")) == {
        *("ana", "bea", "cleo", "fay", "board")
    }


def _alike(one: dict[str, str], other: dict[str, str]) -> bool:
    drop = re.compile(r'(?:id|for|name|value|data-[a-z-]+|popovertarget|aria-[a-z]+)="[^"]*"')
    return {name: drop.sub("", html) for name, html in one.items()} == {
        name: drop.sub("", html) for name, html in other.items()
    }


@pytest.mark.method("R5")
def test_the_sums_are_seen_by_all_present_once_the_vote_is_closed():
    def closed(of: World) -> None:
        of.do("fay", "close_vote")

    assert who_sees("vote_open", lambda _: None, closed) == {"ana", "bea", "cleo", "fay", "board"}


@pytest.mark.method("S2.1")
@pytest.mark.parametrize("scene", ["presentation", "clear", "contract", "reactions"])
def test_discomfort_is_seen_by_her_who_signals_it_and_by_the_facilitator(scene):
    def signals(on: bool) -> Callable[[World], None]:
        return lambda of: of.do("ana", "discomfort", on=on)

    assert who_sees(scene, signals(False), signals(True)) == {"ana", "fay"}
    assert who_sees(scene, signals(True), lambda of: of.do("fay", "seen")) == {"fay"}


@pytest.mark.method("S4.2", "F4")
def test_a_private_note_changes_nobody_elses_page():
    assert who_sees("clear", lambda _: None, lambda of: of.do("bea", "note", text="Words")) == {"bea"}
    assert who_sees("clear", lambda _: None, lambda of: of.do("bea", "keep", text="Words")) == {"bea"}


def test_none_of_the_seats_is_forgotten_here():
    with clock.at(AT):
        of = at_the("gathering")
        inside = {who for who in OF if of.browsers[who].get(f"/s/{of.open_room.id}/view").status_code == 200}
        assert inside == set(INSIDE)
        assert {party_of(of, who) for who in OF} - {party_of(of, who) for who in INSIDE} == {
            *(Party.REMOVED, Party.ORGANISER, Party.KNOWN, Party.STAFF, Party.WAITING, Party.VISITOR)
        }


def test_an_act_id_of_anothers_is_no_way_in():
    with clock.at(AT):
        of = at_the("clear")
        first = act(of.open_room, of.id_of("bea"), Act("ask", {"text": "One"}), "the-same-id")
        other = act(of.open_room, of.id_of("cleo"), Act("ask", {"text": "Two"}), "the-same-id")

        assert first.refusal is None
        assert other.seq == first.seq + 1
        assert seats.seats_of(of.open_room, "nobody's key") == ()
