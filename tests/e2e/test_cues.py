"""The end of a step's time, heard and felt by whoever chose so on this device, once, and by nobody else."""

import pytest
from playwright.sync_api import Page, expect

from besace.live import clock, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.method.acts import Act
from tests.web.stage import ANA, FAY

pytestmark = pytest.mark.e2e
KEY = "a-key-of-ana-who-listens-for-the-end-of-time"
EVENING = 1_700_000_000
RECORD = """
window.given = [];
navigator.vibrate = (long) => window.given.push(`buzz ${long}`);
const { start } = AudioScheduledSourceNode.prototype;
AudioScheduledSourceNode.prototype.start = function (...when) {
  if (this.frequency.value < 200) window.given.push("sound"); // the lowest of its parts, once for each stroke
  return start.apply(this, when);
};
"""
MEASURE = "document.dispatchEvent(new Event('visibilitychange'))"
UNSEEN = """document.addEventListener("besace:over", () => {
  Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
}, { capture: true })"""
"""It was just put out of sight as time is over."""


@pytest.fixture
def room(house) -> Room:
    clock.put(EVENING)
    people = [{"id": ANA, "name": "Ana"}, {"id": "bea", "name": "Bea"}]
    made = rooms.open_room({"facilitator_name": "Fay", "language": "en", "people": people, "minutes": "180"}, FAY)
    seats.take(made, ANA, KEY, Seat.Role.PARTICIPANT)
    for n, (word, fields) in enumerate((("admit", {"person": ANA}), ("admit", {"person": "bea"}), ("open", {}))):
        assert act(made, FAY, Act(word, fields), f"cues-{n}").refusal is None
    return made


@pytest.fixture
def ana(room, sit) -> Page:
    """Her page, which remembers what it gave her."""
    page: Page = sit(f"/s/{room.id}/", KEY, has_touch=True)
    page.add_init_script(RECORD)
    page.reload()
    page.wait_for_function("() => performance.getEntriesByName('besace:live').length > 0")
    return page


def chooses(page: Page, *cues: str) -> None:
    page.locator("#cues > summary").click()
    for cue in cues:
        page.get_by_role("button", name=cue).click()
        expect(page.get_by_role("button", name=cue)).to_have_attribute("aria-pressed", "true")


def time_runs_out(page: Page, room: Room) -> None:
    """Three seconds are left, as she sees; then none."""
    end = page.locator("[data-clock-source]").get_attribute("data-zero-at")
    assert end
    for left, shown in ((3, "0:03"), (0, "0:00")):
        clock.put(int(end) - left)
        page.evaluate(MEASURE)
        expect(page.locator("[data-clock=step]")).to_have_text(shown)
    expect(page.locator("#announce")).to_have_text("The planned time is over.")


def given(page: Page) -> list[str]:
    return sorted(page.evaluate("window.given.splice(0)"))


def test_what_was_chosen_comes_at_once_to_be_known_and_once_when_time_is_over(ana, room, complaints):
    chooses(ana, "A soft sound", "A soft buzz")
    ana.wait_for_function("() => window.given.length === 2")
    assert given(ana) == ["buzz 200", "sound"]
    time_runs_out(ana, room)
    assert given(ana) == ["buzz 200", "sound"]
    assert complaints == []


def test_who_chose_nothing_hears_and_feels_nothing(ana, room):
    ana.locator("#cues > summary").click()
    expect(ana.get_by_role("button", name="A soft sound")).to_have_attribute("aria-pressed", "false")
    time_runs_out(ana, room)
    assert given(ana) == []


def test_a_page_out_of_sight_gives_nothing(ana, room):
    chooses(ana, "A soft sound", "A soft buzz")
    ana.wait_for_function("() => window.given.length === 2")
    given(ana)
    ana.evaluate(UNSEEN)
    time_runs_out(ana, room)
    assert given(ana) == []


def test_it_is_kept_on_this_device_goes_before_the_account_and_is_taken_back_at_a_touch(ana, house, room):
    ana.context.add_cookies([{"name": "besace_ways", "value": "buzzed.sounded", "url": house.url}])
    ana.reload()
    assert ana.evaluate("({ ...document.documentElement.dataset })") == {"buzz": "on", "sound": "on"}
    ana.locator("#cues > summary").click()
    sound, buzz = (ana.get_by_role("button", name=name) for name in ("A soft sound", "A soft buzz"))
    expect(sound).to_have_attribute("aria-pressed", "true")
    sound.click()
    expect(sound).to_have_attribute("aria-pressed", "false")
    ana.reload()
    ana.locator("#cues > summary").click()
    expect(sound).to_have_attribute("aria-pressed", "false")
    expect(buzz).to_have_attribute("aria-pressed", "true")
    assert given(ana) == []
