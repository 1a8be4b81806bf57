"""The plan as a calendar file, read back by a real reader of calendars."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from besace.method.parts import Action
from besace.papers.calendar import calendar_of

SAID = date(2026, 3, 4)
"""A Wednesday."""
STAMP = datetime(2026, 3, 4, 20, 15, 0, tzinfo=UTC)


def written(*actions: Action, language: str = "en", room: str = "room-1") -> bytes:
    return calendar_of(actions, language, room, SAID, STAMP)


def read(*actions: Action, language: str = "en", room: str = "room-1") -> Calendar:
    return Calendar.from_ical(written(*actions, language=language, room=room))


def action(text: str, when: str = "", key: str = "one") -> Action:
    return Action(key, text, when, "short")


@pytest.mark.method("S5.1")
def test_a_dated_action_is_an_all_day_event_whose_end_is_the_day_after():
    (event,) = read(action("Call the bank", "tomorrow")).walk("VEVENT")

    assert str(event["SUMMARY"]) == "Call the bank"
    assert event.decoded("DTSTART") == date(2026, 3, 5)
    assert event.decoded("DTEND") == date(2026, 3, 6)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event.decoded("DTSTAMP") == STAMP


@pytest.mark.method("S5", "S5.1")
def test_a_time_slot_of_several_days_lasts_that_long():
    (event,) = read(action("Ride a bike", "by the end of the week")).walk("VEVENT")

    assert event.decoded("DTSTART") == SAID
    assert event.decoded("DTEND") == date(2026, 3, 9)


@pytest.mark.method("S5.1")
def test_french_words_of_time_are_understood_and_kept():
    (event,) = read(action("Appeler la mairie", "demain"), language="fr").walk("VEVENT")

    assert event.decoded("DTSTART") == date(2026, 3, 5)
    assert event["SUMMARY"].params["LANGUAGE"] == "fr"
    assert "demain" in str(event["DESCRIPTION"])


@pytest.mark.method("S5.1")
def test_a_time_within_the_words_of_the_action_counts_too():
    assert len(read(action("Call the bank tomorrow")).walk("VEVENT")) == 1


@pytest.mark.method("S5.1")
def test_an_undated_action_is_a_task():
    calendar = read(action("Respect myself more", "one of these days"))
    (task,) = calendar.walk("VTODO")

    assert str(task["SUMMARY"]) == "Respect myself more"
    assert task["STATUS"] == "NEEDS-ACTION"
    assert "one of these days" in str(task["DESCRIPTION"])
    assert calendar.walk("VEVENT") == []


@pytest.mark.method("S5.1")
def test_the_same_action_keeps_its_identifier_when_it_is_reworded():
    first = read(action("Call the bank", "tomorrow")).walk("VEVENT")[0]["UID"]
    again = read(action("Call the other bank", "one day")).walk("VTODO")[0]["UID"]
    elsewhere = read(action("Call the bank", "tomorrow"), room="room-2").walk("VEVENT")[0]["UID"]
    other = read(action("Call the bank", "tomorrow", key="two")).walk("VEVENT")[0]["UID"]

    assert first == again
    assert len({first, elsewhere, other}) == 3
    assert "room-1" not in str(first)


@pytest.mark.method("F4")
def test_it_is_private_and_keeps_no_time_busy():
    (event,) = read(action("Call the bank", "tomorrow")).walk("VEVENT")

    assert event["CLASS"] == "PRIVATE"
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_whole_plan_is_one_calendar():
    plan = (action("Call", "tomorrow", "a"), action("Write", "next month", "b"), action("Dream", key="c"))
    calendar = read(*plan)

    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert [str(one["SUMMARY"]) for one in calendar.subcomponents] == ["Call", "Write", "Dream"]


@pytest.mark.parametrize(
    "words", ["Call; then, write\\down", "Two\nlines", "é" * 90, "BEGIN:VEVENT\r\nSUMMARY:no", "a\x07b"]
)
def test_any_words_survive_and_make_no_other_entry(words):
    calendar = read(action(words, "tomorrow"))
    (event,) = calendar.walk("VEVENT")

    assert str(event["SUMMARY"]) == words.replace("\r", "").replace("\x07", "")
    assert len(calendar.subcomponents) == 1


def test_lines_end_and_fold_as_the_standard_says():
    lines = written(action("é" * 200, "tomorrow")).split(b"\r\n")

    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_an_empty_plan_is_an_empty_calendar():
    assert read().subcomponents == []
