"""Letters handed to a real mail server that refuses, hesitates, hangs up or is not there."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connections

from besace.live import clock
from besace.post import delivering, outbox, smtp, ticker
from besace.post.delivering import PAUSES
from besace.post.failures import Failure
from besace.post.models import Kind, Letter
from tests.post import scenes
from tests.post.conftest import Postman, free_port

State = Letter.State
ANNOUNCED = scenes.at(3, 3, 9, 1)


@pytest.fixture
def table():
    """Ana's and Bea's group, alone in the house."""
    cycle, fay, (ana, bea) = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    scenes.only(cycle.group)
    return fay, ana, bea


def turn(at: int) -> None:
    with clock.at(at):
        ticker.turn()


def letter_to(member: Any) -> Letter:
    return Letter.objects.get(person=member.person, kind=Kind.ANNOUNCEMENT)


@pytest.mark.method("B1")
def test_a_letter_leaves_by_itself_when_it_is_due_and_once(table, post_office, postman):
    _, ana, bea = table
    turn(scenes.at(3, 3, 8, 59))
    assert postman.letters == []
    for minute in range(1, 6):
        turn(scenes.at(3, 3, 9, minute))
    assert [len(postman.to(one.person.email)) for one in (ana, bea)] == [1, 1]
    assert letter_to(ana).state == State.SENT


@pytest.mark.slow
@pytest.mark.method("B1")
def test_fifty_tickers_at_once_send_one_letter_to_each(table, post_office, postman):
    _, ana, bea = table

    def run(_: int) -> None:
        try:
            ticker.turn()
        finally:
            connections.close_all()

    with clock.at(ANNOUNCED), ThreadPoolExecutor(50) as crowd:
        list(crowd.map(run, range(50)))
    assert [len(postman.to(one.person.email)) for one in (ana, bea)] == [1, 1]
    assert Letter.objects.count() == 2


def test_the_table_itself_holds_no_letter_twice(table):
    with clock.at(ANNOUNCED):
        outbox.fill(ANNOUNCED)
        first = Letter.objects.first()
        assert first
        twin = Letter(kind=first.kind, occasion=first.occasion, recipient=first.recipient, group=first.group)
        twin.due = twin.until = twin.next_try = twin.created = ANNOUNCED
        with pytest.raises(IntegrityError):
            twin.save(force_insert=True)


def test_one_refused_recipient_is_told_and_the_others_get_theirs(table, post_office, postman):
    _, ana, bea = table
    postman.says = ["550 5.1.1 nobody of that name: ana@secret.example", "250 OK"]
    turn(ANNOUNCED)
    states = {one.state: one for one in Letter.objects.all()}
    assert set(states) == {State.FAILED, State.SENT}
    assert states[State.FAILED].failure == Failure.UNKNOWN_ADDRESS
    assert len(postman.letters) == 1
    turn(ANNOUNCED + 7 * 3600)
    assert len(postman.letters) == 1
    assert {ana.person_id, bea.person_id} == {states[state].person_id for state in states}


def test_a_server_that_hesitates_gets_the_letter_later(table, post_office, postman):
    _, ana, _ = table
    postman.says = ["451 4.3.0 later", "451 4.3.0 later"]
    turn(ANNOUNCED)
    waiting = letter_to(ana)
    assert (waiting.state, waiting.failure, waiting.tries) == (State.WAITING, Failure.BUSY, 1)
    assert waiting.next_try == ANNOUNCED + PAUSES[0]
    turn(ANNOUNCED + PAUSES[0] - 1)
    assert postman.letters == []
    turn(ANNOUNCED + PAUSES[0])
    assert len(postman.to(ana.person.email)) == 1
    assert (letter_to(ana).state, letter_to(ana).failure, letter_to(ana).tries) == (State.SENT, "", 2)


def test_a_full_mailbox_is_tried_again_though_the_server_says_for_good(table, post_office, postman):
    postman.says = ["552 5.2.2 full"] * 2
    turn(ANNOUNCED)
    assert {(one.state, one.failure) for one in Letter.objects.all()} == {(State.WAITING, Failure.MAILBOX_FULL)}


@pytest.mark.parametrize("answer", ["554 5.7.1 spam", "550 5.7.1 policy"])
def test_a_refused_text_is_told_at_once(table, post_office, postman, answer):
    postman.reads = [answer] * 2
    turn(ANNOUNCED)
    assert {(one.state, one.failure, one.handed) for one in Letter.objects.all()} == {
        (State.FAILED, Failure.REFUSED, 0)
    }


def test_a_line_that_breaks_in_the_middle_of_a_text_loses_no_letter(table, post_office, postman):
    _, ana, bea = table
    postman.reads = ["drop", "drop"]
    turn(ANNOUNCED)
    assert {(one.state, one.failure) for one in Letter.objects.all()} == {(State.WAITING, Failure.UNANSWERED)}
    turn(ANNOUNCED + PAUSES[0])
    assert [len(postman.to(one.person.email)) for one in (ana, bea)] == [1, 1]


def test_a_server_that_takes_letters_and_never_says_so_gets_two_at_most_under_one_name(table, post_office, postman):
    _, ana, _ = table
    postman.reads = ["take, then drop"] * 20
    for after in (0, PAUSES[0], PAUSES[0] + PAUSES[1], 24 * 3600, 48 * 3600):
        turn(ANNOUNCED + after)
    got = postman.to(ana.person.email)
    assert len(got) == 2
    assert len({mail["Message-ID"] for mail in got}) == 1
    assert (letter_to(ana).state, letter_to(ana).failure) == (State.FAILED, Failure.UNSURE)


def test_a_server_that_is_not_there_is_tried_four_times_more_then_told(table, monkeypatch):
    monkeypatch.setattr(settings, "BESACE_SMTP_SERVER", smtp.read(f"smtp://127.0.0.1:{free_port()}"))
    monkeypatch.setattr(settings, "BESACE_MAIL_FROM", "post@besace.example")
    at = ANNOUNCED
    for pause in (0, *PAUSES):
        at += pause
        turn(at)
    assert {(one.state, one.failure, one.tries) for one in Letter.objects.all()} == {
        (State.FAILED, Failure.UNREACHABLE, 1 + len(PAUSES))
    }


def test_a_letter_of_no_use_any_more_is_not_tried_again(table, post_office, postman):
    postman.says = ["451 later"] * 10
    turn(scenes.at(3, 9, 9))
    turn(scenes.at(3, 10, 17, 59))
    turn(scenes.at(3, 10, 18, 1))
    postman.says = []
    turn(scenes.at(3, 10, 18, 30))
    assert postman.letters == []
    assert not Letter.objects.filter(state=State.WAITING).exists()


@pytest.mark.parametrize(
    ("handed", "end", "mails"),
    [(0, (State.SENT, ""), 1), (1, (State.SENT, ""), 1), (2, (State.FAILED, Failure.UNSURE), 0)],
)
def test_what_a_dead_process_was_sending_is_taken_up_a_lease_later(table, post_office, postman, handed, end, mails):
    _, ana, _ = table
    with clock.at(ANNOUNCED):
        outbox.fill(ANNOUNCED)
        left = {"state": State.SENDING, "handed": handed, "tries": 1, "next_try": ANNOUNCED + outbox.LEASE}
        Letter.objects.filter(person=ana.person).update(**left)
    turn(ANNOUNCED + 60)
    assert postman.to(ana.person.email) == []
    turn(ANNOUNCED + outbox.LEASE)
    assert len(postman.to(ana.person.email)) == mails
    assert (letter_to(ana).state, letter_to(ana).failure) == end


def test_a_task_that_was_lost_is_queued_again(table, post_office, postman, monkeypatch):
    _, ana, _ = table
    monkeypatch.setattr(ticker.worker, "work", lambda: None)
    turn(ANNOUNCED)
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    DBTaskResult.objects.all().delete()
    monkeypatch.undo()
    settings.BESACE_SMTP_SERVER = smtp.read(f"smtp://127.0.0.1:{post_office.port}")
    turn(ANNOUNCED + outbox.LEASE)
    assert len(postman.to(ana.person.email)) == 1


def test_a_fault_of_ours_holds_up_nobody_and_says_nothing(table, post_office, postman, monkeypatch, caplog):
    def broken(*_: object) -> None:
        raise RuntimeError("canary@example.org")

    monkeypatch.setattr(delivering, "write", broken)
    turn(ANNOUNCED)
    assert {(one.state, one.failure) for one in Letter.objects.all()} == {(State.WAITING, Failure.NOT_WRITTEN)}
    assert "canary" not in caplog.text


def test_tasks_of_former_days_are_swept_away(table, post_office):
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    DBTaskResult.objects.all().delete()
    turn(ANNOUNCED)
    assert DBTaskResult.objects.count() == 2
    assert all("@" not in str(one.args_kwargs) + one.traceback for one in DBTaskResult.objects.all())
    turn(int(time.time()) + 3 * 24 * 3600)
    assert DBTaskResult.objects.count() == 0


LIVE = """
import sys
import django
django.setup()
from besace.live import clock, serving
from besace.post import ticker
from tests.post import scenes
serving.make_ready()
if sys.argv[1] == "seed":
    with clock.at(scenes.cast.AT):
        _, _, peers = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    print(*(one.person.email for one in peers), flush=True)
clock.put(int(sys.argv[2]))
ticker.turn()
"""


class Slow(Postman):
    """Never answers the first text it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if not self.reached:
            self.reached = True
            import asyncio  # noqa: PLC0415

            await asyncio.sleep(60)
        return await super().handle_DATA(server, session, envelope)


@pytest.mark.slow
@pytest.mark.method("B1")
def test_a_house_killed_while_it_sends_sends_the_rest_when_it_is_back_and_nothing_twice(tmp_path):
    from aiosmtpd.controller import Controller  # noqa: PLC0415

    postman, port = Slow(), free_port()
    controller = Controller(postman, hostname="127.0.0.1", port=port)
    controller.start()
    environment = {
        **os.environ,
        "BESACE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "besace.settings",
        "BESACE_SMTP": f"smtp://127.0.0.1:{port}",
        "BESACE_MAIL_FROM": "post@besace.example",
        "PYTHONPATH": str(Path.cwd()),
    }
    first = subprocess.Popen(
        [sys.executable, "-c", LIVE, "seed", str(ANNOUNCED)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout
    addresses = first.stdout.readline().split()
    for _ in range(1200):  # a minute, on a busy machine and where nothing is compiled yet
        if postman.reached:
            break
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert postman.letters == []
    again = [sys.executable, "-c", LIVE, "again", str(ANNOUNCED + outbox.LEASE + 1)]
    for _ in range(2):
        subprocess.run(again, env=environment, check=True)
    controller.stop()
    assert [len(postman.to(address)) for address in addresses] == [1, 1]
