"""The moving picture of a room: the rehearsed session on three real screens, three hours in half a minute."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, sync_playwright

from house.film import Film
from house.screenshots import BEGINS, FLAGS, Shot, an_empty_house, opened

if TYPE_CHECKING:
    from besace.rehearse.play import Stage
    from besace.rehearse.scenario import Line

SEATS = {"fay": (1280, 800), "cleo": (360, 800), "ana": (360, 800)}
SCALE = 3 / 4
BY_HAND = {("cleo", 1135), ("cleo", 2880)}
"""Lines that are not played: a hand does the same on a real phone."""


@dataclass(slots=True)
class Evening:
    """The session as it goes on, and the film of it."""

    stage: "Stage"
    film: Film
    left: list["Line"]

    def until(self, minutes: float, each: int = 0) -> None:
        """Plays what is written up to an instant; every act is shown for `each` milliseconds, if any."""
        from besace.live import clock  # noqa: PLC0415 - settings come first
        from besace.rehearse.scenario import Does  # noqa: PLC0415

        while self.left and self.left[0].at <= minutes * 60:
            line = self.left.pop(0)
            if isinstance(line, Does) and (line.by, line.at) in BY_HAND:
                continue
            clock.put(BEGINS + line.at)
            self.stage.play(line)
            if each and isinstance(line, Does):
                self.film.show(each)
        clock.put(BEGINS + int(minutes * 60))

    def shows(self, minutes: float, milliseconds: int) -> None:
        """Goes on to an instant, and stays there for a while."""
        self.until(minutes)
        self.film.show(milliseconds)


def told(evening: Evening) -> None:
    """What is shown of the session: subjects, sticks, the count; a question, and one better; contract, ideas, plan."""
    cleo = evening.film.screens["cleo"]
    evening.shows(17.9, 2000)
    evening.shows(18.84, 1000)
    lays_sticks(cleo, evening.film)
    evening.until(19.35, each=300)
    evening.shows(19.55, 2000)
    evening.until(20.6, each=200)
    evening.shows(45.5, 1200)
    evening.until(47.5, each=500)
    finds_a_question(evening, cleo)
    evening.shows(55.05, 2000)
    evening.until(75.2)
    evening.until(78.6, each=250)
    evening.shows(81.1, 2000)
    evening.until(82.7, each=150)
    evening.until(87.5, each=600)
    evening.shows(88.5, 1200)
    evening.shows(111.5, 1800)
    evening.shows(144.5, 3000)


def lays_sticks(phone: Page, film: Film) -> None:
    """Three choices, one after the other."""
    for n, rank in enumerate(("first", "second", "third"), 1):
        phone.locator(f"[name={rank}]").nth(n % 3).check(force=True)
        film.show(500)
    phone.click("button[form=ballot]")
    film.show(600)


def finds_a_question(evening: Evening, phone: Page) -> None:
    """A question that holds an answer, the coach's word on it, and the question that comes of it."""
    types(phone, evening.film, "Didn't you think about going to an accountant?")
    phone.wait_for_selector("#hint-ask-text .hint")
    evening.film.show(1800)
    evening.film.still = len(evening.film.takes) - 1
    phone.fill("#ask-text", "")
    types(phone, evening.film, "Whom could you ask for help with it?")
    phone.wait_for_selector("#hint-ask-text .hint", state="detached")
    evening.film.show(500)
    phone.click("#ask-form .btn--main")
    evening.film.show(1200)


def types(phone: Page, film: Film, text: str, at_once: int = 8) -> None:
    """Some letters a frame."""
    for n in range(0, len(text), at_once):
        phone.locator("#ask-text").press_sequentially(text[n : n + at_once])
        film.show(150)


def evening_in(folder: Path, browser: Browser, address: str) -> Evening:
    """Sets the table, and opens the screens."""
    from besace.rehearse.demo import script  # noqa: PLC0415 - settings come first
    from besace.rehearse.play import inside  # noqa: PLC0415

    scenario = script("en")
    stage = inside(scenario)
    screens = {who: opened(Shot(who, 0, size), stage, browser, address, SCALE) for who, size in SEATS.items()}
    return Evening(stage, Film(screens, folder), list(scenario.script))


def main(folder: Path) -> None:
    """Keeps what the film consists of in a folder."""
    chromium = os.environ.get("BESACE_CHROMIUM")
    with an_empty_house() as address, sync_playwright() as playwright:
        from besace.live import clock  # noqa: PLC0415 - settings come first

        browser = playwright.chromium.launch(executable_path=chromium or None, args=FLAGS)
        with clock.at(BEGINS):
            evening = evening_in(folder, browser, address)
            told(evening)
        evening.film.keep()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
