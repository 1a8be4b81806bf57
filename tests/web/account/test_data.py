"""All that is one's own, taken along in one go; and the account closed from its page (GDPR 15, 17, 20)."""

import json

import pytest
from django.urls import reverse

from besace.live import clock
from besace.people import notebook, subjects, ties
from besace.people.models import Member, Person, Trace
from besace.people.ties import Kind, Named
from besace.web.account import proof
from tests.papers.pdf import read, text_of
from tests.people import cast
from tests.people.held import ACTIONS, BEGINS, kept, table
from tests.web.own.test_kept import said

pytestmark = pytest.mark.method("F4")
OTHERS = ("silence before the plan", "One card", "Bea", "Cleo", "accountant", "Sundays", "chairs")


@pytest.fixture(autouse=True)
def _march():
    with clock.at(BEGINS + 24 * 3600):
        yield


@pytest.fixture
def fresh(monkeypatch):
    """She has just shown that it is she; how, is proved in `test_keys`."""
    monkeypatch.setattr("besace.web.account.data.is_fresh", lambda *_: True)


@pytest.fixture
def at():
    made = kept(table(name="The Thursday table"))
    notebook.write(made.ana, made.meeting(1), learned="To say no twice")
    subjects.keep(made.ana, "How can I begin anew, to last?", "project")
    ties.name(made.ana, [Named(made.bea, Kind.FAMILY, "a cousin of mine")])
    return made


def test_the_data_has_every_group_and_all_that_is_hers(at, fresh):
    other, _, _ = cast.facilitated("Bo", name="The other table")
    cast.member(other, at.ana.person)
    Member.objects.filter(group=other, person=at.ana.person).update(left_at=BEGINS)
    found = json.loads(cast.browser(at.ana.person).get("/me/data/besace.json").content)

    assert found["account"]["email"] == at.ana.person.email
    assert [(one["group"], one["left"] is not None) for one in found["groups"]] == [
        ("The Thursday table", False),
        ("The other table", True),
    ]
    mine = found["groups"][0]
    [session] = mine["notebook"]["sessions"]
    assert session["learned"] == "To say no twice"
    assert [one["text"] for one in session["plan"]["actions"]] == [text for text, _, _ in ACTIONS]
    assert "How can I begin anew, to last?" in [one["title"] for one in mine["notebook"]["subjects"]]
    assert mine["ties_named"][0]["words"] == "a cousin of mine"
    assert len(mine["dates"]) == 3
    [words] = mine["said"]
    assert {"How to rest twice a week?", "How to rest to be well?"} <= {
        line for one in words["words"] for line in one.values()
    }


@pytest.mark.parametrize("name", ["json", "md", "pdf"])
def test_nobody_elses_words_or_names_are_in_it(at, fresh, name):
    answer = cast.browser(at.ana.person).get(f"/me/data/besace.{name}")
    told = text_of(answer.content) if name == "pdf" else answer.content.decode()
    assert "To say no twice" in told
    assert "a cousin of mine" in told
    assert not [words for words in OTHERS if words in told]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Thursday" not in answer.headers["Content-Disposition"]


def test_the_consultant_gets_what_she_asked_and_not_the_client(at, fresh):
    told = cast.browser(at.bea.person).get("/me/data/besace.json").content.decode()
    assert "going to an accountant" in told
    assert "To say no twice" not in told
    assert "How to rest to be well" not in told


def test_the_paper_has_a_title_that_says_nothing(at, fresh):
    metadata = read(cast.browser(at.ana.person, language="fr").get("/me/data/besace.pdf").content).metadata
    assert metadata
    assert metadata.title == "Tout ce qui est à moi"
    assert not {metadata.author, metadata.subject, metadata.get("/Keywords")} - {None, ""}


def test_it_is_in_the_trail_that_she_took_it(at, fresh):
    before = Trace.objects.filter(scope="", act="exported").count()
    cast.browser(at.ana.person).get("/me/data/besace.md")
    assert Trace.objects.filter(scope="", act="exported").count() == before + 1


@pytest.mark.parametrize("name", ["my-data-json", "my-data-md", "my-data-pdf"])
def test_whoever_signed_in_long_ago_shows_first_that_it_is_she(at, name):
    answer = cast.browser(at.ana.person).get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/again/?next=")


def test_closing_too_asks_for_a_fresh_proof(at):
    answer = cast.browser(at.ana.person).post(reverse("close-account"), {"sure": "on"})
    assert answer.headers["Location"].startswith("/account/again/")
    assert Person.objects.get(pk=at.ana.person_id).is_active
    assert proof.FRESH == 15 * 60


def test_what_goes_and_what_stays_is_said_before_the_click(at):
    told = said(cast.browser(at.ana.person).get("/me/data/"))
    for words in (
        "Your name and your e-mail address",
        "without a name, so that the cycle adds up",
        "your first name in it",
    ):
        assert words in told


def test_closing_wants_its_tick_and_then_signs_her_out(at, fresh):
    client = cast.browser(at.ana.person)
    refused = client.post(reverse("close-account"))
    assert refused.status_code == 422
    assert "nobody can bring it back" in said(refused)
    done = client.post(reverse("close-account"), {"sure": "on"})
    assert done.status_code == 200
    assert "Your account is closed" in said(done)
    assert done.headers["Clear-Site-Data"] == '"storage"'
    assert client.get("/me/").status_code == 302
    assert cast.browser(at.bea.person).get(f"/g/{at.group.id}/").status_code == 200
    assert cast.browser(at.fay.person).get(f"/g/{at.group.id}/table/").status_code == 200


def test_the_only_facilitator_is_told_what_to_hand_on(at, fresh):
    client = cast.browser(at.fay.person)
    assert "The Thursday table" in said(client.get("/me/data/"))
    refused = client.post(reverse("close-account"), {"sure": "on"})
    assert refused.status_code == 422
    assert "hand on what is named below" in said(refused)
    assert Person.objects.get(pk=at.fay.person_id).is_active


def test_her_calendar_is_dead_afterwards(at, fresh):
    from besace.web.account.settings import feed_of  # noqa: PLC0415

    feed = "/feed/" + feed_of(at.ana.person).partition("/feed/")[2]
    assert cast.browser().get(feed).status_code == 200
    cast.browser(at.ana.person).post(reverse("close-account"), {"sure": "on"})
    assert cast.browser().get(feed).status_code == 404
