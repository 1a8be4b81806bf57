"""Fingers on a keyboard: each control is reached by tabbing, and each stop of the way is looked at.

No mouse, no script that sets the focus or fills a field: what the browser is asked is only where things are.
"""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from besace.rehearse.doors import form_of
from tests.e2e.hands import FIELD, FIND, TRIES

MOST_TABS = 400
HERE = """([wanted, before]) => {
  const e = document.activeElement;
  const words = (e) => (e.textContent || e.name || "").trim().slice(0, 40);
  const told = (e) => `${e.tagName.toLowerCase()}#${e.id}.${e.className} ${words(e)}`;
  const light = (one) => { const s = getComputedStyle(one);
    return `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor} ${s.boxShadow}`; };
  if (e === document.body) return { found: false, gone: wanted?.isConnected === false, wrong: [] };
  window.besaceDue?.delete(window.besaceOne(e));
  const wrong = [];
  const bare = e.matches("[type=radio], [type=checkbox]") || getComputedStyle(e).opacity === "0";
  const around = bare ? e.closest("label") ?? e.parentElement : e;
  const lights = [e, around];
  const lit = lights.map(light);
  const ring = lights.some((one) => { const s = getComputedStyle(one);
    return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 && s.opacity !== "0"; });
  if (!e.matches(":focus-visible") || !ring) wrong.push(`the focus is not to be seen: ${told(e)}`);
  const last = window.besaceLit;
  if (last && last.lights[0] !== e && last.lights[0].isConnected) {
    const same = last.lights.every((one, n) => light(one) === last.lit[n]);
    if (same) wrong.push(`with and without the focus alike: ${told(last.lights[0])}`);
  }
  window.besaceLit = { lights, lit };
  const box = around.getBoundingClientRect();
  const shown = { left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth),
    top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) };
  const large = box.height > innerHeight / 2;
  if (shown.right - shown.left < 1 || shown.bottom - shown.top < 1) wrong.push(`out of sight: ${told(e)}`);
  else if (!large && box.bottom - box.top - (shown.bottom - shown.top) > 1) wrong.push(`half out of sight: ${told(e)}`);
  else if (!large) {
    const at = (x, y) => { const top = document.elementFromPoint(x, y);
      return top && (around.contains(top) || top.contains(around) || top.closest("label") === around); };
    const rows = [shown.top + 2, (shown.top + shown.bottom) / 2, shown.bottom - 2];
    const hidden = rows.filter((y) => !at((shown.left + shown.right) / 2, y));
    const by = hidden.map((y) => document.elementFromPoint((shown.left + shown.right) / 2, y)).filter(Boolean);
    if (hidden.length) wrong.push(`covered: ${told(e)} by ${by.map(told)}`);
  }
  const group = e.closest(".island, [popover], dialog, .top, .desk__side, .thumbs") ?? document.body;
  const flows = !e.closest(".roundtable");
  const at = { group, flows, e, left: box.left + scrollX, right: box.right + scrollX };
  let deep = scrollY;
  for (let p = group; p; p = p.parentElement) deep += p.scrollTop;
  Object.assign(at, { top: box.top + deep, bottom: box.bottom + deep });
  const prior = window.besaceAt;
  if (before && prior && flows && prior.flows && prior.group === group && prior.e.compareDocumentPosition(e) & 4) {
    if (at.bottom <= prior.top + 1 && at.left < prior.right - 1) wrong.push(`read before ${told(prior.e)}: ${told(e)}`);
  }
  window.besaceAt = at;
  const group_of = wanted?.type === "radio" && e.type === "radio" && e.name === wanted.name && e.form === wanted.form;
  return { found: e === wanted || group_of, gone: wanted?.isConnected === false, wrong };
}"""
GATES = """(e) => {
  const gates = [];
  for (let p = e; p; p = p.parentElement) {
    const isClosed = p.tagName === "DETAILS" && !p.open && !(p.querySelector(":scope > summary")?.contains(e));
    if (isClosed) gates.unshift(p.querySelector(":scope > summary"));
    if (p.popover && !p.matches(":popover-open")) {
      const ways = [...document.querySelectorAll(`[popovertarget="${p.id}"]`)].filter((way) => !p.contains(way));
      gates.unshift(ways.find((way) => way.checkVisibility()) ?? ways[0]);
    }
  }
  return gates[0] ?? null;
}"""
DUE = """() => {
  const held = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], iframe";
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0;
  window.besaceDue = new Set([...document.querySelectorAll(held)].filter(shown).map((e) => window.besaceOne(e)));
  return window.besaceDue.size;
}"""
MISSED = "() => [...window.besaceDue].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 160))"
ONE = """() => { window.besaceOne = (e) => e.type === "radio"
  ? [...document.querySelectorAll("[type=radio]")].find((o) => o.name === e.name && o.form === e.form) : e; }"""


class LaidAnewError(Exception):
    """What was on the way to has been laid anew."""


class Fingers:
    """Someone who has a keyboard and nothing else, before an open page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        self.stops = 0

    def tab(self, wanted: ElementHandle | None = None, key: str = "Tab") -> dict[str, Any]:
        """Presses Tab; tells where that leads, and keeps what is wrong there."""
        self.page.keyboard.press(key)
        self.stops += 1
        at: dict[str, Any] = self.page.evaluate(HERE, [wanted, key == "Tab"])
        self.wrong += [one for one in at["wrong"] if one not in self.wrong]
        return at

    def reach(self, wanted: ElementHandle) -> dict[str, Any]:
        """Tabs until what is wanted has the focus, opening what is closed before it."""
        while gate := wanted.evaluate_handle(GATES).as_element():
            self._tab_to(gate)
            self.page.keyboard.press("Enter")
        return self._tab_to(wanted)

    def _tab_to(self, wanted: ElementHandle) -> dict[str, Any]:
        at: dict[str, Any] = self.page.evaluate(HERE, [wanted, False])
        for _ in range(MOST_TABS):
            if at["found"]:
                return at
            if at["gone"]:
                raise LaidAnewError
            at = self.tab(wanted)
        raise AssertionError(f"the keyboard does not reach {wanted.evaluate('(e) => e.outerHTML.slice(0, 200)')}")

    def do(self, word: str, fields: Mapping[str, Any], behalf: str | None = None) -> None:
        """Does an act through the form that the page offers; looks again where another's act has laid it anew."""
        for attempt in range(TRIES):
            try:
                return self._do(word, fields, behalf)
            except (Error, LaidAnewError) as gone:
                if attempt == TRIES - 1 or not (isinstance(gone, LaidAnewError) or "null" in str(gone)):
                    raise
        return None

    def _do(self, word: str, fields: Mapping[str, Any], behalf: str | None) -> None:
        button = self.page.evaluate_handle(FIND, [word, behalf, form_of(fields)]).as_element()
        assert button, f"the page offers no way to {word} with {dict(fields)}"
        for name, value in form_of(fields).items():
            field = self.page.evaluate_handle(FIELD, [button, name, value]).as_element()
            if field is not None:
                self._fill(field, value)
        self.reach(button)
        self.page.keyboard.press("Enter")

    def _fill(self, field: ElementHandle, value: str) -> None:
        kind = field.evaluate("(e) => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind == "radio":
            self._choose(field)
        elif kind == "select":
            self.reach(field)
            self._until(field, value)
        elif kind == "checkbox":
            self.reach(field)
            if field.is_checked() != (field.get_attribute("value") == value):
                self.page.keyboard.press("Space")
        else:
            self.reach(field)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(value)

    def _choose(self, radio: ElementHandle) -> None:
        """Tab leads to the group, arrows lead through it."""
        self.reach(radio)
        self.page.keyboard.press("Space")
        for _ in range(40):
            if radio.is_checked():
                return
            self.tab(key="ArrowDown")
        raise AssertionError(f"arrows do not lead to {radio.evaluate('(e) => e.value')}")

    def _until(self, select: ElementHandle, value: str) -> None:
        self.page.keyboard.press("Home")
        for _ in range(40):
            if select.evaluate("(e) => e.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrows do not lead to {value}")

    def walk(self) -> None:
        """Tabs through the whole page and back: everything is reached, nothing holds one."""
        self.page.evaluate(ONE)
        for key in ("Tab", "Shift+Tab"):
            for _ in range(self.page.evaluate(DUE) + 9):
                self.tab(key=key)
            self.wrong += [f"{key} does not lead to {one}" for one in self.page.evaluate(MISSED)]
