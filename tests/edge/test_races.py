"""Everything at once: two tabs of one person, two of the facilitator, twenty hands, a restart, updates while typing."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from besace.live import act as acting
from besace.live import rooms
from besace.live.models import Room
from besace.method.words import Moment, Stage
from tests.e2e.house import open_house
from tests.edge.conftest import Comes
from tests.edge.people import (
    ANA,
    BEA,
    CLEO,
    FAY,
    IN_TIME,
    LAPTOP,
    LIVE,
    Caller,
    advance,
    brought_to_clarification,
    does,
    seat,
    set_table,
)

pytestmark = pytest.mark.fault("R8")

CARET = (
    "() => [document.activeElement.name, document.activeElement.selectionStart, document.activeElement.selectionEnd]"
)


def all_at_once(*works: Callable[[], Any]) -> list[Any]:
    """Does everything in threads of its own, started together; what each gave."""
    gate, found = threading.Barrier(len(works)), [None] * len(works)

    def run(n: int, work: Callable[[], Any]) -> None:
        gate.wait()
        found[n] = work()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def test_of_two_advances_at_once_one_is_done_and_the_other_told_so(house):
    for language, sentence in (("en", "The session has moved on already."), ("fr", "La séance est déjà passée")):
        room = set_table(language)
        does(room, FAY, "open")
        tabs = [Caller(house.port, seat(room, FAY)).trusted() for _ in range(2)]
        presses = [partial(tab.acts, room, "advance", to=str(Moment.SUBJECTS)) for tab in tabs]
        found = all_at_once(*presses)

        assert sorted(answer.status for answer in found) == [200, 409]
        assert max(found, key=lambda answer: answer.status).refused["sentence"].startswith(sentence)
        assert rooms.refreshed(room).session.moment == Moment.SUBJECTS


def test_the_same_act_ten_times_at_once_is_one_entry_and_one_answer(house):
    room = set_table()
    before, key = rooms.folded(room).seq, seat(room, ANA)
    tabs = [Caller(house.port, key).trusted() for _ in range(10)]
    posts = [
        lambda tab=tab: tab.acts(room, "propose_subject", "the-very-same", title="How?", kind="project") for tab in tabs
    ]

    assert {(answer.status, answer.text) for answer in all_at_once(*posts)} == {
        (200, f'{{"seq": {before + 1}, "refused": null}}')
    }
    assert rooms.refreshed(room).seq == before + 1


@pytest.mark.method("R5")
def test_twenty_votes_at_once_count_one_ballot_each(house):
    people = [f"p{n}-0000000" for n in range(9)]
    room = set_table(names={person: person[:2] for person in people})
    does(room, FAY, "open")
    while rooms.folded(room).session.moment != Moment.SUBJECTS:
        advance(room)
    for person in people[:3]:
        does(room, person, "propose_subject", title=f"How to {person}?", kind="project", key=person[:2])
    advance(room)
    does(room, FAY, "open_vote")
    hands = [Caller(house.port, seat(room, person)).trusted() for person in people] * 2
    hands += [Caller(house.port, seat(room, FAY)).trusted()] * 2
    posts = [
        lambda hand=hand, n=n: hand.acts(
            room, "vote", first="p0", second="p1", third="p2", **({"for": people[n - 18]} if n >= 18 else {})
        )
        for n, hand in enumerate(hands)
    ]

    assert [answer.status for answer in all_at_once(*posts)] == [200] * 20
    does(room, FAY, "close_vote")
    assert dict(rooms.refreshed(room).session.vote.tally) == {"p0": 27, "p1": 18, "p2": 9}
    assert rooms.refold(room) == rooms.folded(room)


@pytest.mark.e2e
def test_a_facilitators_tab_left_behind_is_told_calmly(comes: Comes):
    room = set_table()
    does(room, FAY, "open")
    ahead, behind = comes(*LAPTOP), comes(*LAPTOP)
    page, late = ahead.sits(room, FAY), behind.sits(room, FAY)
    late.evaluate("() => { window.EventSource = class { close() {} }; window.dispatchEvent(new Event('pagehide')); }")
    page.locator("#i-gate button[type=submit]").first.click()
    expect(page.locator("#i-gate")).to_contain_text("Go on to the vote", timeout=IN_TIME)
    late.locator("#i-gate button[type=submit]").first.click()

    expect(late.locator("#i-gate .refusal").first).to_have_text("The session has moved on already.", timeout=IN_TIME)
    assert rooms.refreshed(room).session.moment == Moment.SUBJECTS


@pytest.mark.e2e
def test_a_slow_double_click_goes_one_step_on(comes: Comes):
    room, fay = set_table(), comes(*LAPTOP)
    does(room, FAY, "open")
    page = fay.sits(room, FAY)
    page.locator("#i-gate button[type=submit]").first.dblclick(delay=150)
    expect(page.locator("#i-rail [aria-current=step]")).to_be_visible(timeout=IN_TIME)
    page.wait_for_function(f"() => document.querySelector('#i-gate input[name=to]')?.value !== '{Moment.SUBJECTS}'")

    assert rooms.refreshed(room).session.moment == Moment.SUBJECTS


@pytest.mark.e2e
def test_two_tabs_of_one_person_each_keep_what_is_written_in_them(comes: Comes):
    room, ana = set_table(), comes()
    brought_to_clarification(room)
    one = ana.sits(room, BEA)
    two = ana.context.new_page()
    two.goto(one.url)
    two.wait_for_function(LIVE)
    one.locator("#ask-text").fill("What would rest look like?")
    two.locator("#ask-text").fill("Since when?")
    one.get_by_role("button", name="Ask it").click()
    expect(two.locator("#i-more")).to_contain_text("What would rest look like?", timeout=IN_TIME)

    expect(two.locator("#ask-text")).to_have_value("Since when?")
    expect(one.locator("#ask-text")).to_have_value("")
    two.get_by_role("button", name="Ask it").click()
    expect(one.locator("#i-more")).to_contain_text("Since when?", timeout=IN_TIME)
    assert [question.text for question in rooms.refreshed(room).session.questions] == [
        "What would rest look like?",
        "Since when?",
    ]
    assert ana.complaints == []


@pytest.mark.e2e
def test_an_act_sent_while_the_server_restarts_is_done_once(comes: Comes):
    with open_house() as house:
        room, bea = set_table(), comes(url=house.url)
        brought_to_clarification(room)
        page = bea.sits(room, BEA)
        house.stop()
        page.locator("#ask-text").fill("Since when?")
        page.get_by_role("button", name="Ask it").click()
        expect(page.locator("#ask-form .refusal")).to_contain_text("Not sent yet", timeout=IN_TIME)
        house.start()

        expect(page.locator("#i-more")).to_contain_text("Since when?", timeout=2 * IN_TIME)
        expect(page.locator("#ask-form .refusal")).to_be_hidden()
        expect(page.locator("#link")).to_be_empty()
        assert [question.text for question in rooms.refreshed(room).session.questions] == ["Since when?"]


def fifty_updates(room: Room) -> None:
    for n in range(50):
        does(room, (BEA, CLEO)[n % 2], "reformulate", text=f"You would rest, {n}")


@pytest.mark.e2e
@pytest.mark.method("S0.3")
def test_what_is_half_written_stands_through_fifty_updates(comes: Comes):
    room = set_table()
    brought_to_clarification(room)
    advance(room)
    ana, fay = comes(), comes(*LAPTOP)
    phone, console = ana.sits(room, ANA), fay.sits(room, FAY)
    folds = {page: open_folds(page) for page in (phone, console)}
    phone.locator("textarea[name=expectation]").fill("Ideas")
    phone.locator("textarea[name=question]").fill("How to rest")
    console.locator("#gate-waive textarea").fill("Half a reason")
    console.locator("[popovertarget=arrange-menu]").click()
    console.locator("#arrange-menu input[name=title]").fill("Thursdays")
    for page in (phone, console):
        page.evaluate("() => document.activeElement.setSelectionRange(2, 5)")
    before = {page: (page.evaluate(CARET), typed(page)) for page in (phone, console)}
    fifty_updates(room)
    for page, island in ((phone, "#main"), (console, "#i-desk_said_back")):
        expect(page.locator(island)).to_contain_text("You would rest, 49", timeout=IN_TIME)
        assert (page.evaluate(CARET), typed(page)) == before[page]
        assert page.evaluate("() => document.querySelectorAll('details[open]').length") >= folds[page]
    assert (before[phone][0], before[console][0]) == (["question", 2, 5], ["title", 2, 5])
    assert {"How to rest", "Ideas"} <= set(before[phone][1])
    assert {"Thursdays", "Half a reason"} <= set(before[console][1])
    assert console.locator("#arrange-menu").evaluate("(e) => e.matches(':popover-open')")
    assert ana.complaints + fay.complaints == []


def open_folds(page: Page) -> int:
    """Opens every fold that can be opened, and says how many there are."""
    return int(page.evaluate("() => { const all = [...document.querySelectorAll('details:not([popover] *)')];"
                             " for (const one of all) one.open = true; return all.length; }"))  # fmt: skip


TYPED = """() => [...document.querySelectorAll("textarea, input")]
  .filter((e) => /^text/.test(e.type)).map((e) => e.value).filter(Boolean)"""


def typed(page: Page) -> list[str]:
    return list(page.evaluate(TYPED))


@pytest.mark.e2e
def test_words_whose_step_is_over_come_back_on_a_slip(comes: Comes):
    room = set_table()
    brought_to_clarification(room)
    bea, fay = comes(), comes(*LAPTOP)
    phone, console = bea.sits(room, BEA), fay.sits(room, FAY)
    phone.locator("#ask-text").fill("Half a question")
    console.locator("[popovertarget=ask-menu]").click()
    console.locator("#my-question").fill("Half a word of Fay's")
    advance(room)

    slip = phone.locator("#kept [data-slip]")
    expect(slip.locator("textarea")).to_have_value("Half a question", timeout=IN_TIME)
    expect(console.locator("#kept textarea").first).to_have_value("Half a word of Fay's", timeout=IN_TIME)
    console.locator("#kept").get_by_role("button", name="Let it go").first.click()
    expect(console.locator("#kept textarea")).to_have_count(0)
    slip.get_by_role("button", name="Keep it for myself").click()
    expect(slip).to_have_count(0)
    own = phone.locator("#i-bag details")
    expect(own.locator(".paper")).to_be_hidden()
    own.get_by_text("Your own notes (1)").click()
    expect(own.locator(".paper")).to_have_text("Half a question")
    assert [note.text for note in rooms.refreshed(room).session.notes[BEA]] == ["Half a question"]
    assert "Half a question" not in console.content()
    assert rooms.folded(room).session.stage == Stage.CONTRACT


def test_an_act_that_lost_every_race_is_said_with_its_words_and_not_done(house, monkeypatch):
    room = set_table("fr")
    brought_to_clarification(room)
    caller, before = Caller(house.port, seat(room, BEA)).trusted(), rooms.folded(room).seq
    monkeypatch.setattr(acting, "TRIES", 0)
    plain = caller.post(f"/s/{room.id}/act", {"act": "ask", "text": "Depuis quand ?"})

    assert (plain.status, rooms.refreshed(room).seq) == (503, before)
    assert "Envoyez de nouveau" in plain.text
    assert "Depuis quand ?" in plain.text
    assert caller.post(f"/s/{room.id}/act", {"act": "ask", "text": "x"}, accept="application/json").status == 503


@pytest.mark.e2e
def test_a_slip_offers_to_keep_words_only_where_a_note_can_be_made(comes: Comes):
    room = set_table()
    does(room, FAY, "open")
    phone = comes().sits(room, ANA)
    phone.locator("#i-composer textarea").fill("Half a check-in")
    advance(room)

    slip = phone.locator("#kept [data-slip]")
    expect(slip.locator("textarea")).to_have_value("Half a check-in", timeout=IN_TIME)
    keep = slip.get_by_role("button", name="Keep it for myself")
    expect(keep).to_be_hidden()
    does(room, ANA, "propose_subject", title="How to rest to last?", kind="concern", key="rest")
    does(room, FAY, "choose", subject="rest", because="urgency")
    advance(room)
    expect(keep).to_be_visible(timeout=IN_TIME)
    keep.click()
    expect(slip).to_have_count(0)
    assert [note.text for note in rooms.refreshed(room).session.notes[ANA]] == ["Half a check-in"]
