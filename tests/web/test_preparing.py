"""What a facilitator does before a session: the list of what must be ready, the papers; and who may not see them."""

import re

import pytest

from besace.people import preparing, timetable
from besace.people.models import Member
from tests.papers.pdf import read, text_of
from tests.people import cast
from tests.people.cycling import DATES, Begun, begun, held

pytestmark = pytest.mark.usefixtures("february")

PAGES = ("prepare", "kit", "on-paper")


@pytest.fixture
def table() -> Begun:
    return begun("Ana", "Bea", "Cléo", address="12 rue des Carmes")


def page(table: Begun, what: str = "prepare", number: int = 1, language: str = "en") -> str:
    answer = cast.browser(table.fay.person, language=language).get(table.at(number, what))
    assert answer.status_code == 200
    return answer.content.decode()


def ticked(html: str) -> list[str]:
    return re.findall(r'name="ready" value="([\w-]+)" checked', html)


@pytest.mark.method("B4")
def test_the_list_of_the_place_of_this_session_stands_first_and_the_other_is_folded_away(table):
    html = page(table)
    assert html.index("A room with a door that closes") < html.index("<summary>If it is over a video link instead")
    assert html.index("<summary>If it is over a video link instead") < html.index("The link, tried with another person")
    assert "Thursday 12 March, 18:00" in html
    assert "12 rue des Carmes" in html


@pytest.mark.method("B4")
def test_a_session_at_a_distance_begins_with_its_own_list():
    far = begun("Ana", place="remote", link="https://call.example/one")
    html = page(far)
    assert html.index("The link, tried with another person") < html.index("A room with a door that closes")
    assert 'href="https://call.example/one"' in html


@pytest.mark.method("B4")
def test_a_tick_is_kept_by_the_plain_form_and_remembered_at_the_next_session(table):
    browser = cast.browser(table.fay.person)
    browser.post(table.at(1, "prepare"), {"kind": "room", "ready": ["closed", "drinks"]})
    assert ticked(page(table)) == ["closed", "drinks"]
    assert ticked(page(table, number=2)) == ["closed"]


def test_the_plain_form_takes_back_only_what_it_showed_as_ticked(table):
    browser = cast.browser(table.fay.person)
    preparing.tick(table.meeting(1), "room", ["clock"], [])
    browser.post(table.at(1, "prepare"), {"kind": "room", "ready": ["closed"], "was": ["drinks"]})
    assert ticked(page(table)) == ["closed", "clock"]


def test_a_script_gets_the_sum_and_no_page(table):
    browser = cast.browser(table.fay.person)
    told = {"kind": "room", "ready": "clock"}
    answer = browser.post(table.at(1, "prepare"), told, headers={"accept": "application/json"})
    assert answer.json() == {"done": 1, "of": 9}


@pytest.mark.method("B4")
def test_a_line_of_ones_own_is_added_shown_as_written_and_taken_away(table):
    browser = cast.browser(table.fay.person)
    browser.post(table.at(1, "prepare"), {"kind": "room", "add": "1", "text": "<b>Key</b> at the bakery"})
    html = page(table)
    assert "&lt;b&gt;Key&lt;/b&gt; at the bakery" in html
    code = re.search(r'name="remove" value="(own-[\w-]+)"', html)
    assert code
    browser.post(table.at(1, "prepare"), {"kind": "room", "remove": code[1]})
    assert "bakery" not in page(table)


@pytest.mark.parametrize(("text", "said"), [("", "Write the line first."), ("x" * 121, "121 letters, and 120 at most")])
def test_a_line_that_cannot_be_kept_says_why_and_gives_the_words_back(table, text, said):
    answer = cast.browser(table.fay.person).post(table.at(1, "prepare"), {"kind": "room", "add": "1", "text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{text}"' in answer.content.decode() or not text


def test_a_full_list_says_so(table):
    for n in range(preparing.MOST_OWN):
        preparing.add(table.meeting(1), "room", f"Line {n}")
    answer = cast.browser(table.fay.person).post(table.at(1, "prepare"), {"kind": "room", "add": "1", "text": "more"})
    assert "The list is full" in answer.content.decode()


def test_who_comes_who_cannot_and_who_has_not_said_is_named(table):
    ana, bea, _ = table.peers
    timetable.confirm(table.cycle, ana, {timetable.slot_of(DATES[1]): False})
    table.cycle.confirmations.filter(member=bea, day=DATES[1].day).delete()
    html = page(table, number=2)
    assert "<p>Cléo.</p>" in html
    assert "Ana cannot." in html
    assert "Bea has not said yet." in html


@pytest.mark.method("R2")
def test_who_opens_with_the_plan_of_last_time_is_named(table):
    assert "opens, with the plan" not in page(table)
    held(table, 1, table.peers[1])
    assert "Bea opens, with the plan of last time." in page(table, number=2)


@pytest.mark.method("B5")
def test_each_sheet_is_counted_and_printed_in_the_language_of_who_reads_it(table):
    table.peers[2].person.language = "fr"
    table.peers[2].person.save()
    assert "2 in English, 1 in French" in page(table, "kit")
    sheets = cast.browser(table.fay.person).get(f"{table.at(1, 'kit')}six-steps.pdf").content
    assert len(read(sheets).pages) == 3
    words = text_of(sheets)
    assert words.count("I keep this for step 2") == 2
    assert words.count("Je garde pour l’étape 2") == 1


@pytest.mark.method("B4", "B5")
def test_the_kit_of_a_session_has_its_names_and_times_and_as_many_sheets_as_said(table):
    answer = cast.browser(table.fay.person).get(f"{table.at(1, 'kit')}kit.pdf?size=letter")
    words = text_of(answer.content)
    said = re.search(r"All (\d+) sheets", page(table, "kit"))
    assert said
    assert len(read(answer.content).pages) == int(said[1])
    assert "18:00" in words
    assert "Cléo" in words
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("what", ["six-steps.pdf?size=a3", "nothing.pdf", "kit.pdf?size=../a4"])
def test_a_paper_that_does_not_exist_is_not_found(table, what):
    assert cast.browser(table.fay.person).get(table.at(1, "kit") + what).status_code == 404


@pytest.mark.method("F4")
@pytest.mark.parametrize("what", [*PAGES, "kit/kit.pdf"])
def test_these_pages_do_not_exist_but_for_those_who_facilitate_this_group(table, what):
    other = begun("Zoe")
    past = cast.member(table.group, cast.person("Guy"), Member.Role.FACILITATOR)
    Member.objects.filter(pk=past.pk).update(left_at=cast.AT)
    path = table.at(1, what).removesuffix("/") if "." in what else table.at(1, what)
    for someone in (table.peers[0].person, other.peers[0].person, other.fay.person, cast.person("Olga"), past.person):
        browser = cast.browser(someone)
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"kind": "room", "ready": "clock"}).status_code in {404, 405}
    assert ticked(page(table)) == []
    co = cast.member(table.group, cast.person("Ines"), Member.Role.CO_FACILITATOR)
    assert cast.browser(co.person).get(path).status_code == 200


@pytest.mark.method("G8")
@pytest.mark.parametrize("what", PAGES)
def test_whoever_one_session_was_handed_to_prepares_this_one_alone(table, what):
    handed = table.meeting(1)
    handed.facilitator = table.peers[0]
    handed.save()
    browser = cast.browser(table.peers[0].person)
    assert [browser.get(table.at(number, what)).status_code for number in (1, 2)] == [200, 404]


@pytest.mark.parametrize("what", PAGES)
def test_a_session_that_is_not_in_the_cycle_is_not_found(table, what):
    browser = cast.browser(table.fay.person)
    assert browser.get(table.at(9, what)).status_code == 404
    timetable.leave(table.peers[0])
    gone = [one.number for one in timetable.sessions_of(table.cycle) if one.fate != "to-come"]
    assert browser.get(table.at(gone[0], what)).status_code == 404
    group, fay, _ = cast.facilitated("Ana")
    assert cast.browser(fay.person).get(f"/g/{group.id}/1/{what}/").status_code == 404


@pytest.mark.parametrize("what", PAGES)
def test_each_page_speaks_french(table, what):
    assert '<html lang="fr">' in page(table, what, language="fr")
    assert page(table, what) != page(table, what, language="fr")
