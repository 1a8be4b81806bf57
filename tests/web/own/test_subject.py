"""My subject, on a phone: kept, read by the coach, worded anew, taken back; nothing is lost on the way."""

import re

import pytest

from besace.people import subjects
from tests.people import cast
from tests.people.held import kept, table

LEAVING = "How to stop putting everything off until tomorrow to move forward?"
GOOD = "How to price my chairs to live from them?"


@pytest.fixture
def ana():
    return cast.facilitated("Ana", "Bea")[2][0]


def posting(member, path="", **fields):
    return cast.browser(member.person).post(f"/g/{member.group_id}/subject/{path}", fields)


@pytest.mark.method("B2")
def test_a_subject_is_kept_and_shown(ana):
    answer = posting(ana, title=f"{GOOD}\n", kind="project", bring="on")
    shown = cast.browser(ana.person).get(answer.headers["Location"]).content.decode()

    [one] = subjects.of(ana)
    assert (one.title, one.kind, one.share_only, one.bring) == (GOOD, "project", False, True)
    assert GOOD in shown
    assert "Comes to the next session" in shown


@pytest.mark.method("B2")
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "", "kind": "concern"}, "Write the subject in a sentence."),
        ({"title": "How " * 100, "kind": "concern"}, "399 letters, and 300 at most"),
        ({"title": GOOD, "kind": "worry"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it_and_comes_back(ana, fields, said):
    answer = posting(ana, **fields, share_only="on")

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert fields["title"].strip() in shown
    assert re.search(r'name="share_only"[^>]* checked', shown)
    assert subjects.of(ana) == ()


@pytest.mark.method("B3")
def test_the_coach_advises_as_one_types_and_keeps_nothing(ana):
    answer = posting(ana, "coach", kind="subject", text=LEAVING)

    assert answer.status_code == 200
    assert "How to get moving" in answer.content.decode()
    assert subjects.of(ana) == ()


@pytest.mark.method("B3")
def test_without_a_script_the_coach_reads_at_a_touch_and_a_rewording_is_taken_at_another(ana):
    read = posting(ana, title=LEAVING, kind="project", read="1")
    assert read.status_code == 200
    assert 'name="take" value="How to get moving' in read.content.decode()

    taken = posting(ana, title=LEAVING, kind="project", take="How to get moving to move forward?")
    shown = taken.content.decode()
    assert "How to get moving to move forward?</textarea>" in shown
    assert 'value="project"' in shown
    assert "checked" in shown
    assert subjects.of(ana) == ()


@pytest.mark.method("B3")
def test_advice_is_no_lock_and_comes_to_those_alone_who_want_it(ana):
    assert posting(ana, title=LEAVING).status_code == 302
    ana.person.coached = False
    ana.person.save()

    assert "hint__why" not in posting(ana, "coach", kind="subject", text=LEAVING).content.decode()
    page = cast.browser(ana.person).get(f"/g/{ana.group_id}/subject/{subjects.of(ana)[0].id}/").content.decode()
    assert 'data-coach="subject"' not in page
    assert "hint__why" not in page


@pytest.mark.method("B3")
def test_the_coach_speaks_the_language_of_the_group():
    ana = cast.facilitated("Ana", language="fr")[2][0]
    said = posting(ana, "coach", kind="subject", text="Comment arrêter de tout remettre à demain pour avancer ?")
    assert "hint__why" in said.content.decode()
    assert "Comment me mettre en mouvement" in said.content.decode()


@pytest.mark.method("B2")
def test_it_is_worded_anew_and_taken_back(ana):
    row = subjects.keep(ana, GOOD, "project")
    assert posting(ana, f"{row.id}/", title="How to rest?", share_only="on").status_code == 302
    [one] = subjects.of(ana)
    assert (one.title, one.kind, one.share_only, one.bring) == ("How to rest?", "", True, False)
    assert posting(ana, f"{row.id}/", withdraw="1").status_code == 302
    assert subjects.of(ana) == ()
    assert posting(ana, f"{row.id}/", title="How to rest?").status_code == 404


def test_the_sixth_is_refused_with_what_to_do_and_its_words(ana):
    for n in range(subjects.MOST):
        subjects.keep(ana, f"{GOOD} {n}", "")
    answer = posting(ana, title="How to begin?")

    assert answer.status_code == 422
    assert "Take one back first" in answer.content.decode()
    assert "How to begin?</textarea>" in answer.content.decode()


@pytest.mark.method("R7")
def test_whoever_has_been_client_is_told_that_it_would_be_a_second_turn():
    at = kept(table())
    pages = {
        one: cast.browser(one.person).get(f"/g/{at.group.id}/subject/").content.decode() for one in (at.ana, at.bea)
    }
    assert "a second turn" in pages[at.ana]
    assert "a second turn" not in pages[at.bea]
    assert "How to rest to be well?" in pages[at.ana]


@pytest.mark.method("F4")
def test_markup_in_a_subject_is_words(ana):
    posting(ana, title="How to <script>alert(1)</script>?", bring="on")
    shown = cast.browser(ana.person).get(f"/g/{ana.group_id}/subject/").content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_the_page_speaks_french():
    ana = cast.facilitated("Ana")[2][0]
    shown = cast.browser(ana.person, language="fr").get(f"/g/{ana.group_id}/subject/").content.decode()
    assert "L’apporter à la prochaine séance" in shown
