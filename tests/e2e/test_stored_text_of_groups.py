"""What is written between sessions stays words on every page, to all who may read it, and on what is handed out."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser
from pypdf import PdfReader

from besace.live import clock
from besace.people import debriefs, notebook, places, preparing, subjects, ties
from besace.people.models import Group, Meeting, Person, Programme
from besace.people.ties import Named
from besace.post import drafts, standing
from besace.post.due import wanted
from besace.post.message import message_of
from besace.post.models import Kind
from besace.post.writing import write
from tests.e2e.corpus import CORPUS, chunks
from tests.e2e.house import House
from tests.e2e.unborn import Planted, Watch
from tests.people.cycling import DATES
from tests.web import everyone
from tests.web.everyone import PARTS
from tests.web.test_sight import OPENS

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

AT = int(DATES[1].begins.timestamp()) - 6 * 24 * 3600
VIEWERS = ("ana", "bea", "fay", "olga")
HANDED = ("pdf", "md", "json", "ics", "csv", "options", "coach")
NO_PAGE = {"account_logout", "letter-shown", "manifest", "worker"}


@dataclass
class Written:
    """The house with the corpus in it."""

    house: everyone.House
    planted: Planted


@pytest.fixture(autouse=True)
def _week_before() -> Iterator[None]:
    with clock.at(AT):
        yield


def name_of(planted: Planted, where: str, longest: int) -> str:
    """One of the corpus, as long as a name may be; another for each field."""
    fits = [one for one in CORPUS if len(one) <= longest - 8 and "\n" not in one]
    return planted.text(where, fits[len(planted.texts) * 7 % len(fits)])[:longest]


@pytest.fixture(scope="module")
def written(_databases: None) -> Iterator[Written]:
    made, planted = everyone.house(), Planted()
    with clock.at(AT), pytest.MonkeyPatch.context() as patch:
        patch.setattr("besace.web.demo.running", lambda: None)
        _name(made, planted)
        _write(made, planted)
        yield Written(made, planted)


def _name(of: everyone.House, planted: Planted) -> None:
    """Names, and what a group says of itself, as its forms would keep them."""
    fields = {"name": 80, "in_common": 200, "address": 200, "directions": 500}
    told: dict[str, Any] = {name: name_of(planted, f"group.{name}", longest) for name, longest in fields.items()}
    told["own_terms"] = planted.text("group.own_terms", chunks(1_400)[0])
    Group.objects.filter(pk=of.ours.group.pk).update(
        **told, link='https://example.org/"><img/born/src=x/onerror=ran(51)>'
    )
    Programme.objects.filter(pk=of.programme.pk).update(name=name_of(planted, "programme.name", 80))
    for who in ("ana", "bea", "cleo", "fay"):
        person = of.people[who]
        assert person
        Person.objects.filter(pk=person.pk).update(name=name_of(planted, f"person.{who}", 40))


def _write(of: everyone.House, planted: Planted) -> None:
    """What people keep, by the same doors as their forms."""
    ours, whole = of.ours, chunks(1_900)
    ana, bea, _ = ours.peers
    ours.cycle.refresh_from_db()  # with its group as it is called by now
    Meeting.objects.filter(pk=ours.meeting(2).pk).update(place="remote")  # where the link of the call is shown
    subjects.keep(ana, planted.text("subject", chunks(280)[1]), "problem")
    notes = tuple(notebook.Note(planted.text(f"note.{n}", part)) for n, part in enumerate(whole))
    notebook.write(ana, of.first, learned=planted.text("learned", whole[0]), notes=notes)
    debriefs.write(of.first, ours.fay, {"reception": debriefs.Looking(planted.text("debrief", whole[-1]))})
    preparing.add(ours.meeting(2), places.where(ours.meeting(2)).kind, planted.text("own_line", chunks(100)[0]))
    drafts.keep(ours.group, Kind.REMINDER, ours.meeting(2).id, {"en": planted.text("draft", whole[0])}, None)
    ties.name(bea, [Named(ana, ties.Kind.FAMILY, planted.text("tie", chunks(180)[1]))])


def test_on_every_page_words_stay_words_and_each_is_read_whole_by_somebody(
    browser: Browser, house: House, written: Written
):
    """Nothing runs, nothing is born, nothing is asked for elsewhere; nothing is cut, doubled or turned into signs."""
    planted = written.planted
    for who in VIEWERS:
        looks_around(browser, house, written, who)
    assert planted.places(planted.broken - planted.whole) == set()
    assert planted.places(planted.whole) == planted.places(planted.texts)


def looks_around(browser: Browser, house: House, written: Written, who: str) -> None:
    """Someone opens every page that is hers."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    cookies = written.house.browser(who).cookies
    context.add_cookies([{"name": name, "value": one.value, "url": house.url} for name, one in cookies.items()])
    watch = Watch(context, house.url)
    hers = [name for name, opens in OPENS.items() if who in opens and not is_handed(name) and name not in NO_PAGE]
    page = context.new_page()
    for name in hers:
        page.goto(house.url + everyone.address(written.house, name))
        written.planted.read(watch.looks(page))
        assert watch.seen == [], (who, name)
    context.close()


def is_handed(name: str) -> bool:
    return name.endswith(HANDED) or "calendar" in name or name in {"session-entry", "meeting-paper", "feed"}


def handed(written: Written, who: str, name: str) -> bytes:
    answer = written.house.browser(who).get(everyone.address(written.house, name))
    assert answer.status_code == 200, name
    return b"".join(answer)


def test_papers_calendars_and_tables_hold_words_and_nothing_else(written: Written):
    assert "notebook-json" in PARTS
    told = json.loads(handed(written, "ana", "notebook-json"))
    assert "ran(4)" in json.dumps(told)
    said = handed(written, "ana", "notebook-md").decode()
    assert not [line for line in said.splitlines() if line.lstrip().startswith(("<script", "<img", "<iframe"))]
    pages = PdfReader(io.BytesIO(handed(written, "ana", "notebook-pdf"))).pages
    paper = "".join(page.extract_text() for page in pages).replace("\n", "")
    assert '#read("/etc/passwd")'.replace(" ", "") in paper.replace(" ", "")
    assert "root:" not in paper
    assert not [page for page in pages if "/AA" in page or "javascript" in str(page.get("/Annots", [])).lower()]


def test_calendars_name_nobody_else_and_begin_no_lines_of_their_own(written: Written):
    calendar = Calendar.from_ical(handed(written, "ana", "session-entry").decode())
    (event,) = calendar.walk("VEVENT")
    assert "born" not in str(event.get("ATTENDEE", "")).lower()
    assert not [name for name, _ in event.property_items() if name.startswith("X-BORN")]


def test_no_cell_of_a_table_is_a_formula(written: Written):
    rows = list(csv.reader(io.StringIO(handed(written, "olga", "programme-csv").decode("utf-8-sig"))))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_letters_have_one_reader_and_no_headers_but_ours(written: Written):
    now = standing.of(Group.objects.get(pk=written.house.ours.group.pk))
    letters = wanted(now, clock.now())
    assert {one.kind for one in letters} != set()
    for one in letters:
        made = write(one, now)
        mail = message_from_bytes(message_of(made, "ana@example.org", "a letter", clock.now()), policy=default)
        assert [name for name in mail if mail.get_all(name) != [mail[name]]] == []
        assert (mail["To"], mail["Cc"], mail["Bcc"]) == ("ana@example.org", None, None)
        assert not re.search(r"(?i)<[^>]*\b(born|on\w+=)|<script|javascript:[^<]*\">", made.html.replace("&lt;", ""))
