"""A room's scripts come as one file where the house is served, and do in it what they do one by one."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from besace.live import laying
from besace.live.together import together
from besace.rehearse.scenario import Scenario
from besace.rehearse.table import set_table
from tests.e2e.conftest import complaints, house, sit

__all__ = ["complaints", "house", "sit"]

SCRIPTS = Path(laying.__file__).parents[1] / "web" / "static" / "besace" / "js"


def written(folder: Path, **parts: str) -> Path:
    """Scripts of these names; the last is the one that is asked for."""
    for name, text in parts.items():
        (folder / f"{name}.js").write_text(text)
    return folder / f"{name}.js"


@pytest.fixture
def laid(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "STATIC_ROOT", laying.lay_out_static(tmp_path / "static"))
    monkeypatch.setattr(settings, "WHITENOISE_USE_FINDERS", False)


@pytest.mark.parametrize("name", sorted(laying.WHOLE))
def test_a_script_is_laid_with_each_part_it_needs_once_and_after_what_that_needs(name):
    text = together(SCRIPTS / name)
    parts = re.findall(r"^const \$(\w+) = \(\(\) => \{$", text, re.MULTILINE)

    assert parts[-1] == Path(name).stem
    assert len(parts) == len(set(parts)) > 10
    for place, one in enumerate(parts):
        needed = re.findall(r'^import .*"\./(\w+)\.js"', (SCRIPTS / f"{one}.js").read_text(), re.MULTILINE)
        assert set(needed) <= set(parts[:place]), one
    assert not re.search(r"^(?:import|export) ", text, re.MULTILINE)


def test_what_a_part_hands_out_is_known_by_the_name_the_other_gave_it(tmp_path, browser):
    script = written(
        tmp_path,
        low="export const two = 2;\nlet hidden = 40;\nexport async function late() { return hidden; }",
        high='import * as low from "./low.js";\nimport { two as pair } from "./low.js";\nlet hidden = 0;\n'
        "window.sum = low.late().then((late) => late + pair + hidden);",
    )
    page = browser.new_page()
    page.add_script_tag(content=together(script), type="module")

    assert page.evaluate("window.sum") == 42
    page.close()


@pytest.mark.parametrize(
    "odd", ["export default 1;", 'export { a } from "./b.js";', "await fetch('/');", "export let n = 0;"]
)
def test_a_part_written_in_another_way_is_refused_not_guessed_at(tmp_path, odd):
    with pytest.raises(ValueError, match="cannot be laid with others"):
        together(written(tmp_path, odd=odd))


def test_parts_that_need_each_other_are_refused(tmp_path):
    script = written(tmp_path, one='import "./two.js";', two='import "./one.js";')

    with pytest.raises(ValueError, match="imports itself"):
        together(script)


@pytest.mark.e2e
@pytest.mark.method("F6", "F7")
def test_a_room_lives_by_the_one_file(laid, sit, complaints):
    table = set_table(Scenario("Whole", "en", "room", "fay", ("ana",), {"fay": "Fay", "ana": "Ana"}))
    fay = sit(f"/s/{table.room.id}/", table.devices["fay"], 1280, 800)
    ana = sit(f"/s/{table.room.id}/", table.devices["ana"])
    fay.get_by_role("button", name="Show me around").click()
    expect(fay.locator(".tour")).to_be_focused()
    fay.keyboard.press("Escape")
    fay.get_by_role("button", name="Open the session").click()
    expect(ana.get_by_role("heading", name="Reception")).to_be_visible()
    ana.get_by_role("button", name="I have spoken").click()
    expect(ana.get_by_role("button", name="I have spoken")).to_have_count(0)

    fetched = ana.evaluate("performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop())")
    assert [one for one in fetched if one.endswith(".js") and one != "worker.js"] == ["idiomorph.min.js", "room.js"]
    assert complaints == []
