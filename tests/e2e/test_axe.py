"""What looks for barriers sees them: a page made with some, by all rules and by those of the standard alone."""

import pytest

from tests.e2e.looks import pale, violations

pytestmark = pytest.mark.e2e
BARRED = """<!doctype html><html lang="en"><title>Barred</title>
<main><h1>Barred</h1><img src="data:,"><p style="color: #ccc">Pale</p></main>"""


@pytest.fixture
def page(browser):
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("tags", [(), ("wcag2a", "wcag2aa")])
def test_a_picture_without_words_and_pale_words_are_found(page, tags):
    page.set_content(BARRED)

    found = violations(page, *tags)

    assert sorted(one.partition(":")[0] for one in found) == ["color-contrast", "image-alt"]
    assert len(pale(page)) == 1


def test_rules_beyond_the_standard_are_asked_where_no_tag_is_named(page):
    page.set_content(BARRED.replace("main>", "div>"))

    assert any(one.startswith("region:") for one in violations(page))
    assert not any(one.startswith("region:") for one in violations(page, "wcag2a", "wcag2aa"))
