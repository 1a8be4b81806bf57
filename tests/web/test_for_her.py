"""What is made by hand in someone's name is journalled as such, and shown to her: at once, and afterwards (F6)."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from besace import journal
from besace.live import clock
from besace.method.rules import RULES
from besace.method.words import Role
from besace.people import aftermath
from besace.web.for_you import FOR_YOU
from besace.web.islands import render
from tests.live.running import Screen, served
from tests.web.matrix.people import AT, World, world
from tests.web.matrix.story import SCENES

WORDS = "What have you tried, canary-by-hand?"
pytestmark = pytest.mark.method("F6")


@pytest.fixture
def port() -> Iterator[int]:
    with clock.at(AT), served(render) as found:
        yield found


def at_the(last: str) -> World:
    of = world()
    for scene, _, play in SCENES:
        play(of)
        if scene == last:
            break
    return of


def room_of(of: World, name: str) -> str:
    return of.browsers[name].get(reverse("room", args=[of.open_room.id])).content.decode()


def test_it_reaches_her_open_screen_at_once_with_the_words_and_nobody_elses(port):
    of = at_the("clarification")
    screens = {name: Screen(port, of.open_room, of.keys[name]) for name in ("bea", "ana", "board")}
    for screen in screens.values():
        screen.next()
    of.do("fay", "ask", behalf="bea", text=WORDS)
    seq = journal.last(of.open_room.journal)
    for name in ("bea", "ana"):
        screens[name].reach(seq)
    for screen in screens.values():
        screen.close()

    assert WORDS in screens["bea"].islands["handed"]
    assert "Fay wrote this for you" in screens["bea"].islands["handed"]
    assert not screens["ana"].islands.get("handed")
    assert "handed" not in screens["board"].islands
    written = journal.read(of.open_room.journal)[-1]
    assert (written.by, written.behalf) == (of.id_of("fay"), of.id_of("bea"))


def test_her_page_says_it_in_her_language_and_in_the_next_step_no_more(port):
    of = at_the("clear")
    of.do("fay", "clear", behalf="bea")
    assert "The subject is clear to you" in room_of(of, "bea")
    of.browsers["bea"].cookies["besace_language"] = "fr"
    assert "Fay a noté ceci pour vous" in room_of(of, "bea")
    assert "Le sujet est clair pour vous" in room_of(of, "bea")
    assert "wrote this for you" not in room_of(of, "ana") + room_of(of, "fay")

    for scene, _, play in SCENES:
        if scene == "contract":
            play(of)
    assert "noté ceci pour vous" not in room_of(of, "bea")


def test_it_stays_on_her_last_page_and_in_her_notebook_and_she_takes_it_along(port):
    of = at_the("clear")
    of.do("fay", "ask", behalf="bea", text=WORDS)
    later = [scene for scene, *_ in SCENES]
    for scene, _, play in SCENES[later.index("contract") :]:
        play(of)
        if scene == "closed":
            break
    assert WORDS in room_of(of, "bea")
    aftermath.settle_all()
    group = of.ours.group.id

    for name in ("notebook", "notebook-json", "notebook-md"):
        assert "canary-by-hand" in of.browsers["bea"].get(reverse(name, args=[group])).content.decode(), name
        for other in ("ana", "cleo", "fay"):
            assert "canary-by-hand" not in of.browsers[other].get(reverse(name, args=[group])).content.decode()


def test_a_ballot_laid_by_hand_is_shown_to_her_alone_until_the_count_and_never_again(port):
    of = at_the("vote_to_open")
    of.do("fay", "open_vote")
    before = {name: room_of(of, name).count("canary-subject-cleo") for name in ("fay", "cleo")}
    first = next(one.id for one in _subjects(of) if one.owner == of.id_of("bea"))
    of.do("fay", "vote", behalf="ana", first=first)

    assert "Your ballot, the first choice on top" in room_of(of, "ana")
    assert room_of(of, "cleo").count("canary-subject-cleo") == before["cleo"]
    assert "wrote this for you" not in room_of(of, "fay")
    of.do("fay", "close_vote")
    assert "Your ballot" not in room_of(of, "ana")


def _subjects(of: World):
    from besace.live import rooms  # noqa: PLC0415 - asked here alone

    return rooms.folded(of.open_room).session.subjects


def test_every_act_of_a_participant_has_its_sentence():
    hers = {word for word, rule in RULES.items() if rule.who - {Role.FACILITATOR}}
    yes_or_no = {"match", "resonate", "discomfort", "writing", "confirm_next"}

    assert set(FOR_YOU) == {
        *(hers - yes_or_no),
        *(f"{word}-{answer}" for word in yes_or_no for answer in ("yes", "no")),
    }
