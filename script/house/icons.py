"""The icons of the house, drawn by a browser from our own mark: as it is, and on paper for phones that cut a shape."""

import os
from importlib import resources
from pathlib import Path

from playwright.sync_api import sync_playwright

from house.screenshots import FLAGS

GROUND = "#dfe4df"
ICONS = {"192": 0.92, "512": 0.92, "maskable-512": 0.56, "apple-180": 0.72}
"""By name, with the side last: how much of the side the mark takes. A phone may cut a circle of four fifths out of a
maskable one (Web App Manifest, 4.4.3)."""
CLEAR = ("192", "512")
PAGE = """<!doctype html><style>html, body {{ margin: 0; background: {ground}; }}
svg {{ display: block; width: {mark}px; margin: {edge}px; }}</style>{svg}"""


def main() -> None:
    """Writes every icon."""
    house = Path(str(resources.files("besace.web"))) / "static" / "besace"
    svg = (house / "mark.svg").read_text(encoding="utf-8")
    with sync_playwright() as made:
        browser = made.chromium.launch(executable_path=os.environ.get("BESACE_CHROMIUM") or None, args=FLAGS)
        for name, share in ICONS.items():
            side = int(name.rpartition("-")[2])
            mark = round(side * share)
            page = browser.new_page(viewport={"width": side, "height": side})
            ground = "transparent" if name in CLEAR else GROUND
            page.set_content(PAGE.format(ground=ground, mark=mark, edge=(side - mark) / 2, svg=svg))
            drawn = page.screenshot(omit_background=name in CLEAR)
            (house / "icons" / f"{name}.png").write_bytes(drawn)
        browser.close()


if __name__ == "__main__":
    main()
