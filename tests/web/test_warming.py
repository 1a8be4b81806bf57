"""What is read ahead: the templates when a house opens, the coach's words when a room does."""

from threading import Event

from besace.live import rooms, screens, wording
from besace.web import warming
from tests.live.cast import FAY, setup

KINDS = ["question", "reaction", "subject", "action"]


def test_every_island_is_read_ahead(monkeypatch):
    templates = set()
    monkeypatch.setattr(warming, "get_template", templates.add)
    warming.warm()

    assert {"room/islands/seat.html", "room/islands/asked_fold.html"} <= templates


def test_the_coach_reads_a_language_once_the_first_room_speaks_it(monkeypatch):
    heard, done = [], Event()

    def hear(*told):
        heard.append(told[:2])
        done.set() if len(heard) == len(KINDS) else None

    monkeypatch.setattr(wording, "_expected", set())
    monkeypatch.setattr(wording, "codes", hear)
    for _ in range(2):
        screens.remember(rooms.open_room(setup(language="fr"), FAY))

    assert done.wait(10)
    assert heard == [("fr", kind) for kind in KINDS]
