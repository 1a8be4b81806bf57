"""Sessions in calendars, read back by two readers that know nothing of each other."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from besace.cycles.wall import WallTime
from besace.papers.invitation import CANCEL, REQUEST, Entry, Parties, feed_of, letter_of, uid_of

STAMP = datetime(2026, 3, 4, 20, 15, tzinfo=UTC)
PARTIES = Parties("Besace <post@besace.example>", "ana@example.org")
TUESDAY = WallTime(date(2026, 3, 10), time(18), "Europe/Paris")


def entry(when: WallTime = TUESDAY, **more: object) -> Entry:
    told = {"name": "meeting-1", "when": when, "language": "en", "place": "Quay 3; second floor, left", **more}
    return Entry(**told)  # type: ignore[arg-type]


def both(data: bytes) -> tuple[Calendar, vobject.base.Component]:
    return Calendar.from_ical(data), vobject.readOne(data.decode())


@pytest.mark.method("B1")
@pytest.mark.parametrize("method", [REQUEST, CANCEL])
def test_two_readers_find_the_same_time_place_and_recipient(method):
    one, other = both(letter_of(entry(sequence=3), method, PARTIES, STAMP))
    (event,) = one.walk("VEVENT")
    theirs = other.vevent
    assert str(one["METHOD"]) == other.method.value == method
    assert str(event["UID"]) == theirs.uid.value == uid_of("meeting-1")
    assert int(event["SEQUENCE"]) == int(theirs.sequence.value) == 3
    assert event.decoded("DTSTART") == theirs.dtstart.value == TUESDAY.begins
    assert event.decoded("DTEND") == theirs.dtend.value == TUESDAY.ends
    assert str(event["LOCATION"]) == theirs.location.value == "Quay 3; second floor, left"
    assert str(event["ATTENDEE"]) == theirs.attendee.value == "mailto:ana@example.org"
    assert str(event["ORGANIZER"]) == theirs.organizer.value == "mailto:post@besace.example"
    assert theirs.status.value == ("CANCELLED" if method == CANCEL else "CONFIRMED")
    assert len(theirs.attendee_list) == 1


@pytest.mark.parametrize(
    ("day", "start", "zone"),
    [
        (date(2026, 3, 28), time(18), "Europe/Paris"),
        (date(2026, 3, 29), time(18), "Europe/Paris"),
        (date(2026, 3, 29), time(0, 30), "Europe/Paris"),
        (date(2026, 10, 25), time(0, 30), "Europe/Paris"),
        (date(2026, 10, 26), time(18), "Europe/Paris"),
        (date(2026, 3, 8), time(1), "America/Montreal"),
        (date(2026, 10, 4), time(1), "Australia/Lord_Howe"),
        (date(2027, 2, 3), time(18), "Asia/Kathmandu"),
        (date(2026, 6, 1), time(18), "UTC"),
    ],
)
def test_the_hour_is_right_on_both_sides_of_each_change_of_clocks(day, start, zone):
    when = WallTime(day, start, zone)
    data = letter_of(entry(when), REQUEST, PARTIES, STAMP)
    one, other = both(data)
    (event,) = one.walk("VEVENT")
    assert event.decoded("DTSTART") == when.begins
    assert event.decoded("DTEND") == when.ends
    assert other.vevent.dtstart.value.astimezone(UTC) == when.begins
    assert (zone == "UTC") == (b"VTIMEZONE" not in data)
    # what the file itself says of the zone, not what the reader knows of its name
    for rules in one.walk("VTIMEZONE"):
        begins = event.decoded("DTSTART")
        told = rules.to_tz(lookup_tzid=False)
        assert begins.replace(tzinfo=told).utcoffset() == begins.astimezone(ZoneInfo(zone)).utcoffset()


@pytest.mark.method("F4")
def test_the_feed_says_the_time_and_the_word_session_only():
    told = [entry(language="fr", link="https://meet.example.org/x"), entry(name="meeting-2", language="fr")]
    data = feed_of(told, STAMP)
    one, other = both(data)
    assert [str(event["SUMMARY"]) for event in one.walk("VEVENT")] == ["Séance", "Séance"]
    assert [event.summary.value for event in other.vevent_list] == ["Séance", "Séance"]
    for word in (b"Quay", b"LOCATION", b"URL", b"meet.example", b"ATTENDEE", b"ORGANIZER", b"DESCRIPTION"):
        assert word not in data
    assert {event.uid.value for event in other.vevent_list} == {uid_of("meeting-1"), uid_of("meeting-2")}


def test_an_empty_feed_is_a_calendar_all_the_same():
    one, other = both(feed_of([], STAMP))
    assert one.walk("VEVENT") == []
    assert other.version.value == "2.0"


def test_any_words_of_a_place_make_no_other_entry():
    one, _ = both(letter_of(entry(place="a\x07\r\nBEGIN:VEVENT\r\nSUMMARY:no"), REQUEST, PARTIES, STAMP))
    assert len(one.walk("VEVENT")) == 1
