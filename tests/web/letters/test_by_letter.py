"""What a letter leads to without a login: an answer, fewer letters, a feed."""

from datetime import date, time

import pytest
import vobject
from icalendar import Calendar

from besace.cycles import turns
from besace.cycles.wall import WallTime
from besace.live import clock
from besace.people import timetable, tokens
from besace.people.models import Invitation, Plan
from besace.post import links
from tests.people import cast
from tests.post import scenes
from tests.post.scenes import at

pytestmark = pytest.mark.usefixtures("february")


@pytest.fixture
def table():
    return scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])


def token_of(link: str) -> str:
    return link.partition("#")[2]


def said(cycle, member):
    return timetable.answers(cycle).get(timetable.slot_of(scenes.TUESDAYS[0]), {}).get(member.id)


@pytest.mark.method("G6", "S6.1")
def test_an_answer_is_kept_once_a_button_is_pressed_and_not_by_looking(table):
    cycle, _, (ana, bea) = table
    link = links.coming(timetable.meeting_of(cycle, 1), ana, away=True)
    client = scenes.browser()
    looked = client.post("/coming/", {"token": token_of(link)}).content.decode()
    assert "Tuesday 10 March, 18:00 to 21:00" in looked
    assert "Old customs house" in looked
    assert said(cycle, ana) is True
    away = client.post("/coming/", {"token": token_of(link), "can": "no"}).content.decode()
    assert "You are not expected" in away
    assert (said(cycle, ana), said(cycle, bea)) == (False, True)
    client.post("/coming/", {"token": link, "can": "yes"})
    assert said(cycle, ana) is True


def test_a_link_that_is_worth_nothing_says_so_in_the_same_way(table):
    cycle, fay, (ana, _) = table
    meeting = timetable.meeting_of(cycle, 1)
    other = timetable.meeting_of(scenes.begun("Cleo", "Dan", dates=scenes.TUESDAYS[:2])[0], 1)
    wrong = (
        "x",
        f"{meeting.id}.{ana.id}.AAAAAAAAAAAAAAAAAAAAAA",
        tokens.token(tokens.LETTERS, f"{meeting.id}.{ana.id}"),
        token_of(links.coming(other, ana)),
        token_of(links.coming(meeting, fay)),
        "\x00é.é.é" * 500,
    )
    for token in wrong:
        answer = scenes.browser().post("/coming/", {"token": token, "can": "no"})
        assert answer.status_code == 422
        assert "This link leads nowhere any more" in answer.content.decode()
    assert said(cycle, ana) is True


def test_once_answered_only_the_other_answer_is_offered(table):
    cycle, _, (ana, _) = table
    token = token_of(links.coming(timetable.meeting_of(cycle, 1), ana))
    expected = scenes.browser().post("/coming/", {"token": token}).content.decode()
    assert ("Something keeps me away" in expected, "I am coming" in expected) == (True, False)
    away = scenes.browser().post("/coming/", {"token": token, "can": "no"}).content.decode()
    assert ("Something keeps me away" in away, "I am coming" in away) == (False, True)


def test_who_has_left_answers_no_more(table):
    cycle, _, (ana, _) = table
    link = links.coming(timetable.meeting_of(cycle, 1), ana)
    timetable.leave(ana)
    assert scenes.browser().post("/coming/", {"token": token_of(link), "can": "no"}).status_code == 422


def test_a_session_that_has_begun_or_is_cancelled_is_no_longer_answered(table):
    cycle, _, (ana, _) = table
    token = token_of(links.coming(timetable.meeting_of(cycle, 1), ana))
    with clock.at(at(3, 10, 18)):
        late = scenes.browser().post("/coming/", {"token": token, "can": "no"}).content.decode()
    assert "This session is over, or has begun" in late
    timetable.change(cycle, turns.cancel(timetable.folded(cycle), 1, date(2026, 2, 2)), None, cycle.edition)
    gone = scenes.browser().post("/coming/", {"token": token, "can": "no"}).content.decode()
    assert "This session does not take place" in gone
    assert said(cycle, ana) is True


def test_a_letter_of_before_a_move_asks_about_the_new_date(table):
    cycle, _, (ana, _) = table
    token = token_of(links.coming(timetable.meeting_of(cycle, 1), ana))
    later = WallTime(date(2026, 3, 17), time(19), scenes.PARIS)
    timetable.change(cycle, turns.move(timetable.folded(cycle), 1, later, date(2026, 2, 2)), None, cycle.edition)
    shown = scenes.browser().post("/coming/", {"token": token}).content.decode()
    assert "Tuesday 17 March, 19:00 to 22:00" in shown
    assert "Are you coming?" in shown


@pytest.mark.method("F5")
def test_fewer_letters_are_chosen_from_any_letter(table):
    ana = table[2][0].person
    ana.wants_actions = True
    ana.save()
    plan = Plan.objects.create(
        meeting=timetable.meeting_of(table[0], 1), member=table[2][0], sealed=b"x", remind_before=True, changed=cast.AT
    )
    token = token_of(links.fewer(ana, None))
    client = scenes.browser()
    assert client.post("/letters/", {"token": token}).content.decode().count("checked") == 3
    client.post("/letters/", {"token": token, "do": "save", "wants_reminders": "on"})
    ana.refresh_from_db()
    plan.refresh_from_db()
    assert (ana.wants_announcements, ana.wants_reminders, ana.wants_actions) == (False, True, False)
    assert not plan.remind_before


def test_whoever_is_invited_can_say_no_more():
    group, _, _ = cast.facilitated("Ana")
    made = Invitation.objects.create(
        group=group, name="Sam", email="s@example.org", created=cast.AT, until=cast.AT + 99
    )
    token = token_of(links.fewer(None, made))
    scenes.browser().post("/letters/", {"token": token})
    made.refresh_from_db()
    assert made.state == Invitation.State.OPEN
    scenes.browser().post("/letters/", {"token": token, "do": "save"})
    made.refresh_from_db()
    assert made.state == Invitation.State.DECLINED
    assert scenes.browser().post("/letters/", {"token": token[:-1] + "x"}).status_code == 422


def feed(person):
    return scenes.browser().get(links.feed(person).partition("/feed/")[1] + links.feed(person).partition("/feed/")[2])


@pytest.mark.method("F4")
def test_the_feed_holds_her_sessions_of_every_group_and_nothing_else(table):
    _, _, (ana, _) = table
    other = scenes.begun("Cleo", "Dan", name="Burnout", address="Canary street", dates=scenes.TUESDAYS[2:])[0]
    cast.member(other.group, ana.person)
    answer = feed(ana.person)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("private")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} == {"Session"}
    assert [event.decoded("DTSTART") for event in events] == [when.begins for when in scenes.TUESDAYS[:2]]
    assert len(vobject.readOne(answer.content.decode()).vevent_list) == 2
    for word in (b"Burnout", b"customs", b"Canary", b"Thursday table", b"Bea", b"Ana"):
        assert word not in answer.content


def test_the_feed_of_who_facilitates_holds_her_groups_sessions_and_forgets_them_a_month_later(table):
    cycle, fay, _ = table
    assert len(Calendar.from_ical(feed(fay.person).content).walk("VEVENT")) == 2
    with clock.at(at(4, 13)):
        assert len(Calendar.from_ical(feed(fay.person).content).walk("VEVENT")) == 1
    timetable.change(cycle, turns.cancel(timetable.folded(cycle), 1, date(2026, 2, 2)), None, cycle.edition)
    assert len(Calendar.from_ical(feed(fay.person).content).walk("VEVENT")) == 1


def test_only_the_living_address_of_a_feed_opens_it(table):
    ana = table[2][0].person
    former = links.feed(ana)
    ana.feed += 1
    ana.save()
    wrong = (former, former.replace(".ics", "x.ics"), links.feed(ana).replace("/feed/", "/feed/x"))
    for address in wrong:
        assert scenes.browser().get("/feed/" + address.partition("/feed/")[2]).status_code == 404
    assert feed(ana).status_code == 200


@pytest.mark.parametrize("path", ["/coming/", "/letters/"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_a_letter_leads_to_say_what_to_do_without_scripts(path, language):
    answer = scenes.browser(language=language).get(path)
    assert answer.status_code == 200
    assert b'name="token"' in answer.content
