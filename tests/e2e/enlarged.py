"""A page as those see it who enlarge it: twice as large, its text alone, or with wider spacing (WCAG 1.4)."""

from collections.abc import Iterator

from playwright.sync_api import Page

WIDER = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    "p { margin-block-end: 2em !important; }"
)
PAPERS: dict[str, tuple[int, int, str]] = {
    "twice as large": (640, 400, ""),
    "four times as large": (320, 256, ""),
    "text alone": (1280, 800, "html { font-size: 200% !important; }"),
    "wider spacing": (1280, 800, WIDER),
    "wider spacing on a phone": (390, 844, WIDER),
}
"""How wide and high the screen is in its own pixels, and what is said to all that is on it."""

SET = """(rules) => {
  window.besaceSheet ??= new CSSStyleSheet();
  window.besaceSheet.replaceSync(rules);
  document.adoptedStyleSheets = [window.besaceSheet];
}"""
CUT = """() => {
  const visible = { opacityProperty: false, visibilityProperty: true };
  const shown = (e) => e.checkVisibility(visible) && e.getClientRects().length > 0 && !e.closest(".vh");
  const away = (e) => { const s = getComputedStyle(e); return s.clipPath !== "none" && s.position === "absolute"; };
  const aside = (e) => { for (let p = e; p; p = p.parentElement) if (away(p)) return true; return false; };
  const words = (e) => (e.textContent || e.value || e.name || "").trim().replace(/\\s+/g, " ").slice(0, 50);
  const told = (e) => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className} ${words(e)}`;
  const root = document.documentElement;
  const wrong = [];
  const all = [...document.querySelectorAll("body *:not(script, option, svg *)")].filter(shown);
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) {
    const wide = all.filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    wrong.push(`${over} px too wide: ${wide.slice(-2).map(told)}`);
  }
  for (const e of all) {
    const s = getComputedStyle(e);
    const cuts = (way) => way === "hidden" || way === "clip";
    const short = s.display === "inline" || s.webkitLineClamp !== "none" || s.textOverflow === "ellipsis";
    if (short || !e.textContent.trim()) continue;
    const beside = cuts(s.overflowX) && e.scrollWidth > e.clientWidth + 2;
    const below = cuts(s.overflowY) && e.scrollHeight > e.clientHeight + 2;
    if ((beside || below) && !aside(e)) wrong.push(`cut ${beside ? "at its side" : "below"}: ${told(e)}`);
  }
  for (const e of all.filter((e) => e.matches("button:not(.seat__place), a.btn, summary, .tab"))) {
    if (getComputedStyle(e).textOverflow === "ellipsis") continue;
    if (e.scrollWidth > e.clientWidth + 2) wrong.push(`words stand out of ${told(e)}`);
  }
  const typed = "select, textarea, input:not([type=radio], [type=checkbox])";
  const held = all.filter((e) => e.matches(`button, a[href], summary, ${typed}`));
  const boxes = held.filter((e) => !e.closest("p, li, .roundtable, .tour") && !e.matches(".skip")).map((e) => {
    const box = e.getBoundingClientRect(); const pinned = e.closest(`.thumbs, .thumb, .leaf__beside, .desk__controls,
      .desk__table, .desk__side, .desk__gate, .desk__slip`);
    return { e, box, pinned }; });
  for (const [n, one] of boxes.entries()) for (const other of boxes.slice(n + 1)) {
    if (one.pinned !== other.pinned || one.e.contains(other.e)) continue;
    const x = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
    const y = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
    if (x > 6 && y > 6) wrong.push(`one over the other: ${told(one.e)} and ${told(other.e)}`);
  }
  for (const e of all.filter((e) => e.matches(".btn--main"))) {
    e.scrollIntoView({ block: "center" });
    const box = e.getBoundingClientRect();
    const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    if (!top || !(e.contains(top) || top.contains(e))) wrong.push(`not to be reached: ${told(e)}`);
  }
  scrollTo(0, 0);
  return wrong;
}"""


def cut(page: Page, but: str = "") -> Iterator[str]:
    """What is lost on an open page when it is enlarged, in each way but one that is named."""
    for paper, (width, height, rules) in PAPERS.items():
        if paper == but:
            continue
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SET, rules)
        yield from (f"{paper}: {one}" for one in page.evaluate(CUT))
        page.evaluate(SET, "")
