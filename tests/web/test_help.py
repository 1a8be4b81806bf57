"""Help: leaves that every language has whole, and pages of them for anyone."""

import re

import pytest

from besace.languages import LANGUAGES
from besace.method.words import STAGES
from besace.web.help.leaves import Block, NotAsWritten, Run, read
from besace.web.help.shelf import FOLDER, LEAVES, METHOD, leaf, leaves
from tests.people import cast

WRITTEN = """# A title

A **strong** word, *somebody's own*, and [another leaf](roles.md).

## One part {#one-part}
- **Now:** this
- then that
"""


def words_of(blocks: tuple[Block, ...]) -> str:
    return " ".join(run.text for block in blocks for line in block.lines for run in line)


def test_a_leaf_is_read_as_it_is_written():
    read_ = read(WRITTEN)

    assert read_.title == "A title"
    assert read_.lead == (
        Block(
            (
                (
                    Run("A "),
                    Run("strong", strong=True),
                    Run(" word, "),
                    Run("somebody's own", own=True),
                    Run(", and "),
                    Run("another leaf", leaf="roles"),
                    Run("."),
                ),
            )
        ),
    )
    part = read_.part("one-part")
    assert part
    assert part.blocks == (Block(((Run("Now:", strong=True), Run(" this")), (Run("then that"),)), listed=True),)
    assert read_.part("nothing") is None


@pytest.mark.parametrize(
    "text", ["No title", "# T\n\n## No anchor\n", "# T\n\nA line\nbroken in two.\n", "# T\n\n- a\nb\n"]
)
def test_what_a_page_would_not_show_as_it_was_meant_is_refused(text):
    with pytest.raises(NotAsWritten):
        read(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_leaf_and_no_other(language):
    assert {path.stem for path in (FOLDER / language).iterdir()} == set(LEAVES)
    for name, told in leaves(language):
        assert told.title
        assert told.lead
        assert all(part.blocks for part in told.parts), name
        assert len({part.anchor for part in told.parts}) == len(told.parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_markdown_is_understood_and_every_way_leads_to_a_leaf(language):
    for name, told in leaves(language):
        all_ = (*told.lead, *(block for part in told.parts for block in part.blocks))
        assert not re.search(r"[*\[\]{}#`<>|]|\]\(|^\d+\. ", words_of(all_)), name
        for run in (run for block in all_ for line in block.lines for run in line if run.leaf):
            assert run.leaf in LEAVES


@pytest.mark.method("S0", "F1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_is_explained_shortly(language):
    told = leaf(METHOD, language)

    assert tuple(part.anchor for part in told.parts) == STAGES
    for part in told.parts:
        assert 30 <= len(words_of(part.blocks).split()) <= 160, part.anchor


def test_no_sentence_is_that_of_another_language():
    english = {words_of(part.blocks) for _, told in leaves("en") for part in told.parts}
    for language in set(LANGUAGES) - {"en"}:
        assert english.isdisjoint(words_of(part.blocks) for _, told in leaves(language) for part in told.parts)


def test_a_language_that_the_house_does_not_speak_reads_the_sources():
    assert leaf(METHOD, "eo") is not None
    assert leaf(METHOD, "eo").title == leaf(METHOD, "en").title
    assert leaf(METHOD, "fr-ca").title == leaf(METHOD, "fr").title


@pytest.mark.method("F8")
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_there_for_anyone_leaf_by_leaf(language):
    anyone = cast.browser(language=language)
    home = anyone.get("/help/").content.decode()
    for name, told in leaves(language):
        assert f'href="/help/{name}/"' in home
        page = anyone.get(f"/help/{name}/").content.decode()
        assert f'<h1 class="title">{told.title}</h1>' in page
        for part in told.parts:
            assert f'id="{part.anchor}"' in page
    assert 'href="/more/"' in home


@pytest.mark.parametrize("path", ["/help/nothing/", "/help/step/nothing/", "/help/..%2Fpages/"])
def test_what_is_no_leaf_and_no_step_is_not_there(path):
    assert cast.browser().get(path).status_code == 404


def test_every_page_leads_to_help_from_its_foot():
    assert 'href="/help/"' in cast.browser().get("/").content.decode()
