"""Webhooks called for real: signed, tried again, given up, switched off; and nothing of what anybody wrote in them."""

import hashlib
import hmac
from base64 import b64decode, b64encode

import pytest
from django.db import connection

from besace.cycles import turns
from besace.live import clock
from besace.people import access, aftermath, handing, leaving, retention, timetable, webhooks
from besace.people.access import Scope
from besace.people.aftermath import Outcome
from besace.people.models import Access, Call, Member, Trace, Webhook
from besace.post import calling, outward, ticker
from tests.people import cast
from tests.people.cycling import DATES, Begun, begun
from tests.post.listening import listening

NAMED = "Wielewaal"
AT = cast.AT


@pytest.fixture(autouse=True)
def _near(settings):
    settings.BESACE_WEBHOOKS = outward.read("near")
    Webhook.objects.all().delete()


@pytest.fixture
def listener():
    with listening() as found:
        yield found


@pytest.fixture
def of() -> Begun:
    """A group whose name, purpose and people all hold a word that must go nowhere."""
    return begun(f"{NAMED}Ana", f"{NAMED}Bea", name=f"The {NAMED} table", in_common=NAMED)


def hooked(of: Begun, url: str, *scopes: Scope, member: Member | None = None) -> tuple[Webhook, str]:
    one = member or of.fay
    made = access.make(one.person, "Calendar", scopes or (Scope.READ, Scope.WEBHOOKS), 365)
    assert made
    found = webhooks.register(Access.objects.filter(person=one.person).latest("pk"), one, url)
    assert found
    return found


def moved(of: Begun, number: int = 1) -> None:
    """A session is moved by two days."""
    of.cycle.refresh_from_db()
    now = timetable.folded(of.cycle)
    changes = turns.move(now, number, later(number), timetable.today(of.cycle.zone))
    timetable.change(of.cycle, changes, of.fay.person, of.cycle.edition)


def later(number: int):
    when = DATES[number - 1]
    return type(when)(when.day.replace(day=14), when.start, when.zone)


def turned(seconds: int) -> None:
    """The ticker's turn, so many seconds after the beginning."""
    with clock.at(AT + seconds):
        ticker.turn()


def test_a_session_that_moves_is_told_signed_and_once(of, listener):
    _, secret = hooked(of, listener.url)
    moved(of)
    turned(0)
    turned(3600)

    (heard,) = listener.heard
    key = b64decode(secret.removeprefix("whsec_"))
    told = f"{heard.headers['webhook-id']}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    assert heard.headers["webhook-signature"] == "v1," + b64encode(hmac.digest(key, told, hashlib.sha256)).decode()
    assert heard.path == "/hook?of=mine"
    assert heard.told == {
        "type": "session.moved",
        "id": heard.headers["webhook-id"],
        "timestamp": "2026-02-02T02:40:00Z",
        "data": {"group": of.group.id, "session": {"cycle": 1, "number": 1, "begins": "2026-03-14T17:00:00Z"}},
    }
    assert not Call.objects.exists()


def test_a_signature_does_not_hold_for_another_body_or_secret(of, listener):
    _, secret = hooked(of, listener.url)
    moved(of)
    turned(0)

    (heard,) = listener.heard
    assert heard.is_signed(secret)
    assert not heard.is_signed("whsec_" + b64encode(b"x" * 32).decode())
    assert not type(heard)(heard.path, heard.headers, heard.body + b" ").is_signed(secret)


def test_every_way_a_date_changes_is_told_by_its_word_and_nothing_anybody_wrote(of, listener):
    hooked(of, listener.url)
    with clock.at(AT):
        moved(of)
        of.cycle.refresh_from_db()
        cancelled = turns.cancel(timetable.folded(of.cycle), 2, timetable.today(of.cycle.zone))
        timetable.change(of.cycle, cancelled, of.fay.person, of.cycle.edition)
        client = of.peers[0].id
        assert aftermath.record(of.meeting(1), Outcome(client=client, came=frozenset({client}), ended=AT))
    turned(0)

    words = {(one.told["type"], one.told["data"]["session"]["number"]) for one in listener.heard}
    assert {("session.moved", 1), ("session.cancelled", 2), ("session.closed", 1)} <= words
    bare = b"".join(one.body + str((one.path, one.headers)).encode() for one in listener.heard)
    assert NAMED.casefold().encode() not in bare.lower()
    assert "Fay" not in bare.decode()


def test_a_cycle_that_begins_tells_of_each_of_its_sessions(listener):
    with clock.at(AT):
        group, fay, peers = cast.facilitated("Ana", "Bea")
        cycle = timetable.propose(group, DATES[:2], 0)
        for one in peers:
            timetable.confirm(cycle, one, {timetable.slot_of(when): True for when in DATES[:2]})
        of = Begun(group, cycle, fay, peers)
        hooked(of, listener.url)
        timetable.begin(cycle, fay.person, cycle.edition)
    turned(0)

    told = [(one.told["type"], one.told["data"]["session"]["begins"]) for one in listener.heard]
    begins = {"2026-03-12T17:00:00Z", "2026-04-12T16:00:00Z"}
    assert {(word, when) for word, when in told} == {("session.scheduled", when) for when in begins}


def test_an_access_that_may_not_read_dates_is_told_of_none(of, listener):
    hooked(of, listener.url, Scope.WEBHOOKS)
    moved(of)
    turned(0)

    assert listener.heard[0].told["data"]["session"] == {"cycle": 1, "number": 1}


def test_a_change_that_is_undone_tells_nobody(of, listener):
    hooked(of, listener.url)
    with pytest.raises(timetable.Outdated):
        timetable.change(of.cycle, [turns.Moved(1, DATES[0], later(1))], of.fay.person, of.cycle.edition + 5)

    assert not Call.objects.exists()


def test_what_is_not_answered_well_is_sent_again_later_with_the_same_id(of, listener):
    hook, secret = hooked(of, listener.url)
    listener.answers = [500, 503]
    moved(of)
    turned(0)
    hook.refresh_from_db()
    assert (hook.failures, hook.last_status, hook.last_failure) == (1, 500, "refused")
    turned(30)
    assert len(listener.heard) == 1
    turned(60)
    turned(60 + 299)
    assert len(listener.heard) == 2
    turned(60 + 300)

    assert len(listener.heard) == 3
    assert len({one.headers["webhook-id"] for one in listener.heard}) == 1
    assert len({one.headers["webhook-timestamp"] for one in listener.heard}) == 3
    assert all(one.is_signed(secret) for one in listener.heard)
    hook.refresh_from_db()
    assert (hook.failures, hook.last_status, hook.last_failure, hook.lost) == (0, 204, "", 0)


def test_after_a_day_it_is_given_up_and_said(of, listener):
    hook, _ = hooked(of, listener.url)
    listener.answers = [500] * 99
    moved(of)
    for at in range(0, 26 * 3600, 300):
        with clock.at(AT + at):
            calling.call_all(AT + at)

    hook.refresh_from_db()
    assert 5 <= len(listener.heard) <= 8
    assert (hook.lost, hook.failures, hook.off_at) == (1, len(listener.heard), None)
    assert not Call.objects.exists()


def test_too_many_failures_in_a_row_switch_it_off_and_nothing_more_is_sent(of, listener):
    hook, _ = hooked(of, listener.url)
    listener.answers = [500] * 99
    Webhook.objects.filter(pk=hook.pk).update(failures=calling.OFF_AFTER - 1)
    moved(of, 1)
    moved(of, 2)
    turned(0)
    moved(of, 1)
    turned(3600)

    hook.refresh_from_db()
    assert len(listener.heard) == 1
    assert hook.off_at == AT
    assert not Call.objects.exists()
    assert Trace.objects.filter(scope=of.group.id, act="webhook-ended", what="failures", about=hook.pk).exists()


def test_one_that_says_it_is_gone_is_switched_off_at_once(of, listener):
    hook, _ = hooked(of, listener.url)
    listener.answers = [410]
    moved(of)
    turned(0)

    hook.refresh_from_db()
    assert hook.off_at == AT


def test_a_redirect_is_not_followed(of, listener):
    hook, _ = hooked(of, listener.url)
    listener.answers = [307]
    moved(of)
    turned(0)

    assert [one.path for one in listener.heard] == ["/hook?of=mine"]
    hook.refresh_from_db()
    assert (hook.last_status, hook.last_failure) == (307, "refused")


def test_who_does_not_answer_is_asked_once_a_turn_and_keeps_no_other_waiting(of, listener):
    hooked(of, listener.url)
    listener.answers = [500]
    with listening() as other:
        hooked(of, other.url)
        for number in (1, 2):
            moved(of, number)
        turned(0)
        assert {len(listener.heard), len(other.heard)} <= {1, 2}
        assert len(other.heard) == 2
    assert len(listener.heard) == 1


def test_it_ends_with_its_access_with_leaving_and_with_facilitating_no_more(of, listener):
    co = cast.member(of.group, cast.person("Gil"), Member.Role.CO_FACILITATOR)
    for how in (
        lambda: access.withdraw_all(co.person),
        lambda: leaving.leave(Member.objects.get(pk=co.pk)),
        lambda: Member.objects.filter(pk=co.pk).update(role=Member.Role.PARTICIPANT),
    ):
        Member.objects.filter(pk=co.pk).update(role=Member.Role.CO_FACILITATOR, left_at=None)
        hook, _ = hooked(of, listener.url, member=co)
        how()
        moved(of)
        turned(0)
        assert listener.heard == []
        assert not Webhook.objects.filter(pk=hook.pk).exists()
    assert handing.facilitators(of.group)[0].id == of.fay.id


def test_what_waited_when_she_stopped_facilitating_is_not_sent(of, listener):
    co = cast.member(of.group, cast.person("Gil"), Member.Role.CO_FACILITATOR)
    hooked(of, listener.url, member=co)
    moved(of)
    assert Call.objects.count() == 1
    Member.objects.filter(pk=co.pk).update(role=Member.Role.PARTICIPANT)
    with clock.at(AT):
        assert calling.call_all(AT) == 0

    assert listener.heard == []
    assert not Call.objects.exists()


def test_a_day_without_a_ticker_gives_calls_up_and_an_access_that_ended_takes_its_webhook_along(of, listener):
    hook, _ = hooked(of, listener.url)
    moved(of)
    retention.sweep(AT + webhooks.DAY)
    hook.refresh_from_db()
    assert (hook.lost, Call.objects.count()) == (1, 0)
    retention.sweep(AT + 366 * webhooks.DAY)
    assert not Webhook.objects.exists()


def test_no_table_and_no_log_holds_an_address_or_a_secret(of, listener, caplog):
    url = f"http://127.0.0.1:{listener.port}/{NAMED.lower()}-token"
    _, secret = hooked(of, url)
    listener.answers = [500]
    moved(of)
    turned(0)
    assert "webhook" in caplog.text
    with connection.cursor() as cursor:
        rows = str(cursor.execute("SELECT * FROM people_webhook").fetchall())
        rows += str(cursor.execute("SELECT * FROM people_call").fetchall())

    for bare in (secret, secret.removeprefix("whsec_"), "-token", "127.0.0.1"):
        assert bare not in rows
        assert bare not in caplog.text
