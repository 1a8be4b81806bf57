"""What a page must look like whatever it shows: found by asking the browser where things lie, and how large."""

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

AXE = AXE_FILE_PATH.read_text()
WIDTHS = {320: 640, 390: 844, 1024: 768, 1280: 800, 1920: 1080}
STILL = """Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished))"""
"""What moves comes to rest first: a colour on its way to another is nobody's choice."""
CONTRAST = f"""async () => {{
  await {STILL};
  return (await axe.run(document, {{runOnly: ["color-contrast"]}})).violations.flatMap((found) => found.nodes);
}}"""
VIOLATIONS = f"""async (tags) => {{
  await {STILL};
  const rules = {{ "color-contrast": {{ enabled: !matchMedia("(forced-colors: active)").matches }} }};
  return (await axe.run(document, tags.length ? {{ runOnly: tags }} : {{ rules }})).violations
    .flatMap((found) => found.nodes.map((node) => `${{found.id}}: ${{node.html.slice(0, 160)}}`));
}}"""
"""What axe finds; where the device chooses the colours, what stands out from what is its own affair."""


LOOK = """() => {
  const root = document.documentElement;
  const visible = { opacityProperty: false, visibilityProperty: true };
  const seen = (e) => e.checkVisibility(visible) && e.getClientRects().length > 0;
  const hidden = (e) => { const s = getComputedStyle(e); return s.clipPath !== "none" && s.position === "absolute"; };
  const shown = (e) => { for (let p = e; p; p = p.parentElement) if (hidden(p)) return false; return seen(e); };
  const words = (e) => (e.textContent || e.name || "").trim().slice(0, 40);
  const told = (e) => `${e.tagName.toLowerCase()}.${e.className} ${words(e)}`;
  const wrong = [];
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) {
    const all = [...document.querySelectorAll("body *")];
    const wide = all.filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    wrong.push(`${over} px too wide: ${wide.filter(shown).slice(-2).map(told)}`);
  }
  const below = root.scrollHeight - root.clientHeight;
  const held_to_the_screen = matchMedia("(min-width: 58rem) and (min-height: 42rem)").matches;
  if (held_to_the_screen && document.querySelector(".page--console, .page--board") && below > 0) {
    wrong.push(`${below} px below the screen`);
  }
  const tools = [...document.querySelectorAll(".page--console .desk__tools .btn:not([popover] *)")].filter(shown);
  for (const e of held_to_the_screen ? tools : []) {
    if (e.getBoundingClientRect().bottom > innerHeight) wrong.push(`out of reach: ${told(e)}`);
  }
  const thumbs = [...document.querySelectorAll(".page--phone .thumbs [form=subject-form]")].filter(shown);
  for (const e of scrollY === 0 ? thumbs : []) {
    if (e.getBoundingClientRect().bottom > innerHeight) wrong.push(`not at the thumb: ${told(e)}`);
  }
  const main = [...document.querySelectorAll(".btn--main")].filter(shown);
  if (main.length > 1) wrong.push(`${main.length} leather buttons: ${main.map(told)}`);
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  const legend = document.querySelector(".board__legend");
  if (legend && shown(legend) && !document.querySelector(".rings > .icon")) wrong.push("a legend without its rings");
  const held = "button, a[href], input:not([type=hidden]), select, textarea, summary";
  for (const e of [...document.querySelectorAll(held)].filter(shown)) {
    const inText = e.matches("a") && e.closest("p, li:not(:has(> a:only-child))");
    if (e.matches(".skip") || (inText && getComputedStyle(e).display === "inline")) continue;
    const of = e.matches("[type=radio], [type=checkbox]") ? e.closest("label") ?? e : e;
    const tall = of.getBoundingClientRect().height;
    if (tall < 43.5) wrong.push(`${tall.toFixed(0)} px high: ${told(of)}`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest("noscript, script, option") || !shown(e)) continue;
    if (parseFloat(getComputedStyle(e).fontSize) < 13.99) small.add(`small text: ${told(e)}`);
  }
  return [...wrong, ...small];
}"""


def looks_wrong(page: Page) -> list[str]:
    """What is wrong on an open page at each width: too wide, too small, two leather buttons."""
    wrong: list[str] = []
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        wrong += [f"{width}: {one}" for one in page.evaluate(LOOK)]
    return wrong


def violations(page: Page, *tags: str) -> list[str]:
    """What axe finds on an open page, by its rules that have one of these tags, or by all."""
    _bring_axe(page)
    found: list[str] = page.evaluate(VIOLATIONS, list(tags))
    return found


def _bring_axe(page: Page) -> None:
    """Once: it is half a megabyte to read."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)


def pale(page: Page) -> list[str]:
    """What axe finds too pale to read on an open page, in the scheme it is in."""
    _bring_axe(page)
    return [f"too pale: {node['html'][:160]} {node['failureSummary'][:200]}" for node in page.evaluate(CONTRAST)]
