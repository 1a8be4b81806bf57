"""What is read ahead when a house opens."""

from itertools import product

from besace.languages import LANGUAGES
from besace.live import wording
from besace.web import warming


def test_every_island_and_every_kind_of_wording_is_read_ahead(monkeypatch):
    templates, heard = set(), set()
    monkeypatch.setattr(warming, "get_template", templates.add)
    monkeypatch.setattr(wording, "hints", lambda language, kind, *_: heard.add((language, kind)) or ())
    warming.warm()

    assert {"room/islands/seat.html", "room/islands/asked_fold.html"} <= templates
    assert heard == set(product(LANGUAGES, {"subject", "question", "reaction", "action"}))
