"""What nobody should send, sent: every answer is a calm sentence, nothing changes, nothing is lost, nothing runs."""

import json
import logging
import re
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from besace.live import rooms
from besace.method.rules import RULES
from besace.method.words import SCREEN
from tests.edge.people import (
    ANA,
    BEA,
    CLEO,
    FAY,
    IN_TIME,
    LAPTOP,
    Caller,
    advance,
    brought_to_clarification,
    code_of,
    does,
    seat,
    set_table,
)

JSON = "application/json"
CALM = {200, 302, 303, 400, 403, 404, 405, 409, 410, 413, 422}
OVER = "x" * (64 * 1024 + 1)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>{{ 7 }}{% now %}</textarea>"


@pytest.fixture(autouse=True)
def _no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever is sent, nothing breaks: a break would be logged as an error."""
    yield
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


def raw(port: int, sent: bytes) -> bytes:
    """Sends bytes as they are, and gives what comes back until the line is quiet."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(sent)
        return line.recv(65_536)


def said(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("size", [64 * 1024 + 1, 1 << 20])
@pytest.mark.parametrize(("language", "sentence"), [("en", "too long to take in"), ("fr", "trop long")])
def test_too_much_is_said_in_the_sessions_language_and_changes_nothing(house, size, language, sentence):
    room = set_table(language)
    other = {"en": "fr", "fr": "en"}[language]
    caller, before = Caller(house.port, seat(room, ANA), language=other).trusted(), rooms.folded(room).seq
    answer = caller.acts(room, "propose_subject", title="x" * size, kind="project")
    assert answer.status == 413
    assert sentence in json.loads(answer.text)["sentence"]
    plain = caller.post(f"/s/{room.id}/act", {"act": "propose_subject", "kind": "project", "title": "x" * size})
    assert (plain.status, sentence in said(plain.text)) == (413, True)
    assert plain.headers["Content-Security-Policy"]
    assert rooms.refreshed(room).seq == before


def test_too_much_is_too_much_where_no_header_says_so(house):
    room = set_table()
    caller, before = Caller(house.port, seat(room, ANA)).trusted(), rooms.folded(room).seq
    start = f"POST /s/{room.id}/act HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {JSON}\r\nX-CSRFToken: {caller.token}\r\n"
    start += f"Cookie: besace_device={caller.key}; besace_csrf={caller.token}\r\nTransfer-Encoding: chunked\r\n"
    start += "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
    body = f"act=propose_subject&kind=project&title=How%3F&more={OVER}"
    answer = raw(house.port, f"{start}{len(body):x}\r\n{body}\r\n0\r\n\r\n".encode())

    assert answer.startswith(b"HTTP/1.1 413")
    assert rooms.refreshed(room).seq == before


@pytest.mark.parametrize("kind", ["text/plain", JSON, "multipart/form-data; boundary=x"])
def test_too_much_is_too_much_whatever_its_kind(house, kind):
    room = set_table()
    caller = Caller(house.port, seat(room, ANA)).trusted()

    assert caller.post(f"/s/{room.id}/act", OVER.encode(), content_type=kind, accept=JSON).status == 413


@pytest.mark.e2e
def test_a_megabyte_in_a_field_is_refused_beside_it_and_stays_there(comes):
    room, ana = set_table(), comes()
    page = ana.sits(room, ANA)
    page.get_by_text("Give a subject now").click()
    field = page.locator("#subject-title")
    field.evaluate("(e) => { e.removeAttribute('maxlength'); e.value = 'How '.repeat(262144);"
                   " e.dispatchEvent(new Event('input', {bubbles: true})); }")  # fmt: skip
    page.get_by_label("project", exact=True).first.check()
    page.get_by_role("button", name="Put it on the paperboard").click()

    expect(page.locator("#subject-form .refusal")).to_contain_text("too long", timeout=IN_TIME)
    assert field.evaluate("(e) => e.value.length") == 1 << 20
    assert rooms.refreshed(room).session.subjects == ()
    field.fill("How to rest to last?")
    page.get_by_role("button", name="Put it on the paperboard").click()
    expect(page.locator("#i-paperboard")).to_contain_text("How to rest to last?", timeout=IN_TIME)


JUNK = ["", "\x00", "%", "🦉" * 50, "\u202etxt.exe", "-1", "99999999999", "true", "شكرا", "a" * 5_000, "../..", "null"]
WHOLE = 60_000
"""A form just short of what the house takes in."""


def test_no_act_breaks_on_any_junk_from_anyone(house):
    """Every word of the vocabulary, from every seat, with the same junk in each of its fields."""
    room = set_table()
    brought_to_clarification(room)
    callers = [Caller(house.port, seat(room, who)).trusted() for who in (FAY, ANA, BEA, SCREEN)]
    words = [word for word in RULES if word not in ("advance", "close_session")]
    for n, word in enumerate(words):
        names = [field.name for field in RULES[word].fields] + ["text.1", "when.1", "term.1"]
        for m, caller in enumerate(callers):
            for junk in JUNK[(n + m) % 3 :: 3]:
                junk = junk[: WHOLE // (len(names) + 1)]  # noqa: PLW2901 - what no act may be as long as is answered before
                answer = caller.acts(room, word, **dict.fromkeys(names, junk), **{"for": junk} if m == 0 else {})
                assert answer.status in (200, 409), (word, junk, answer.status)
                assert answer.status == 200 or answer.refused["sentence"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"act",
        b"=",
        b"&&&",
        b"%",
        b"act=%ff%fe&text=%ed%a0%80",
        b"act=ask&text=%00%01%1b",
        b"act=dance",
        b"act=ask",
        b"act=ask&for=nobody&text=Why",
        b"act=open&for=" + FAY.encode(),
        b"act=ask&text=a&id=%00",
    ],
)
def test_what_cannot_be_an_act_is_refused_with_a_sentence(house, body):
    room = set_table()
    caller, before = Caller(house.port, seat(room, ANA)).trusted(), rooms.folded(room).seq
    answer = caller.post(f"/s/{room.id}/act", body, accept=JSON)
    plain = caller.post(f"/s/{room.id}/act", body)

    assert (answer.status, plain.status) == (409, 409)
    assert answer.refused["sentence"] in said(plain.text).replace("&#x27;", "'")
    assert rooms.refreshed(room).seq == before


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", JSON, "multipart/form-data", "multipart/form-data; boundary=x", "a/b; charset=utf-16", "\xe9"],
)
def test_a_body_of_another_kind_is_refused_with_a_sentence(house, kind):
    room = set_table()
    caller, before = Caller(house.port, seat(room, ANA)).trusted(), rooms.folded(room).seq
    answer = caller.post(f"/s/{room.id}/act", b"act=propose_subject&x=1", accept=JSON, content_type=kind)

    assert answer.status == 409
    assert rooms.refreshed(room).seq == before


POSTS = ["/language/", "/start/", "/join/", "/demo/", "/join/{}/knock"] + [
    f"/s/{{}}/{path}" for path in ("act", "coach", "door/answer", "door/release", "door/link")
]
FIELDS = ("act", "person", "device", "knock", "token", "code", "kind", "text", "name", "language", "next", "seat", "id")


@pytest.mark.parametrize("path", POSTS)
def test_no_form_of_the_house_breaks_on_junk(house, path):
    room = set_table()
    address = path.format(room.id)
    for caller in (Caller(house.port).trusted(), Caller(house.port, seat(room, FAY)).trusted()):
        caller.post("/join/", {"code": code_of(room)})
        bodies = ["", "x=%ff&%fe=1", "&".join(f"f{n}=x" for n in range(300)), f"x={OVER}"]
        bodies += [
            "&".join(f"{name}={junk}" for name in FIELDS)
            for junk in ("%00", "a.b.c", "seat.x.y", "%ed%a0%80", "nowhere")
        ]
        found = [caller.post(address, body.encode()).status for body in bodies]
        assert set(found) <= CALM, found
        assert found[3] == 413
    assert rooms.folded(room).seq == rooms.refreshed(room).seq == 4


@pytest.mark.parametrize("path", POSTS)
def test_an_address_that_only_takes_forms_says_so(house, path):
    room = set_table("fr")
    caller = Caller(house.port, seat(room, FAY))
    answer, head = caller.get(path.format(room.id)), caller.ask("HEAD", path.format(room.id), b"", {})

    assert (answer.status, head.status, head.text) == (answer.status, answer.status, "")
    assert answer.status in (200, 404, 405)
    assert len(said(answer.text)) > 100
    if path.startswith("/s/"):
        assert (answer.status, "Il n’y a pas de page" in answer.text) == (405, True)


def test_asking_for_the_head_of_a_page_counts_as_no_try(house):
    caller = Caller(house.port)
    assert [caller.ask("HEAD", "/join/", b"", {}).status for _ in range(7)] == [200] * 7
    assert caller.ask("HEAD", "/start/", b"", {}).status == 200
    room = set_table()
    assert caller.trusted().post("/join/", {"code": code_of(room)}).status == 302


def test_a_form_that_this_page_did_not_make_is_refused(house):
    room = set_table("fr")
    key = seat(room, ANA)
    before, caller = rooms.folded(room).seq, Caller(house.port, key).trusted()
    forged = [
        Caller(house.port, key).acts(room, "raise_hand"),
        caller.post(f"/s/{room.id}/act", {"act": "raise_hand"}, accept=JSON, X_CSRFToken="x" * 64),
        caller.post(f"/s/{room.id}/act", {"act": "raise_hand"}, accept=JSON, origin="http://evil.example"),
        caller.post(f"/s/{room.id}/act", {"act": "raise_hand"}, accept=JSON, origin="null"),
        caller.post(
            f"/s/{room.id}/act", {"act": "raise_hand"}, accept=JSON, origin=f"http://127.0.0.1:{house.port + 1}"
        ),
    ]
    assert [answer.status for answer in forged] == [403] * 5
    assert {json.loads(answer.text)["sentence"][:13] for answer in forged} == {"Cette page a "}
    plain = Caller(house.port, key).post(f"/s/{room.id}/act", {"act": "raise_hand"})
    assert (plain.status, "Cette page a " in plain.text) == (403, True)
    assert caller.get(f"/s/{room.id}/stream", sec_fetch_site="cross-site").status == 403
    assert rooms.refreshed(room).seq == before


HOSTS = [
    "",
    "evil.example",
    "a:b:c",
    "127.0.0.1@evil",
    "127.0.0.1,evil",
    "8.8.8.8",
    "0.0.0.0",  # noqa: S104 - asked for, not bound
    "localhost.evil.example",
]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/s/{}/stream", "/s/{}/view"])
def test_another_houses_name_is_not_answered_to(house, host, path):
    room = set_table()
    asked = f"GET {path.format(room.id)} HTTP/1.1\r\nHost: {host}\r\nCookie: besace_device={seat(room, ANA)}\r\n\r\n"

    assert raw(house.port, asked.encode()).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("host", ["[::1", "127.0.0.1:80:90", "localhost:abc", "[::1]evil", "localhost:80/x"])
def test_a_crooked_host_breaks_nothing(house, host):
    asked = f"POST /start/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://x\r\nContent-Length: 3\r\n\r\na=b"

    assert raw(house.port, asked.encode()).startswith((b"HTTP/1.1 400", b"HTTP/1.1 403"))


@pytest.mark.parametrize(
    "line",
    [
        b"GET /s/\xff/ HTTP/1.1",
        b"GET /s/x/stream?seat=%ff%00 HTTP/1.1",
        b"GET /s/%00/ HTTP/1.1",
        b"GET * HTTP/1.1",
        b"GET /s/%ed%a0%80/view HTTP/1.1",
        b"GET //evil/s HTTP/1.1",
        b"GET /static/..%2f..%2fsettings.py HTTP/1.1",
        b"GET /static/%00 HTTP/1.1",
        b"GET /s/" + b"a" * 9000 + b"/ HTTP/1.1",
        b"GET /join/%0d%0aX:y/ HTTP/1.1",
    ],
)
def test_a_crooked_address_is_answered_calmly(house, line):
    cookie = b"Cookie: besace_device=\xff\xfe; besace_csrf=\xff; besace_language=xx; ;;="
    answer = raw(house.port, line + b"\r\nHost: 127.0.0.1\r\n" + cookie + b"\r\n\r\n")

    assert re.match(rb"HTTP/1.1 (400|404) ", answer), answer[:40]


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/sheet/", "/sheet/"),
        ("nowhere", "nowhere"),
        ("door", "door"),
        ("//evil.example", "/"),
        ("http://evil.example/", "/"),
        ("\\\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\r\nX: y", "/%0D%0AX:%20y"),
    ],
)
def test_a_change_of_language_leads_nowhere_else(house, back, to):
    answer = Caller(house.port).trusted().post("/language/", {"language": "fr", "next": back})

    assert (answer.status, answer.headers["Location"]) == (302, to)


@pytest.mark.e2e
def test_without_scripts_a_refusal_is_said_with_the_words_and_stays(comes):
    room = set_table()
    brought_to_clarification(room)
    bea = comes(java_script_enabled=False)
    bea.context.add_cookies([{"name": "besace_device", "value": seat(room, BEA), "url": bea.url}])
    page = bea.goes(f"/s/{room.id}/")
    page.locator("#ask-text").fill("Why")
    does(room, FAY, "pause")
    advance(room)
    page.get_by_role("button", name="Ask it").click()

    expect(page.get_by_role("alert")).to_contain_text("This step is over")
    expect(page.get_by_label("You had written")).to_have_value("Why")
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    page.get_by_role("link", name="Look now").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page.locator("meta[http-equiv=refresh]").count() == 1


def test_from_a_refused_form_one_changes_language_without_losing_the_room(house):
    room = set_table()
    caller = Caller(house.port, seat(room, FAY)).trusted()
    page = caller.post(f"/s/{room.id}/act", {"act": "vote", "first": "x"})

    assert page.status == 409
    assert f'name="next" value="/s/{room.id}/"' in page.text


WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("*")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))"""


@pytest.mark.e2e
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_hostile_is_shown_to_everyone_and_runs_nowhere(comes, language):
    name = "<b onclick=alert(0)>Zoé"
    room = set_table(language, title=HOSTILE[:80])
    does(room, FAY, "admit", person="zoe-0000000", name=name)
    people = {who: comes(*(LAPTOP if who in (FAY, SCREEN) else (390, 844))) for who in (FAY, ANA, BEA, SCREEN)}
    pages = {who: one.sits(room, who) for who, one in people.items()}
    for who, text in [(ANA, HOSTILE), ("zoe-0000000", "W" * 300), (CLEO, "كيف أرتاح لأستمر؟ \u202e gnol 🦉‍🔥 Z̸͝")]:
        Caller(port_of(people[FAY].url), seat(room, who)).trusted().acts(
            room, "propose_subject", title=text, kind="project"
        )
    assert len(rooms.folded(room).session.subjects) == 3
    does(room, FAY, "open")
    brought(room)
    for who, text in [(BEA, HOSTILE), (CLEO, "كيف ترتاح؟\u202e"), ("zoe-0000000", "W" * 4_000)]:
        caller = Caller(port_of(people[FAY].url), seat(room, who)).trusted()
        for word in ("ask", "keep", "note"):
            caller.acts(room, word, text=text)
    for who in (ANA, BEA, FAY):
        expect(pages[who].locator("body")).to_contain_text("<script>alert(1)</script>", timeout=IN_TIME)
    for who, page in pages.items():
        live = page.content()
        page.reload()
        assert "\u202e" not in live + page.content()
        assert page.locator("img[src=x], svg[onload], b[onclick]").count() == 0
        assert page.evaluate(WIDE) == [], who
    assert [one.complaints for one in people.values()] == [[], [], [], []]


def brought(room) -> None:
    """To the questions, on the subject that was proposed first."""
    while rooms.folded(room).session.moment != "vote":
        advance(room)
    does(room, FAY, "choose", subject=rooms.folded(room).session.subjects[0].id, because="urgency")
    does(room, ANA, "accept")
    while rooms.folded(room).session.stage != "clarification":
        advance(room)


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])
