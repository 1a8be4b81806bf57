"""Webhooks as programs make, look at and end them: whoever facilitates a group, by an access that was given for it."""

import pytest
from django.core.cache import cache

from besace.cycles import turns
from besace.live import clock
from besace.people import access, everything, timetable, webhooks
from besace.people.access import Scope
from besace.people.models import Call, Member, Trace, Webhook
from besace.post import outward, targets
from besace.web import pace
from tests.people import cast
from tests.people.cycling import begun
from tests.web.api import program

HERE = "https://hook.example/in?word=open-sesame"


@pytest.fixture(autouse=True)
def _names(monkeypatch):
    """Every name leads to a public place; nothing is called."""
    cache.clear()
    Webhook.objects.all().delete()
    monkeypatch.setattr(targets, "looked_up", lambda *_: ("9.9.9.9",))
    yield
    cache.clear()


@pytest.fixture
def group():
    return cast.facilitated("Ana")


def at(group, name: str = "") -> str:
    return f"groups/{group[0].id}/webhooks" + (f"/{name}" if name else "")


def test_who_facilitates_makes_one_sees_it_and_ends_it(group):
    asks = program.of(group[1].person)
    made = asks.post(at(group), {"url": HERE})
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    (one,) = asks.get(at(group)).json()["webhooks"]
    assert one == {
        "id": made.json()["id"],
        "url": HERE,
        "state": "new",
        "since": one["since"],
        "last": None,
        "failures": 0,
        "waiting": 0,
        "lost": 0,
    }
    assert asks.delete(at(group, one["id"])).json() == {"id": one["id"]}
    assert asks.get(at(group)).json() == {"webhooks": []}
    assert asks.delete(at(group, one["id"])).status_code == 404
    lines = Trace.objects.filter(scope=group[0].id, act__startswith="webhook").order_by("seq")
    assert [(line.act, line.part, line.about) for line in lines] == [
        ("webhook-made", "facilitator", one["id"]),
        ("webhook-ended", "facilitator", one["id"]),
    ]


def test_who_does_not_facilitate_or_is_of_another_group_finds_nothing_there(group):
    other = cast.facilitated("Bea")
    _, fay, (ana,) = group
    hook = program.of(fay.person).post(at(group), {"url": HERE}).json()["id"]

    for who in (ana.person, other[1].person, cast.person("Olga")):
        asks = program.of(who)
        assert asks.get(at(group)).status_code == 404
        assert asks.post(at(group), {"url": HERE}).status_code == 404
        assert asks.delete(at(group, hook)).status_code == 404
    assert Webhook.objects.filter(pk=hook).exists()


def test_one_of_two_who_facilitate_does_not_see_or_end_the_other_s(group):
    gil = cast.member(group[0], cast.person("Gil"), Member.Role.CO_FACILITATOR)
    hook = program.of(group[1].person).post(at(group), {"url": HERE}).json()["id"]
    asks = program.of(gil.person)

    assert asks.get(at(group)).json() == {"webhooks": []}
    assert asks.delete(at(group, hook)).status_code == 404
    assert asks.post(at(group), {"url": HERE}).status_code == 201


def test_an_access_that_was_not_given_for_it_is_told_so(group):
    asks = program.of(group[1].person, Scope.READ, Scope.ROOM)

    for answer in (asks.get(at(group)), asks.post(at(group), {"url": HERE}), asks.delete(at(group, "x"))):
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "scope")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("hook.example", "no address that can be called"),
        ("https://ana:word@hook.example/", "without a name or a password"),
        ("http://hook.example/", "Only an address in https"),
        ("https://hook.example:22/", "port is not called"),
    ],
)
def test_an_address_that_is_not_called_is_refused_in_a_sentence_that_does_not_repeat_it(group, url, said):
    answer = program.of(group[1].person).post(at(group), {"url": url})

    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == "url"
    assert said in answer.json()["error"]["sentence"]
    assert "word@" not in answer.content.decode()
    assert not Webhook.objects.filter(member=group[1]).exists()


@pytest.mark.parametrize("place", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_a_name_that_leads_inside_is_refused_as_one_that_leads_nowhere(group, place, monkeypatch):
    asks = program.of(group[1].person)
    monkeypatch.setattr(targets, "looked_up", lambda *_: (place,))
    inside = asks.post(at(group), {"url": HERE})
    monkeypatch.setattr(targets, "looked_up", lambda *_: ())
    nowhere = asks.post(at(group), {"url": HERE})

    assert inside.status_code == nowhere.status_code == 422
    assert inside.json() == nowhere.json()


def test_a_house_that_calls_no_programs_says_so(group, settings):
    settings.BESACE_WEBHOOKS = outward.read("off")
    answer = program.of(group[1].person).post(at(group), {"url": HERE})

    assert "calls no programs" in answer.json()["error"]["sentence"]


def test_an_access_has_so_many_and_no_more(group):
    asks = program.of(group[1].person)
    for _ in range(webhooks.MOST):
        assert asks.post(at(group), {"url": HERE}).status_code == 201
    answer = asks.post(at(group), {"url": HERE})

    assert answer.status_code == 422
    assert "as many as one access may have" in answer.json()["error"]["sentence"]


def test_making_them_again_and_again_is_slowed_down(group, monkeypatch):
    monkeypatch.setattr(pace, "TRIES", (2, 60.0))
    asks = program.of(group[1].person)
    for _ in range(2):
        asks.post(at(group), {"url": "nothing"})

    answer = asks.post(at(group), {"url": "nothing"})
    assert answer.status_code == 429
    assert answer["Retry-After"]


def test_how_the_address_may_be_asked_is_said_whole(group):
    answer = program.of(group[1].person).client.put(f"{program.V1}{at(group)}", {}, content_type="application/json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_what_becomes_of_it_is_seen(group):
    asks = program.of(group[1].person)
    hook = Webhook.objects.get(pk=asks.post(at(group), {"url": HERE}).json()["id"])
    Webhook.objects.filter(pk=hook.pk).update(
        failures=3, lost=1, last_at=cast.AT, last_status=500, last_failure="refused"
    )
    Call.objects.create(webhook=hook, word="moved", cycle=1, session=1, at=cast.AT, next_try=cast.AT)
    (one,) = asks.get(at(group)).json()["webhooks"]

    assert (one["state"], one["failures"], one["lost"], one["waiting"]) == ("failing", 3, 1, 1)
    assert one["last"] == {"at": "2026-02-02T02:40:00Z", "status": 500, "failure": "refused"}
    Webhook.objects.filter(pk=hook.pk).update(off_at=cast.AT)
    assert asks.get(at(group)).json()["webhooks"][0]["state"] == "off"
    Webhook.objects.filter(pk=hook.pk).update(off_at=None, failures=0)
    assert asks.get(at(group)).json()["webhooks"][0]["state"] == "working"


def test_a_name_that_leads_inside_by_now_is_not_called(monkeypatch, caplog):
    """What was public when the webhook was made is private at the call (DNS rebinding): nobody is reached."""
    from besace.post import calling, carrying  # noqa: PLC0415 - beside what is patched

    of, reached = begun("Ana", "Bea"), []
    monkeypatch.setattr(carrying, "carry", lambda *told: reached.append(told) or 204)
    asks = program.of(of.fay.person)
    hook = asks.post(f"groups/{of.group.id}/webhooks", {"url": HERE}).json()["id"]
    with clock.at(cast.AT):
        now = timetable.folded(of.cycle)
        moved = turns.move(now, 1, cast.when(2), timetable.today(of.cycle.zone))
        timetable.change(of.cycle, moved, of.fay.person, of.cycle.edition)
        monkeypatch.setattr(targets, "looked_up", lambda *_: ("9.9.9.9", "127.0.0.1"))
        assert calling.call_all(clock.now()) == 0
    assert reached == []
    told = Webhook.objects.get(pk=hook)
    assert (told.last_failure, told.last_status, told.failures) == ("not-allowed", None, 1)
    assert "hook.example" not in caplog.text
    monkeypatch.setattr(targets, "looked_up", lambda *_: ("9.9.9.9",))
    assert calling.call_all(cast.AT + 60) == 1
    assert [places for _target, places, *_ in reached] == [("9.9.9.9",)]


def test_it_is_among_all_that_is_hers_without_its_secret(group):
    secret = program.of(group[1].person).post(at(group), {"url": HERE}).json()["secret"]
    told = everything.data_of(group[1].person)["account"]["webhooks"]

    assert [(one["group"], one["address"]) for one in told] == [(group[0].name, HERE)]
    assert secret not in str(told)


def test_withdrawing_the_access_ends_it(group):
    program.of(group[1].person).post(at(group), {"url": HERE})
    access.withdraw_all(group[1].person)
    assert not Webhook.objects.filter(member=group[1]).exists()
