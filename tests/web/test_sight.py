"""Every address of the house against everybody in it: who opens what, and whose words are seen by whom (F4).

A page that is missing from the table fails here: whoever adds one says whom it opens to.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from besace.live import clock
from tests.people.cycling import DATES
from tests.web import everyone
from tests.web.everyone import PARTS, House, address

PEERS = frozenset({"ana", "bea", "cleo"})
HOSTS = frozenset({"fay", "cora"})
MEMBERS = PEERS | HOSTS
EVER = MEMBERS | {"lea"}
IN = EVER | {"bo", "gil", "ivy", "olga"}
ALL = IN | {"stranger"}
NOBODY: frozenset[str] = frozenset()
"""A room opens to who holds a seat in it, whatever account she has; what programs ask for, to no browser."""

SIGHT: Mapping[frozenset[str], str] = {
    ALL: """welcome start sheet sheet-pdf terms more privacy help help-leaf help-step language
        join invited coming practice watch letters-fewer
        account_login account_code account_logout account_passkey account_key key-options reports
        worker manifest offline api-description""",
    IN: """my-data my-data-json my-data-md my-data-pdf close-account
        home notebooks group-new programme-new account_new account_again key-first key-add key-add-options settings
        key-change change-feed card-back sign-out-there claims address address-code
        programs program-withdraw""",
    MEMBERS: "group join-group meeting session-entry confirm-dates poll own-leave",
    EVER: "notebook notebook-md notebook-json notebook-pdf own own-erase kept",
    EVER - {"cleo"}: "notebook-page notebook-note notebook-erase",
    PEERS: "join-ties consent subject subject-coach",
    HOSTS: """close-cycle table group-edit take-in dates poll-new poll-dates letters
        letters-copy letters-do letter letter-shown prepare meeting-kit meeting-paper
        on-paper debrief debrief-erase keeping trail""",
    frozenset({"ana"}): "subject-one own-plan own-plan-calendar own-action-calendar",
    frozenset({"olga"}): """programme programme-edit programme-people programme-group programme-csv""",
    NOBODY: """demo door door-state knock room board act view time coach coached room-cards plan-calendar own-sheet
        room-terms say-back own-sheet-pdf kit kit-paper door-answer door-release door-link door-home feed claim
        claim-take seat-give-up practice-debrief practice-note practice-do room-tour
        room-erase session-erase receipt receipt-file second
         api-me api-groups api-group api-webhooks api-webhook api-rooms api-start api-room api-act api-admit""",
}
KNOWS_NOBODY = {"offline"}
"""The same for everyone, whoever asks: a phone keeps it for when there is no link."""
OPENS = {name: who for who, names in SIGHT.items() for name in names.split()}
WORDS = {
    everyone.SUBJECT: {"ana"},
    everyone.NOTE: {"ana"},
    everyone.LEARNED: {"ana"},
    everyone.QUESTION: {"ana"},
    everyone.ACTION: {"ana", "bea", *HOSTS},
    everyone.DEBRIEF: {"fay"},
    everyone.TIE: {"fay"},
    everyone.OWN_LINE: HOSTS,
    everyone.DRAFT: HOSTS,
}
"""What was written, and who may read it anywhere at all."""


@pytest.fixture(scope="module")
def house(_databases: None) -> Iterator[House]:
    made = everyone.house()
    with clock.at(int(DATES[1].begins.timestamp()) - 6 * 24 * 3600), pytest.MonkeyPatch.context() as patch:
        patch.setattr("besace.web.demo.running", lambda: None)  # another test may have left a demonstration running
        yield made


def test_every_address_says_whom_it_opens_to():
    assert set(OPENS) == set(PARTS)
    assert len(OPENS) == sum(len(names.split()) for names in SIGHT.values())


def kept() -> list[object]:
    """All that is in the tables of people and letters; but for the trail and logins, which say that somebody tried."""
    tables = [name for name in connection.introspection.table_names() if name.startswith(("people_", "post_"))]
    tables = [name for name in tables if name not in {"people_trace", "people_login"}]
    with connection.cursor() as cursor:
        return [cursor.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(tables)]  # noqa: S608


def is_shut(answer: HttpResponse, who: str) -> bool:
    """Whether an answer says nothing: what is said where nothing is, or the door for whoever is not signed in."""
    if who == "stranger":
        return answer.status_code in {401, 404, 405} or answer.headers.get("Location", "").startswith("/account/?next=")
    return answer.status_code in {401, 404, 405}


@dataclass(frozen=True)
class Seen:
    """A page as someone gets it."""

    answer: HttpResponse
    said: str


@pytest.fixture(scope="module")
def seen(house: House) -> Mapping[str, Mapping[str, Seen]]:
    """Every page as everyone gets it, by who and by name."""
    return {who: dict(_pages(house, who)) for who in sorted(ALL)}


def _pages(house: House, who: str) -> Iterator[tuple[str, Seen]]:
    """What someone gets at each address, who comes there with the cookies she had in the beginning."""
    browser = house.browser(who)
    begun = deepcopy(browser.cookies)
    for name in OPENS:
        browser.cookies = deepcopy(begun)
        yield name, _seen(browser.get(address(house, name)))


def _seen(answer: Any) -> Seen:
    return Seen(answer, b"".join(answer).decode("utf-8", "ignore"))


@pytest.mark.method("F4")
@pytest.mark.parametrize("who", sorted(ALL))
def test_nothing_opens_to_whom_it_is_not_for_and_nothing_is_done(house, seen, who):
    browser, before = house.browser(who), kept()
    asked = {"do": "again", "act": "close-link", "token": "x", "sure": "on", "which": "all", "withdraw": "1"}
    for name in (name for name, opens in OPENS.items() if who not in opens):
        for answer in (seen[who][name].answer, browser.post(address(house, name), asked)):
            assert is_shut(answer, who), (name, answer.status_code)
    assert kept() == before


@pytest.mark.parametrize("who", sorted(ALL))
def test_what_is_for_her_opens(seen, who):
    for name in (name for name, opens in OPENS.items() if who in opens):
        answer = seen[who][name].answer
        assert answer.status_code == 405 or not is_shut(answer, "stranger"), name
        assert answer.status_code < 400 or answer.status_code == 405, (name, answer.status_code)


@pytest.mark.method("F4")
@pytest.mark.parametrize("who", sorted(ALL))
def test_words_are_read_by_those_they_are_for_and_kept_by_no_cache(seen, who):
    for name, page in seen[who].items():
        assert not [words for words, readers in WORDS.items() if words in page.said and who not in readers], name
        if name not in KNOWS_NOBODY:
            assert "no-store" in page.answer.headers["Cache-Control"], name
        assert page.answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        assert "default-src 'none'" in page.answer.headers["Content-Security-Policy"]


def test_each_of_these_words_is_read_by_all_of_those(seen):
    for words, readers in WORDS.items():
        for who in readers:
            assert any(words in page.said for page in seen[who].values()), (words, who)


@pytest.mark.method("F4")
@pytest.mark.parametrize("who", sorted(ALL - HOSTS))
def test_no_address_of_mail_is_read_but_of_those_an_organiser_had_facilitate(house, seen, who):
    hers = {who, "fay"} if who == "olga" else {who}
    theirs = [one.email for name, one in house.people.items() if one and one.email and name not in hers]
    for name, page in seen[who].items():
        assert not [one for one in theirs if one in page.said], name


IDS = (
    "member",
    "invitation",
    "tie",
    "letter",
    "to",
    "person",
    "like",
    "facilitator",
    "remove",
    "which",
    "claim",
    "login",
)


@pytest.mark.method("F4")
@pytest.mark.parametrize("who", ["gil", "bo"])
def test_at_a_table_of_ones_own_nothing_of_another_is_reached_by_its_id(house, who):
    ours, browser, before = house.ours, house.browser(who), everyone.kept(house.ours.group)
    own = house.people[who].memberships.get().group_id
    ana = ours.peers[0]
    ids = (ana.id, ana.person_id, house.invitation.id, house.tie.id, house.subject, house.first.id)
    for name in (name for name, parts in PARTS.items() if "group_id" in parts and name != "own-leave"):
        word, acts = everyone.ACTS.get(name, ("do", ""))
        for act in acts.split() or ["keep"]:
            for id_ in ids:
                asked = {**dict.fromkeys(IDS, id_), word: act, "session": "1", "sure": "on"}
                assert browser.post(address(house, name, group_id=own), asked).status_code < 500
    assert everyone.kept(ours.group) == before
