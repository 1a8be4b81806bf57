"""Whatever is typed into whatever form, and whatever stands in an address: an answer, never a breakdown (B2, F7)."""

from collections.abc import Iterator, Mapping

import pytest
from django.core.cache import cache
from django.test import Client

from besace.live import clock
from tests.people import cast
from tests.people.cycling import DATES
from tests.web import everyone
from tests.web.everyone import ACTS, PARTS, House, address

NINES = "9" * 5000
"""More digits than Python turns into a number."""
NUMBERS = ("-1", "٣", "²", "9" * 30, NINES)
DAYS = ("9999-12-31", "9899-12-31", "0001-01-01", "2026-02-30", "2026-03-29", "2026-W10-4", "02:30", "18:00+25:00")
TEXTS = ("", "a\x00b", "\ud83d\udc69".encode("utf-16", "surrogatepass").decode("utf-16"), "\u202eשלום", "é" * 3_000)
PLACES = ("../../etc/passwd", "Europe", "//evil.example", "/\\evil.example", "https://evil.example/", "a@b\r\nBcc: c@d")
ODD = (*NUMBERS, *DAYS, *TEXTS, *PLACES, "=1+1", "<script>", "%s%n", "'; DROP TABLE people_person; --", "\ufdd0", "..")
FIELDS = (
    *("act", "do", "add", "remove", "kind", "text", "name", "email", "address", "invitation", "member", "edition"),
    *("session", "to", "tie", "state", "way", "ready", "paste", "like", "day", "start", "start_of", "length", "take"),
    *("first", "last", "minutes", "count", "months", "breaks", "weekdays", "other", "wanted", "closes", "set", "slot"),
    *("person", "reserve", "key", "seat", "claim", "login", "token", "no", "code", "zone", "next", "language", "own"),
    *("credential", "term", "version", "place", "link", "seats", "own_terms", "about", "facilitator", "role", "which"),
    *("sure", "learned", "apply", "note", "pocket", "seen", "title", "share_only", "withdraw", "well_reception"),
    *("outcome_1", "easy_1", "tell", "came", "client", "question", "again", "why", "action_1", "when_1", "shown"),
    *("hour", "words_en", "can", "letter", "fill", "slot-0", "read", "was"),
)
LAST = frozenset({"close-cycle", "own-erase", "own-leave", "account_logout"})
RULE = {"rhythm": "m1", "nth": "2", "weekday": "1", "start": "18:00", "minutes": "180", "months": "8", "country": "FR"}
SPAN = {"first": "2026-06-01", "last": "2026-12-01", "breaks": "2026-12-21"}
LAY = {**RULE, **SPAN, "count": "3", "instead": "earlier", "edition": "0", "do": "lay"}
ASK = {**RULE, **SPAN, "weekdays": "1", "weeks": "1", "other": "", "wanted": "2", "closes": "2026-05-01", "do": "read"}
GROUP = {"name": "Us", "in_common": "Bread", "kinds": "both", "language": "en", "place": "room", "zone": "Europe/Paris"}
MORE = {"minutes": "180", "seats": "4", "own_terms": "", "edition": "1", "link": ""}
PROPOSE = {"do": "propose", "day": "2026-06-01", "start_of": "18:00", "length": "180", "edition": "0"}
MOVE = {"day": "2026-06-01", "start": "18:00", "edition": "1"}
SOUND = (
    ("dates", LAY),
    ("dates", PROPOSE),
    ("poll-new", ASK),
    ("group-edit", GROUP | MORE),
    ("settings", {"name": "Fay", "zone": "Europe/Paris", "language": "en", "paper": "device"}),
    ("meeting", {**MOVE, "do": "move"}),
    ("meeting", {**MOVE, "do": "cancel"}),
    ("table", {"act": "hand", "session": "2", "to": ""}),
    ("letter", {"day": "2026-04-11", "hour": "09:00", "words_en": "Come", "do": "keep"}),
)
PATHS = ("0", "9" * 30, NINES, "%00", "%F0%9F%91%A9", "%E2%80%AE", "..", "%2e%2e", "%0d%0aX:1", "%ed%a0%80")


@pytest.fixture(scope="module")
def house(_databases: None) -> Iterator[House]:
    with clock.at(int(DATES[1].begins.timestamp()) - 6 * 24 * 3600):
        yield everyone.house()


@pytest.fixture(autouse=True)
def _counts_begin_anew() -> None:
    cache.clear()


def opened_by(name: str) -> str:
    """Someone for whom a page is there."""
    if name.startswith("programme"):
        return "olga"
    hers = name.startswith(("subject", "own-", "notebook", "consent", "confirm", "join-")) or name == "poll"
    return "ana" if hers else "fay"


def answered(browser: Client, path: str, told: Mapping[str, str] | None = None) -> None:
    browser.raise_request_exception = False
    answer = browser.get(path) if told is None else browser.post(path, told)
    assert answer.status_code < 500, (path, told and {key: value[:40] for key, value in told.items()})
    assert "evil.example" not in answer.headers.get("Location", "").partition("?")[0]


@pytest.mark.parametrize("name", sorted(name for name in set(PARTS) - LAST if "room_id" not in PARTS[name]))
def test_a_form_filled_with_anything_is_answered(house, name):
    browser, (word, acts) = house.browser(opened_by(name)), ACTS.get(name, ("", ""))
    for turn, act in enumerate(acts.split() or [""]):
        for odd in ODD[turn % 3 :: 3] if acts else ODD:
            fields = FIELDS[:12] if len(odd) > 2_000 else FIELDS  # no more than a body may hold
            answered(browser, address(house, name), {**dict.fromkeys(fields, odd), **({word: act} if word else {})})


@pytest.mark.parametrize(("name", "whole"), SOUND)
def test_a_sound_form_with_one_odd_field_is_answered(house, name, whole):
    browser, path = house.browser(opened_by(name)), address(house, name)
    if name in {"dates", "poll-new"}:  # of a cycle that has not begun
        group, gil, _ = cast.facilitated("Zoe")
        browser, path = cast.browser(gil.person), address(house, name, group_id=group.id)
    for field in whole:
        for odd in (*NUMBERS[-2:], *DAYS[:4], *TEXTS[1:3], PLACES[0]):
            answered(browser, path, {**whole, field: odd})


@pytest.mark.parametrize("name", sorted(name for name, parts in PARTS.items() if parts))
def test_whatever_stands_in_an_address_is_answered(house, name):
    browser, parts = house.browser(opened_by(name)), address(house, name).split("/")
    for place in (place for place, part in enumerate(parts) if part):
        for odd in PATHS:
            answered(browser, "/".join([*parts[:place], odd, *parts[place + 1 :]]))
    for odd in PATHS:
        answered(browser, f"{'/'.join(parts)}?cycle={odd}&size={odd}&to={odd}&next={odd}")
