from datetime import date, time

import pytest
from django.utils.translation import override

from besace.cycles.wall import WallTime
from besace.live import clock
from besace.people import polling, timetable
from besace.people.models import Group, Member
from besace.people.timetable import slot_of
from besace.web.cycle import words
from tests.people import cast

pytestmark = pytest.mark.usefixtures("february")

RULE = {
    "do": "lay",
    "rhythm": "m1",
    "nth": "2",
    "weekday": "1",
    "start": "18:00",
    "minutes": "180",
    "first": "2026-02-03",
    "count": "4",
    "country": "",
    "breaks": "",
    "instead": "earlier",
}
TUESDAYS = ["2026-02-10", "2026-03-10", "2026-04-14", "2026-05-12"]


def page(group: Group, name: str) -> str:
    return f"/g/{group.id}/{name}"


def proposing(days: list[str], edition: int = 0, start: str = "18:00") -> dict[str, object]:
    return {"do": "propose", "edition": edition, "length": "180", "day": days, "start_of": [start] * len(days)}


@pytest.mark.method("G6")
def test_a_rule_lays_all_dates_at_once():
    group, fay, _ = cast.facilitated("Ana", "Bea", "Cleo", "Dora")
    shown = cast.browser(fay.person).post(page(group, "dates/"), RULE).content.decode()
    assert [day for day in TUESDAYS if f'value="{day}"' in shown] == TUESDAYS
    assert "Four dates, 18:00 to 21:00" in shown
    assert "clocks change on 29 March" in shown
    assert timetable.current(group) is None


@pytest.mark.method("G6")
def test_a_holiday_is_kept_clear_of_and_may_be_taken_all_the_same():
    group, fay, _ = cast.facilitated("Ana", "Bea", "Cleo", "Dora")
    client = cast.browser(fay.person)
    rule = {**RULE, "first": "2026-07-01", "count": "1", "country": "FR"}
    shown = client.post(page(group, "dates/"), rule).content.decode()
    assert 'value="2026-07-07"' in shown
    assert "14 July is a public holiday" in shown
    taken = {**proposing(["2026-07-07"]), "take": "2026-07-14", "instead-2026-07-14": "2026-07-07"}
    again = client.post(page(group, "dates/"), taken).content.decode()
    assert 'name="day" value="2026-07-14"' in again
    assert 'name="day" value="2026-07-07"' not in again


@pytest.mark.method("G6")
def test_dates_proposed_are_for_each_to_confirm_and_give_the_seat():
    group, fay, (ana, *_) = cast.facilitated("Ana", "Bea", "Cleo", "Dora")
    done = cast.browser(fay.person).post(page(group, "dates/"), proposing(TUESDAYS))
    assert (done.status_code, done["location"]) == (302, page(group, "dates/"))
    hers = cast.browser(ana.person)
    shown = hers.get(page(group, "dates/confirm/")).content.decode()
    assert "Tue 10 February" in shown
    partly = hers.post(page(group, "dates/confirm/"), {"on-2026-02-10-1800": "yes", "do": "seat"})
    assert "3 dates to answer." in partly.content.decode()
    assert not timetable.seated(ana)
    whole = hers.post(page(group, "dates/confirm/"), {"do": "rest"})
    assert (whole.status_code, whole["location"]) == (302, page(group, ""))
    assert timetable.seated(ana)


@pytest.mark.method("G6")
def test_one_who_cannot_come_on_a_date_has_no_seat_and_is_told_why():
    group, fay, (ana, *_) = cast.facilitated("Ana", "Bea", "Cleo", "Dora")
    cast.browser(fay.person).post(page(group, "dates/"), proposing(TUESDAYS))
    told = cast.browser(ana.person).post(page(group, "dates/confirm/"), {"on-2026-05-12-1800": "no", "do": "rest"})
    assert "cannot come on Tuesday 12 May" in told.content.decode()
    assert not timetable.seated(ana)


@pytest.mark.method("G6")
@pytest.mark.parametrize(
    ("days", "start", "said"),
    [
        (["2026-01-10"], "18:00", "Saturday 10 January is over. Choose a day to come."),
        (["2026-02-10", "2026-02-10"], "18:00", "Two sessions stand on Tuesday 10 February. Move one of them."),
        (["2026-02-31"], "18:00", "Give a day, and an hour such as 18:00."),
        (["2026-02-10"], "25:00", "Give a day, and an hour such as 18:00."),
        (["2026-02-1" + str(n) for n in range(10)], "18:00", "Nine at most"),
        ([""], "", "There is no date yet. Lay the dates first."),
    ],
)
def test_dates_that_cannot_be_are_refused_in_a_sentence_and_stay_typed(days, start, said):
    group, fay, _ = cast.facilitated("Ana", "Bea")
    told = cast.browser(fay.person).post(page(group, "dates/"), proposing(days, start=start))
    shown = told.content.decode()
    assert told.status_code == 409
    assert said in shown
    assert all(f'name="day" value="{day}"' in shown for day in days if day)
    assert timetable.current(group) is None


@pytest.mark.method("G6")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first": "2026-01-01"}, "Thursday 1 January is over"),
        ({"months": [str(n) for n in range(1, 13)]}, "too much is left out"),
        ({"breaks": "next week"}, "Line 1 is neither a day nor two days."),
        ({"breaks": "2026-03-10 to 2026-03-01"}, "Turn them round"),
        ({"count": "10"}, "9"),
    ],
)
def test_a_rule_that_lays_nothing_says_why_beside_its_field(wrong, said):
    group, fay, _ = cast.facilitated("Ana", "Bea")
    shown = cast.browser(fay.person).post(page(group, "dates/"), {**RULE, **wrong}).content.decode()
    assert said in shown
    assert timetable.current(group) is None


def test_of_two_facilitators_who_lay_dates_at_once_the_second_is_told_and_keeps_hers():
    group, fay, _ = cast.facilitated("Ana", "Bea", "Cleo", "Dora")
    guy = cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    cast.browser(fay.person).post(page(group, "dates/"), proposing(TUESDAYS))
    told = cast.browser(guy.person).post(page(group, "dates/"), proposing(["2026-06-09"]))
    assert told.status_code == 409
    assert "Someone else changed the dates meanwhile" in told.content.decode()
    assert 'value="2026-06-09"' in told.content.decode()
    assert len(timetable.proposed(timetable.current(group))) == 4


def begun(*names: str):
    group, fay, peers = cast.facilitated(*names)
    dates = [WallTime(date.fromisoformat(day), time(18), "Europe/Paris") for day in TUESDAYS[: len(names)]]
    cycle = timetable.propose(group, dates, 0)
    for one in peers:
        timetable.confirm(cycle, one, {slot_of(when): True for when in dates})
    told = cast.browser(fay.person).post(page(group, "dates/"), {"do": "begin", "edition": cycle.edition})
    assert told.status_code == 302
    return group, fay, peers


@pytest.mark.method("G5")
def test_a_cycle_begins_when_there_are_as_many_seats_as_dates():
    group, fay, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    shown = cast.browser(ana.person).get(page(group, "")).content.decode()
    assert "Four dates, four subjects, one for each of us" in shown
    assert shown.count('class="turn" data-state="yet"') == 4
    assert cast.browser(fay.person).get(page(group, "dates/"))["location"] == page(group, "")


@pytest.mark.method("G5")
def test_seven_dates_for_nine_do_not_begin():
    group, fay, peers = cast.facilitated(*"ABCDEFGHI")
    dates = [WallTime(date(2026, month, 10), time(18), "Europe/Paris") for month in range(3, 10)]
    cycle = timetable.propose(group, dates, 0)
    for one in peers:
        timetable.confirm(cycle, one, {slot_of(when): True for when in dates})
    told = cast.browser(fay.person).post(page(group, "dates/"), {"do": "begin", "edition": cycle.edition})
    assert "There are 7 dates and 9 participants." in told.content.decode()
    cycle.refresh_from_db()
    assert cycle.begun is None


@pytest.mark.method("G6")
def test_a_poll_is_made_in_a_few_clicks_answered_and_the_best_dates_proposed():
    group, fay, peers = cast.facilitated("Ana", "Bea")
    hers = cast.browser(fay.person)
    form = {
        "weekdays": ["1", "3"],
        "start": "18:00",
        "minutes": "180",
        "first": "2026-03-01",
        "last": "2026-04-30",
        "weeks": ["2"],
        "wanted": "2",
        "closes": "2026-02-20",
    }
    look = hers.post(page(group, "poll/new/"), {**form, "do": "look"}).content.decode()
    assert "4 slots" in look
    assert polling.current(group) is None
    assert hers.post(page(group, "poll/new/"), {**form, "do": "ask"})["location"] == page(group, "poll/dates/")
    assert "Nobody has answered yet" in hers.get(page(group, "poll/dates/")).content.decode()
    for one, said in zip(peers, (("yes", "yes", "no", "yes"), ("yes", "no", "if-need-be", "yes")), strict=True):
        answers = {f"slot-{n}": answer for n, answer in enumerate(said)}
        assert cast.browser(one.person).post(page(group, "poll/"), answers).status_code == 302
    shown = hers.get(page(group, "poll/dates/")).content.decode()
    assert "Dates that nobody has to miss" in shown
    assert 'value="0,3" checked' in shown
    assert "all but Bea" in shown
    chosen = hers.post(page(group, "poll/dates/"), {"do": "set", "set": "0,3", "edition": "0"})
    assert chosen["location"] == page(group, "dates/")
    proposed = timetable.proposed(timetable.current(group))
    assert [when.day.isoformat() for when in proposed] == ["2026-03-10", "2026-04-14"]
    assert polling.current(group) is None


@pytest.mark.method("G6")
def test_a_poll_that_is_over_takes_no_answer():
    group, fay, (ana, _) = cast.facilitated("Ana", "Bea")
    slots = [WallTime(date(2026, 3, day), time(18), "Europe/Paris") for day in (10, 12, 17)]
    asked = polling.ask(group, slots, 2, date(2026, 2, 3), fay.person)
    with clock.at(cast.AT + 3 * 86_400):
        told = cast.browser(ana.person).post(page(group, "poll/"), {"slot-0": "yes"})
    assert told.status_code == 409
    assert "This poll is over" in told.content.decode()
    assert polling.said_by(asked, ana) == {}


def test_pages_of_dates_are_for_the_group_alone():
    group, _fay, (ana, *_) = begun("Ana", "Bea")
    other = cast.facilitated("Zoe")
    names = ("", "dates/", "dates/confirm/", "poll/", "poll/new/", "poll/dates/", "1/")
    for name in names:
        for stranger in (other[1].person, other[2][0].person):
            assert cast.browser(stranger).get(page(group, name)).status_code == 404
    for name in ("dates/", "poll/new/", "poll/dates/"):
        assert cast.browser(ana.person).get(page(group, name)).status_code == 404
    timetable.leave(ana)
    assert cast.browser(ana.person).get(page(group, "")).status_code == 404


def test_dates_that_are_with_the_group_are_not_proposed_again_until_one_changes():
    group, fay, _ = cast.facilitated("Ana", "Bea", "Cleo", "Dora")
    client = cast.browser(fay.person)
    client.post(page(group, "dates/"), proposing(TUESDAYS))
    assert "Propose these" not in client.get(page(group, "dates/")).content.decode()
    changed = {**proposing([*TUESDAYS[:3], "2026-05-19"], edition=1), "do": "look"}
    assert "Propose these four" in client.post(page(group, "dates/"), changed).content.decode()


def test_where_nobody_is_at_the_table_yet_the_first_thing_is_to_invite():
    group, fay, _ = cast.facilitated()
    shown = cast.browser(fay.person).get(page(group, "")).content.decode()
    assert f'<a class="btn btn--main" href="/g/{group.id}/table/">Invite people</a>' in shown


def test_a_poll_that_is_long_to_answer_says_so_before_anyone_is_asked():
    group, fay, _ = cast.facilitated("Ana", "Bea")
    asks = {"weekdays": ["1", "3"], "start": "18:00", "minutes": "180", "wanted": "2", "closes": "2026-02-10"}
    asks |= {"first": "2026-03-01", "last": "2026-05-31", "do": "look"}
    client = cast.browser(fay.person)
    assert "That is a lot to answer" in client.post(page(group, "poll/new/"), asks).content.decode()
    some = {**asks, "weeks": "2"}
    assert "That is a lot to answer" not in client.post(page(group, "poll/new/"), some).content.decode()


@pytest.mark.parametrize(
    ("zone", "said"), [("America/Montreal", "for you: 12:00 to 15:00"), ("Europe/Madrid", ""), ("UTC", "")]
)
def test_whoever_lives_by_other_clocks_reads_what_time_it_is_there(zone, said):
    group, _fay, (ana, *_) = begun("Ana", "Bea")
    ana.person.zone = zone
    ana.person.save()
    hers = cast.browser(ana.person)
    for name in ("", "1/", "dates/confirm/"):
        shown = hers.get(page(group, name)).content.decode()
        assert ("for you" in shown) is bool(said)
        assert said in shown
    with override("fr"):
        late = WallTime(date(2026, 2, 10), time(18), "Europe/Paris")
        assert words.for_you(late, "Australia/Sydney") == "chez vous\u202f: mercredi 11 février, de 4\u202fh à 7\u202fh"
