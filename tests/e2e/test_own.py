"""The pages of what each keeps, in a real browser: the coach while one types, and how they look to a demanding eye."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from besace.people import notebook, subjects
from besace.people.models import Member
from besace.people.notebook import Note
from tests.e2e.house import House
from tests.e2e.looks import looks_wrong, pale, violations
from tests.people import cast
from tests.people.held import Table, kept, table

LEAVING = "How to stop putting everything off until tomorrow to move forward?"

pytestmark = pytest.mark.e2e
type Open = Callable[..., Page]


@pytest.fixture
def at() -> Table:
    made = kept(table())
    subjects.keep(made.bea, LEAVING, "project")
    notes = (Note("A word that is very long: " + "notwithstanding" * 6), Note("The quince", pocket=True))
    now = notebook.page_of(made.ana, made.meeting(1))
    notebook.write(made.ana, made.meeting(1), notes=(*now.notes, *notes))
    return made


@pytest.fixture
def open_as(browser: Browser, house: House, complaints: list[str]) -> Iterator[Open]:
    contexts = []

    def window(**options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    def opened(member: Member, path: str, *, same: Page | None = None, **options: object) -> Page:
        """Her page, in a window of her own or in the same as the one before."""
        page = same or window(**options)
        key = cast.browser(member.person).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": house.url}])
        page.set_viewport_size({"width": 390, "height": 844})
        answer = page.goto(house.url + path)
        assert answer
        assert answer.status == 200, path
        return page

    yield opened
    for context in contexts:
        context.close()


def pages(at: Table) -> dict[str, Member]:
    base = f"/g/{at.group.id}/"
    return {
        f"{base}subject/": at.cleo,
        f"{base}subject/?kept": at.bea,
        f"{base}subject/{subjects.of(at.bea)[-1].id}/": at.bea,
        f"{base}plan/1/": at.ana,
        f"{base}notebook/": at.ana,
        f"{base}notebook/{at.meeting(1).id}/": at.ana,
        f"{base}own/": at.ana,
        f"{base}1/debrief/": at.fay,
        "/me/notebook/": at.ana,
    }


@pytest.mark.method("B3")
def test_the_coach_speaks_as_one_types_and_its_rewording_is_one_touch_away(at, open_as, complaints):
    page = open_as(at.cleo, f"/g/{at.group.id}/subject/", locale="en-GB")
    page.get_by_label("Your subject").fill(LEAVING)
    page.get_by_role("button", name="Reword it").click()
    expect(page.get_by_label("Your subject")).to_have_value("How to get moving to move forward?")
    page.get_by_text("project", exact=True).click()
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_text("How to get moving to move forward?")).to_be_visible()
    [one] = subjects.of(at.cleo)
    assert (one.title, one.kind, one.bring) == ("How to get moving to move forward?", "project", True)
    assert complaints == []


@pytest.mark.method("B3")
def test_without_scripts_the_coach_is_asked_and_a_rewording_taken_by_plain_buttons(at, open_as):
    page = open_as(at.cleo, f"/g/{at.group.id}/subject/", locale="en-GB", java_script_enabled=False)
    page.get_by_label("Your subject").fill(LEAVING)
    page.get_by_role("button", name="How does it read?").click()
    page.get_by_role("button", name="Reword it").click()
    expect(page.get_by_label("Your subject")).to_have_value("How to get moving to move forward?")
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_text("How to get moving to move forward?")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
def test_every_page_of_ones_own_looks_right_at_every_width(at, open_as, complaints, language, scheme):
    page, wrong = None, []
    for path, member in pages(at).items():
        page = open_as(member, path, same=page, locale=language, color_scheme=scheme)
        wrong += [f"{path} {one}" for one in (*looks_wrong(page), *pale(page), *violations(page))]
    assert wrong == []
    assert complaints == []
