"""Erasing a session from a browser: its client alone, told beforehand what goes and what stays, with a receipt (F4)."""

import json
import re

import pytest
from django.test import Client

from besace.journal import receipts, shelf
from besace.journal.keys import VAULT_KEYS
from besace.journal.receipts import Verdict
from besace.live import clock, rooms, seats
from besace.live.models import Seat
from besace.people import notebook, plans, shredding
from tests.live import cast as strangers
from tests.people import cast, sessions
from tests.people.held import BEGINS, kept, table
from tests.people.test_afterwards import ACTIONS

pytestmark = pytest.mark.method("F4")
CLIENT, SECOND, HOST = "ana-1", "bea-1", "fay-1"
SAID = "As I see it"


@pytest.fixture
def at():
    with clock.at(BEGINS + 3 * 3600):
        yield kept(table())


@pytest.fixture
def room():
    room = strangers.a_room()
    sessions.whole(room, HOST, [CLIENT, SECOND, "cleo-1"], ACTIONS)
    return room


def phone(room, person: str, role: str = Seat.Role.PARTICIPANT, language: str = "en") -> Client:
    key = seats.new_key()
    seats.take(room, person, key, role)
    client = Client(headers={"accept-language": language, "host": "localhost"})
    client.cookies[seats.COOKIE] = key
    client.cookies["besace_language"] = language
    return client


def receipt_of(client: Client, answer) -> tuple[str, str]:
    """The page of the receipt, and the file."""
    assert answer.status_code == 302, answer.content.decode()[:300]
    page = client.get(answer.headers["Location"]).content.decode()
    file = client.get(answer.headers["Location"].rstrip("/") + ".json")
    return page, b"".join(file).decode()


def test_on_her_phone_at_the_end_she_finds_it_and_nobody_else_does(room):
    hers = phone(room, CLIENT)
    assert 'href="erase/"' in hers.get(f"/s/{room.id}/").content.decode()
    for person, role in ((SECOND, Seat.Role.PARTICIPANT), (HOST, Seat.Role.FACILITATOR), ("screen", Seat.Role.SCREEN)):
        other = phone(room, person, role)
        assert "erase/" not in other.get(f"/s/{room.id}/", follow=True).content.decode()
        assert other.get(f"/s/{room.id}/erase/").status_code == 404
        assert other.post(f"/s/{room.id}/erase/", {"sure": "on"}).status_code == 404
    assert cast.browser().post(f"/s/{room.id}/erase/", {"sure": "on"}).status_code == 404
    assert VAULT_KEYS.living(room.journal)


def test_while_the_session_is_under_way_nobody_does():
    room = strangers.a_room()
    assert phone(room, CLIENT).get(f"/s/{room.id}/erase/").status_code == 404


def test_before_the_click_she_reads_what_goes_what_stays_and_takes_along_what_she_wants(room):
    page = phone(room, CLIENT).get(f"/s/{room.id}/erase/").content.decode()
    for said in (
        "Take it with you first",
        "What goes, at once and for good",
        "What stays, and why",
        "plan.ics",
        "no name",
    ):
        assert said in page
    assert "my own page" not in page  # there are no pages without an account
    assert "cycle" not in page


def test_without_the_tick_nothing_goes(room):
    answer = phone(room, CLIENT).post(f"/s/{room.id}/erase/", {})
    assert answer.status_code == 422
    assert "Tick this first: nobody can bring the session back." in answer.content.decode()
    assert VAULT_KEYS.living(room.journal)


def test_erased_it_is_gone_for_everyone_and_the_receipt_holds(room):
    hers, other = phone(room, CLIENT), phone(room, SECOND)
    assert "What have you tried so far?" in str(rooms.folded(room).session.questions)
    page, file = receipt_of(hers, hers.post(f"/s/{room.id}/erase/", {"sure": "on"}))

    assert "The session is erased" in page
    assert receipts.check(file).verdict is Verdict.OURS
    assert receipts.house() in page
    assert str(sum(json.loads(file)["destroyed"].values())) in page
    for browser in (hers, other):
        for rest in ("", "view", "erase/", "terms/", "plan.ics", "sheet/"):
            assert browser.get(f"/s/{room.id}/{rest}").status_code == 404, rest
        assert browser.post(f"/s/{room.id}/act", {"act": "note", "id": "x" * 20, "text": "y"}).status_code == 404
    assert rooms.folded(room).session.questions == ()


def test_the_receipt_opens_again_and_its_file_says_nothing_by_its_name(room):
    hers = phone(room, CLIENT)
    where = hers.post(f"/s/{room.id}/erase/", {"sure": "on"}).headers["Location"]
    assert room.id not in where
    file = hers.get(where.rstrip("/") + ".json")
    assert file.headers["Content-Disposition"] == 'attachment; filename="besace-receipt.json"'
    assert file.headers["Cache-Control"] == "no-store"
    another = cast.browser()
    assert another.get(where).status_code == 200
    assert another.get("/receipt/nothing/").status_code == another.get("/receipt/nothing.json").status_code == 404


def test_while_the_log_cannot_be_emptied_the_page_says_so_and_gives_no_file(room, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(shelf, "let_go", lambda: False)
        hers = phone(room, CLIENT)
        where = hers.post(f"/s/{room.id}/erase/", {"sure": "on"}).headers["Location"]
        page = hers.get(where).content.decode()
        assert "It is not signed yet" in page
        assert "Download the receipt" not in page
        assert hers.get(where.rstrip("/") + ".json").status_code == 404
    assert "Download the receipt" in hers.get(where).content.decode()


def address(at) -> str:
    return f"/g/{at.group.id}/notebook/{at.meeting(1).id}/session/"


def test_from_her_notebook_the_client_finds_it_and_nobody_else_does(at):
    hers = cast.browser(at.ana.person)
    assert address(at) in hers.get(f"/g/{at.group.id}/notebook/").content.decode()
    for other in (at.bea, at.cleo, at.fay):
        browser = cast.browser(other.person)
        assert address(at) not in browser.get(f"/g/{at.group.id}/notebook/").content.decode()
        assert browser.get(address(at)).status_code == 404
        assert browser.post(address(at), {"sure": "on", "own": "on"}).status_code == 404
    assert VAULT_KEYS.living(at.meeting(1).room.journal)


def test_in_a_group_she_reads_what_others_keep_and_why(at):
    page = cast.browser(at.ana.person).get(address(at)).content.decode()
    for said in ("5 March", "notebook.pdf", "What others wrote in their own notebooks", "so that each has a turn"):
        assert said in page
    assert not re.search(r'name="own"[^>]*checked', page)


@pytest.mark.parametrize("own", [False, True])
def test_in_a_group_her_own_pages_go_only_if_she_ticks_it(at, own):
    hers = cast.browser(at.ana.person)
    _, file = receipt_of(hers, hers.post(address(at), {"sure": "on", **({"own": "on"} if own else {})}))

    assert receipts.check(file).verdict is Verdict.OURS
    assert VAULT_KEYS.living(at.meeting(1).room.journal) == frozenset()
    assert (plans.plan_of(at.meeting(1)) is None) is own
    assert bool(notebook.page_of(at.ana, at.meeting(1))) is not own
    assert notebook.page_of(at.bea, at.meeting(1)).enjoyed == "The silence before the plan"
    assert address(at) not in hers.get(f"/g/{at.group.id}/notebook/").content.decode()
    assert hers.get(address(at)).status_code == 404


def test_on_her_phone_in_a_session_of_a_group_she_is_led_to_her_notebook(at):
    room = at.meeting(1).room
    answer = phone(room, at.ana.id).get(f"/s/{room.id}/erase/")
    assert answer.headers["Location"] == address(at)
    assert phone(room, at.bea.id).get(f"/s/{room.id}/erase/").status_code == 404


def test_whoever_left_the_group_may_still_erase_the_session_that_was_hers(at):
    at.ana.left_at = clock.now()
    at.ana.save()
    hers = cast.browser(at.ana.person)
    assert hers.get(address(at)).status_code == 200
    assert hers.post(address(at), {"sure": "on"}).status_code == 302


def test_erased_on_another_device_meanwhile_there_is_nothing_here(at):
    shredding.shred(at.meeting(1).room)
    assert cast.browser(at.ana.person).post(address(at), {"sure": "on"}).status_code == 404


def test_the_other_pages_of_the_cycle_still_open(at):
    shredding.shred(at.meeting(1).room, whose=at.ana)
    for member in (at.ana, at.bea, at.fay):
        browser = cast.browser(member.person)
        for rest in ("", "notebook/", "own/", "1/"):
            assert browser.get(f"/g/{at.group.id}/{rest}").status_code in {200, 302}, rest


def test_in_french(room):
    page = phone(room, CLIENT, language="fr").get(f"/s/{room.id}/erase/").content.decode()
    assert "Effacer cette séance" in page
    assert "Elle disparaît pour tout le monde" in page
