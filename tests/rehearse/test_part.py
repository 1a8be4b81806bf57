"""A part taken over: the others wait for what she does, and speak of what she gave as she gave it."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from besace.live import rooms, seats
from besace.live.act import act
from besace.method.acts import Act
from besace.rehearse import live
from besace.rehearse.play import Stage, inside
from besace.rehearse.scenario import Does, read

SCRIPT = """title = "T"
facilitator = "fay"
participants = ["ana", "bea"]
script = [
{at = "0:00:00", by = "fay", act = "open"},
{at = "0:00:01", by = "fay", act = "advance"},
{at = "0:00:02", by = "ana", act = "propose_subject", key = "rest", title = "How to rest to last?"},
{at = "0:00:03", by = "fay", act = "choose", subject = "rest", because = "urgency"},
{at = "0:00:04", by = "ana", act = "accept"},
{at = "0:00:05", by = "bea", act = "consent"},
{at = "0:00:06", by = "fay", act = "advance"},
{at = "0:00:07", by = "ana", act = "done"},
]
"""


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    file = tmp_path / "a.toml"
    file.write_text(SCRIPT)
    monkeypatch.setattr(live, "PAUSE", 0.05)
    monkeypatch.setattr(live, "PATIENCE", 10.0)
    return inside(read(file))


def does(stage: Stage, who: str, word: str, **fields: object) -> None:
    done = act(stage.table.room, stage.table.people[who], Act(word, fields), seats.new_key())
    assert done.refusal is None, (who, word, done.refusal)


def plays(stage: Stage, me: str) -> list[str]:
    """Everybody's lines but those of `me`; what went wrong."""
    lines = (one for one in stage.scenario.script if isinstance(one, Does) and one.by != me)
    return [wrong for line in lines for wrong in live._patiently(stage, line, me).wrong]


def meanwhile(work) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def until(holds) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_client_of_flesh_and_blood_gives_her_own_subject_and_is_waited_for(stage):
    def session():
        return rooms.refreshed(stage.table.room).session

    def ana() -> None:
        until(lambda: session().moment == "subjects")
        does(stage, "ana", "propose_subject", title="How to say no to last?")  # under no key of the script's
        until(lambda: session().moment == "consent")
        time.sleep(0.2)
        does(stage, "ana", "accept")

    her = meanwhile(ana)
    assert plays(stage, "ana") == []
    her.join()
    assert session().stage == "presentation"


def test_a_facilitator_of_flesh_and_blood_is_waited_for(stage):
    def fay() -> None:
        for word in ("open", "advance"):
            time.sleep(0.2)
            does(stage, "fay", word)
        until(lambda: rooms.refreshed(stage.table.room).session.subjects)
        does(stage, "fay", "choose", subject="rest", because="urgency")
        until(lambda: len(rooms.refreshed(stage.table.room).session.consent.given) == 1)
        does(stage, "fay", "advance")

    her = meanwhile(fay)
    assert plays(stage, "fay") == []
    her.join()


def test_nobody_waits_for_what_is_over(stage):
    for word in ("open", "advance"):
        does(stage, "fay", word)
    late = next(one for one in stage.scenario.script if isinstance(one, Does) and one.word == "open")
    began = time.monotonic()

    assert live._patiently(stage, replace(late, word="check_in", by="bea"), "ana").wrong
    assert time.monotonic() - began < 5
