"""What people print: dark ink on white whatever the scheme of the screen is, nothing to press, nothing too wide."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.e2e

WRONG = """() => {
  const wrong = [];
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height > 1;
  const told = (e) => `${e.tagName.toLowerCase()}.${e.className} ${(e.textContent || "").trim().slice(0, 40)}`;
  const light = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return a === 0 ? 1 : (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  };
  for (const e of document.querySelectorAll("html, body, main, main section, main article, .sheet, .a4, .explained")) {
    if (shown(e) && light(getComputedStyle(e).backgroundColor) < 0.75) wrong.push(`dark paper: ${told(e)}`);
  }
  for (const e of document.querySelectorAll("main :is(p, li, h1, h2, dd, dt)")) {
    if (shown(e) && light(getComputedStyle(e).color) > 0.5) wrong.push(`pale ink: ${told(e)}`);
  }
  for (const e of document.querySelectorAll("header.masthead, footer.foot, button, .skip, summary.btn, a.btn")) {
    if (shown(e)) wrong.push(`nothing to press on paper: ${told(e)}`);
  }
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 1) wrong.push(`${over} px too wide`);
  return wrong;
}"""
PAGES = ("/sheet/", "/help/", "/help/method/", "/help/subject/", "/help/step/clarification/", "/privacy/", "/terms/")


def printed(page: Page, path: str) -> list[str]:
    """What is wrong with a page on paper, 794 px wide as A4 is."""
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 794, "height": 1123})
    return [f"{path} {one}" for one in page.evaluate(WRONG)]


def test_what_is_read_is_fit_for_paper(sit, house, complaints):
    page, wrong = sit("/", color_scheme="dark"), []
    for path in PAGES:
        page.goto(house.url + path)
        wrong += printed(page, path)
    assert wrong == []
    assert complaints == []
