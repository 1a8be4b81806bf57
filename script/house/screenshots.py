"""The pictures of the documentation: pages of an empty house, and the rehearsed session, stopped at chosen instants."""

import os
import tempfile
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from house.palette import small

if TYPE_CHECKING:
    from besace.rehearse.play import Stage

FOLDER = Path("docs/screens")
BEGINS = 1_699_984_800  # six in the evening, on the clock of the pictures
PORT = 8497
PHONE, LAPTOP, WALL = (390, 780), (1280, 800), (1280, 720)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
GROUND = "#dfe4df"


def _as_it_is(_: Page) -> None:
    """Nothing is touched."""


def _an_answer_in_the_question(page: Page) -> None:
    page.fill("#ask-text", "Didn't you think about going to an accountant?")
    page.wait_for_selector("#hint-ask-text .hint")


def _two_sticks(page: Page) -> None:
    page.locator("[name=first]").first.check(force=True)
    page.locator("[name=second]").nth(2).check(force=True)


def _a_copy_that_differs(page: Page) -> None:
    kept = [
        ("Go for a bike ride in the countryside", "by the end of the week"),
        ("Create a calendar of the full and empty periods of the year", "this month"),
        ("Open a customer file with my next customers, one or two a day", "tomorrow"),
    ]
    for row, (text, when) in enumerate(kept, 1):
        page.fill(f'[name="text.{row}"]', text)
        page.fill(f'[name="when.{row}"]', when)
    page.click("button[form=copy-form]")
    page.wait_for_selector(".twin__row mark")
    page.mouse.move(0, 0)
    page.locator(".desk__table").evaluate("(table) => table.scrollTo(0, 0)")


def _asking_what_it_is(page: Page) -> None:
    page.click("[data-explains]")
    page.wait_for_selector("dialog.over")


@dataclass(frozen=True, slots=True)
class Still:
    """A page of a house in which nothing has happened yet."""

    path: str
    size: tuple[int, int]
    language: str = "en"
    scheme: str = "light"


@dataclass(frozen=True, slots=True)
class Shot:
    """One screen at one instant: whose, in which scenario, how large; `touch` is what a hand does there first."""

    who: str
    minutes: float
    size: tuple[int, int]
    language: str = "en"
    scheme: str = "light"
    touch: Callable[[Page], None] = _as_it_is


PAGES: dict[str, tuple[Still, ...]] = {
    "welcome": (Still("/", LAPTOP),),
    "practice": (Still("/practice/", LAPTOP),),
    "help": (Still("/help/", PHONE), Still("/help/method/", PHONE, "fr"), Still("/help/subject/", PHONE, "es", "dark")),
}
PICTURES: dict[str, tuple[Shot, ...]] = {
    "console": (Shot("fay", 55.1, LAPTOP),),
    "phones": (
        Shot("hana", 19.25, PHONE, touch=_two_sticks),
        Shot("cleo", 47.5, PHONE, touch=_an_answer_in_the_question),
        Shot("ana", 111.5, PHONE),
    ),
    "help-step": (Shot("fay", 88, LAPTOP, touch=_asking_what_it_is),),
    "board": (Shot("screen", 93.5, WALL),),
    "board-vote": (Shot("screen", 19.6, WALL),),
    "console-contract-fr": (Shot("fay", 79.4, LAPTOP, "fr", "dark"),),
    "console-plan": (Shot("fay", 146, LAPTOP, touch=_a_copy_that_differs),),
}


@contextmanager
def an_empty_house() -> Iterator[str]:
    """Serves the application over an empty folder, in this process; gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "BESACE_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "besace.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }
        import django  # noqa: PLC0415 - settings come first
        import uvicorn  # noqa: PLC0415

        django.setup()
        from besace.asgi import application  # noqa: PLC0415
        from besace.live import serving  # noqa: PLC0415

        serving.make_ready()
        config = uvicorn.Config(application, port=PORT, log_level="error", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{PORT}"
        server.should_exit = True
        thread.join(10)


def play(language: str, browser: Browser, address: str) -> Iterator[tuple[Shot, bytes]]:
    """Plays the rehearsed session in one language; gives each picture as its instant comes."""
    from besace.live import clock  # noqa: PLC0415
    from besace.rehearse.play import inside  # noqa: PLC0415
    from besace.rehearse.scenario import read  # noqa: PLC0415

    scenario = read(Path(str(resources.files("besace.rehearse") / "scenarios" / f"serenity.{language}.toml")))
    due = sorted((one for shots in PICTURES.values() for one in shots if one.language == language), key=_instant)
    with clock.at(BEGINS):
        stage = inside(scenario)
        for line in scenario.script:
            while due and due[0].minutes * 60 < line.at:
                clock.put(BEGINS + int(due[0].minutes * 60))
                yield due[0], taken(due.pop(0), stage, browser, address)
            clock.put(BEGINS + line.at)
            stage.play(line)


def _instant(shot: Shot) -> float:
    return shot.minutes


def looking(at: Shot | Still, browser: Browser, scale: float = 1) -> BrowserContext:
    """A browser of the size, the language and the scheme that are wanted; its pictures are so many times larger."""
    width, height = at.size
    return browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if at.scheme == "dark" else "light",
        reduced_motion="reduce",
        locale={"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}[at.language],
        timezone_id="UTC",
    )


def still(page: Still, browser: Browser, address: str) -> bytes:
    """One page as anyone sees it."""
    context = looking(page, browser)
    opened = context.new_page()
    opened.goto(address + page.path)
    opened.wait_for_timeout(400)
    picture = opened.screenshot()
    context.close()
    return picture


def taken(shot: Shot, stage: "Stage", browser: Browser, address: str) -> bytes:
    """One screen as it is now, after what is touched on it."""
    page = opened(shot, stage, browser, address)
    shot.touch(page)
    page.wait_for_timeout(400)
    picture = page.screenshot()
    page.context.close()
    return picture


def opened(shot: Shot, stage: "Stage", browser: Browser, address: str, scale: float = 1) -> Page:
    """Somebody's own page, on a screen of its own."""
    from besace.live.seats import COOKIE  # noqa: PLC0415
    from besace.rehearse.doors import page_of  # noqa: PLC0415

    context = looking(shot, browser, scale)
    context.add_cookies([{"name": COOKIE, "value": stage.table.devices[shot.who], "url": address}])
    page = context.new_page()
    page.goto(address + page_of(stage.table.room.id, shot.who))
    return page


def side_by_side(pictures: list[bytes], browser: Browser) -> bytes:
    """Several screens on one ground."""
    images = "".join(f'<img src="data:image/png;base64,{b64encode(one).decode()}">' for one in pictures)
    page = browser.new_page(viewport={"width": 1280, "height": 840})
    page.set_content(
        f"<style>body {{margin: 0; background: {GROUND}; display: flex; justify-content: space-between; padding: 30px}}"
        f"img {{width: 390px; height: 780px}}</style>{images}"
    )
    picture = page.screenshot()
    page.close()
    return picture


def keep(name: str, pictures: list[bytes], browser: Browser) -> None:
    """Writes one picture, small."""
    kept = small(pictures[0] if len(pictures) == 1 else side_by_side(pictures, browser), browser)
    (FOLDER / f"{name}.png").write_bytes(kept)
    print(f"{FOLDER / name}.png", f"{len(kept) / 1024:.0f} kB")


def main() -> None:
    """Takes every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("BESACE_CHROMIUM")
    with an_empty_house() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium or None, args=FLAGS)
        for name, pages in PAGES.items():
            keep(name, [still(page, browser, address) for page in pages], browser)
        found = {shot: picture for language in ("en", "fr") for shot, picture in play(language, browser, address)}
        for name, shots in PICTURES.items():
            keep(name, [found[shot] for shot in shots], browser)
        browser.close()


if __name__ == "__main__":
    main()
