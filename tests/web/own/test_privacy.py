"""Nobody reads what is another's: every page and file of one's own, asked for by everyone else (F4)."""

import pytest

from besace.live import clock
from besace.people import debriefs, notebook, plans, subjects
from besace.people.debriefs import Looking
from besace.people.models import Plan
from besace.people.notebook import Note
from besace.people.plans import How
from tests.people import cast
from tests.people.held import BEGINS, Table, kept, table

CANARIES = ("ocarina", "pangolin", "quince", "rhubarb", "saffron", "tamarind", "wombat")
PAGES = ("subject/", "notebook/", "plan/1/", "own/", "notebook.pdf", "notebook.md", "notebook.json", "1/debrief/")


@pytest.fixture(scope="module")
def at() -> Table:
    """A table at which Ana has kept an ocarina, and so on, and Fay a wombat."""
    made = kept(table())
    subjects.keep(made.ana, "How to play the ocarina?", "project")
    now = notebook.page_of(made.ana, made.meeting(1))
    notes = (*now.notes, Note("The pangolin"), Note("The quince", pocket=True))
    notebook.write(made.ana, made.meeting(1), learned="rhubarb", enjoyed="saffron", notes=notes)
    row = Plan.objects.select_related("member", "meeting").get(meeting=made.meeting(1))
    plans.progress(row, {"action-1": How("done", "tamarind", "")}, tell=False)
    debriefs.write(made.meeting(1), made.fay, {"reception": Looking("wombat", "")})
    return made


def others(at: Table) -> dict[str, object]:
    gone = cast.member(at.group, cast.person("Gil"))
    gone.left_at = BEGINS
    gone.save()
    return {
        "another participant": at.bea.person,
        "the facilitator": at.fay.person,
        "one who has left": gone.person,
        "a member of another group": cast.facilitated("Zoe")[2][0].person,
        "a stranger": None,
    }


@pytest.mark.method("F4", "R2", "S5.1")
def test_no_response_to_anyone_else_holds_a_word_of_hers(at):
    hers = [subject.id for subject in subjects.of(at.ana)]
    paths = [
        *PAGES,
        f"notebook/{at.meeting(1).id}/",
        *(f"subject/{one}/" for one in hers),
        "plan/1/plan.ics",
        "plan/1/1.ics",
    ]
    for who, person in others(at).items():
        client = cast.browser(person)
        for path in paths:
            said = client.get(f"/g/{at.group.id}/{path}").content.decode(errors="replace")
            own = {"wombat"} if who == "the facilitator" else set()
            found = [word for word in (*CANARIES, "bicycle") if word in said and word not in own]
            assert not found, (who, path)


@pytest.mark.method("F4")
def test_she_herself_finds_every_word(at):
    client = cast.browser(at.ana.person)
    said = "".join(client.get(f"/g/{at.group.id}/{path}").content.decode(errors="replace") for path in PAGES)
    assert [word for word in CANARIES[:-1] if word not in said] == []
    assert "wombat" not in said
    assert "wombat" in cast.browser(at.fay.person).get(f"/g/{at.group.id}/1/debrief/").content.decode()


@pytest.mark.method("F4")
@pytest.mark.parametrize("path", ["plan/1/", "plan/1/plan.ics", "plan/1/1.ics"])
def test_the_plan_is_no_page_at_all_for_anyone_else(at, path):
    address = f"/g/{at.group.id}/{path}"
    answers = {who: cast.browser(person).get(address).status_code for who, person in others(at).items() if person}
    assert set(answers.values()) == {404}
    assert cast.browser(at.ana.person).get(address).status_code == 200


@pytest.mark.method("F4")
def test_a_stranger_is_led_to_the_door_and_another_group_does_not_exist(at):
    for path in PAGES:
        assert cast.browser().get(f"/g/{at.group.id}/{path}").status_code == 302
        zoe = cast.facilitated("Zoe")[2][0].person
        assert cast.browser(zoe).get(f"/g/{at.group.id}/{path}").status_code == 404


@pytest.mark.method("F4")
def test_nobody_changes_what_is_anothers(at):
    base, meeting = f"/g/{at.group.id}/", at.meeting(1)
    subject = subjects.of(at.ana)[-1]
    note = notebook.page_of(at.ana, meeting).notes[-1]
    posts = {
        f"subject/{subject.id}/": {"withdraw": "1"},
        f"notebook/{meeting.id}/note": {"key": note.key, "erase": "1"},
        "plan/1/": {"outcome_1": "not_yet"},
        "1/debrief/erase": {},
    }
    for path, fields in posts.items():
        answer = cast.browser(at.bea.person).post(base + path, fields)
        assert answer.status_code in {404, 422}, path

    assert subject in subjects.of(at.ana)
    assert note in notebook.page_of(at.ana, meeting).notes
    plan = plans.plan_of(meeting)
    assert plan
    assert plan.steps[0].how.outcome == "done"
    assert debriefs.written(meeting, at.fay)


@pytest.mark.method("F4")
def test_one_who_has_left_still_reads_her_own_pages_and_nothing_of_the_group_that_came_after(at):
    with clock.at(BEGINS + 20_000):
        made = kept(table())
        made.bea.left_at = BEGINS + 10_000
        made.bea.save()
    client = cast.browser(made.bea.person)
    assert "The silence before the plan" in client.get(f"/g/{made.group.id}/notebook/").content.decode()
    assert client.get(f"/g/{made.group.id}/subject/").status_code == 404
    assert client.get(f"/g/{made.group.id}/notebook.md").status_code == 200


@pytest.mark.method("F4")
@pytest.mark.parametrize("path", PAGES)
def test_titles_names_of_files_and_caches_hold_nothing(at, path):
    who = at.fay if "debrief" in path else at.ana
    answer = cast.browser(who.person).get(f"/g/{at.group.id}/{path}")
    assert answer.headers["Cache-Control"] == "no-store"
    said = answer.content.decode(errors="replace")
    title = said.partition("<title>")[2].partition("</title>")[0]
    told = title + answer.headers.get("Content-Disposition", "")
    assert not any(word in told for word in (*CANARIES, "Thursday", "Ana"))
