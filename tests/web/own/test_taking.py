"""One's own words taken along: on paper, as text, as data; read back as whoever gets the file reads it."""

import json

import pytest

from besace.people import notebook, subjects
from besace.people.notebook import Note
from tests.papers.pdf import fonts_of, read, size_of, text_of
from tests.people import cast
from tests.people.held import ACTIONS, kept, table

ACCENTS = "Élargir le cœur du métier, à l’été : ça naît où ?"


@pytest.fixture(scope="module")
def at():
    made = kept(table("fr"))
    notebook.write(made.ana, made.meeting(1), learned=f"{ACCENTS}\n# <b>not markup</b>")
    subjects.keep(made.ana, "Comment façonner mes journées pour respirer ?", "project")
    return made


def taken(at, name, language="fr", **asked):
    return cast.browser(at.ana.person, language=language).get(f"/g/{at.group.id}/notebook.{name}", asked)


@pytest.mark.method("F4")
@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_pdf_has_every_word_with_its_accents_in_letters_it_brings_along(at, size, points):
    answer = taken(at, "pdf", size=size)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="besace-notebook.pdf"'
    said = text_of(answer.content)
    for words in (ACCENTS, "<b>not markup</b>", "5 mars 2026, séance 1", "A walk before each call", ACTIONS[2][0]):
        assert words in said
    assert size_of(answer.content) == {points}
    descriptors = list(fonts_of(answer.content))
    assert descriptors
    assert all(any(f"/FontFile{n}" in one for n in ("", 2, 3)) for one in descriptors)


@pytest.mark.method("F4")
def test_screen_readers_can_read_it_and_its_title_says_nothing(at):
    file = read(taken(at, "pdf").content)
    root = file.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert file.metadata
    assert file.metadata.title == "Mon carnet"
    assert "pdfuaid:part>1<" in file.xmp_metadata.stream.get_data().decode()


@pytest.mark.parametrize(("language", "points"), [("en-US", (612, 792)), ("en-GB", (595, 842)), ("fr", (595, 842))])
def test_the_paper_is_that_of_her_land_unless_she_says_otherwise(at, language, points):
    assert size_of(taken(at, "pdf", language=language).content) == {points}


def test_many_long_notes_run_over_as_many_pages_as_they_need():
    made = table()
    notes = tuple(Note(f"Note {n}. " + "Something worth keeping. " * 30) for n in range(60))
    notebook.write(made.bea, made.meeting(1), notes=notes)
    content = cast.browser(made.bea.person).get(f"/g/{made.group.id}/notebook.pdf").content

    assert len(read(content).pages) > 5
    told = text_of(content)
    assert all(f"Note {n}." in told for n in range(60))


@pytest.mark.method("F4")
def test_the_text_says_the_same_and_what_she_wrote_is_never_markup(at):
    answer = taken(at, "md", language="en")
    said = answer.content.decode()

    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert said.startswith("# My notebook\n")
    assert f"> {ACCENTS}  \n> \\# \\<b>not markup\\</b>\n" in said
    assert "## 5 March 2026, session 1\n\nI was the client.\n" in said
    assert "> Comment façonner mes journées pour respirer ?" in said


@pytest.mark.method("F4")
def test_another_tool_reads_it_as_data(at):
    found = json.loads(taken(at, "json").content)

    [session] = found["sessions"]
    assert (session["day"], session["session"], session["client"]) == ("2026-03-05", 1, True)
    assert session["notes"][1] == {"text": "The book on saying no", "pocket": True}
    assert [one["text"] for one in session["plan"]["actions"]] == [text for text, _, _ in ACTIONS]
    assert sorted(one["treated"] for one in found["subjects"]) == [False, True]


@pytest.mark.method("F4")
@pytest.mark.parametrize("name", ["pdf", "md", "json"])
def test_nobody_elses_words_or_names_are_in_it(at, name):
    content = taken(at, name).content
    said = text_of(content) if name == "pdf" else content.decode()
    assert not any(words in said for words in ("silence before the plan", "One card", "Bea", "Cleo", "accountant"))


def test_whoever_kept_nothing_gets_an_empty_notebook():
    _, _, (ana,) = cast.facilitated("Ana")
    client = cast.browser(ana.person)
    assert "Nothing is kept here." in client.get(f"/g/{ana.group_id}/notebook.md").content.decode()
    assert "Nothing is kept here." in text_of(client.get(f"/g/{ana.group_id}/notebook.pdf").content)
