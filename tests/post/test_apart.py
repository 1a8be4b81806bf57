"""One group whose data cannot be read keeps no other group's letters back, nor the records of its sessions."""

import pytest
from django_tasks_db.models import DBTaskResult

from besace.journal.seal import Tampered
from besace.live import clock
from besace.people import aftermath, holding, retention, timetable
from besace.people.models import Meeting
from besace.post import outbox, standing, ticker
from besace.post.models import Letter
from tests.people import cast, sessions
from tests.post import scenes
from tests.post.scenes import at

ACTIONS = [{"text": f"Call {n} neighbours", "when": "tomorrow", "term": "short"} for n in range(3)]


def broken(of, name, group, monkeypatch, how):
    whole = getattr(of, name)

    def reads(one, *more):
        if how(one) == group.id:
            raise Tampered
        return whole(one, *more)

    monkeypatch.setattr(of, name, reads)


@pytest.mark.method("B1")
def test_a_group_that_cannot_be_read_keeps_no_others_letters_back(monkeypatch, caplog):
    theirs, ours = (scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])[0].group for _ in range(2))
    broken(standing, "of", theirs, monkeypatch, lambda group: group.id)
    with clock.at(at(3, 3)):
        outbox.fill(at(3, 3))
    assert Letter.objects.filter(group=ours).count() == 2
    assert not Letter.objects.filter(group=theirs).exists()
    assert "Tampered" in caplog.text
    assert "Ana" not in caplog.text


def test_a_session_that_cannot_be_recorded_keeps_no_other_from_it_and_no_letter(monkeypatch, caplog):
    with clock.at(cast.AT):
        both = [_held() for _ in range(2)]
    theirs, ours = both
    broken(aftermath, "settle", theirs.cycle.group, monkeypatch, lambda cycle: cycle.group_id)
    with clock.at(cast.AT):
        aftermath.settle_all()
    ours.refresh_from_db()
    assert ours.ended is not None
    assert "Tampered" in caplog.text


def test_what_fails_in_a_turn_keeps_nothing_else_of_it_back(monkeypatch, caplog):
    ours = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])[0].group
    monkeypatch.setattr(retention, "sweep", lambda _now: 1 / 0)
    with clock.at(at(3, 3)):
        ticker.turn()
    assert Letter.objects.filter(group=ours).count() == 2
    assert "ZeroDivisionError" in caplog.text


def _held() -> Meeting:
    cycle, fay, peers = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    meeting = timetable.meeting_of(cycle, 1)
    sessions.whole(holding.open_room(meeting, fay), fay.id, [one.id for one in peers], ACTIONS)
    return meeting


@pytest.mark.parametrize("many", [3, 50])
def test_letters_are_written_and_queued_a_few_at_a_time_and_all_of_them(monkeypatch, many):
    Letter.objects.all().delete()
    groups = [scenes.begun("Ana", "Bea", "Cleo", dates=scenes.TUESDAYS[:3])[0].group for _ in range(4)]
    held: list[int] = []
    whole = outbox.WRITER.run

    def run(work):
        before = Letter.objects.count() + DBTaskResult.objects.count()
        done = whole(work)
        held.append(Letter.objects.count() + DBTaskResult.objects.count() - before)
        return done

    monkeypatch.setattr(outbox, "AT_ONCE", many)
    monkeypatch.setattr(outbox.WRITER, "run", run)
    with clock.at(at(3, 3)):
        outbox.fill(at(3, 3))
        ours = Letter.objects.filter(group__in=groups)
        queued = ticker.queue(at(3, 3))
    assert ours.count() == 12
    assert queued == Letter.objects.filter(state=Letter.State.WAITING).count()
    assert max(held) <= many
