"""Hands: someone does an act through her page, as a person would, finding the form for it herself."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from besace.rehearse.doors import form_of

FIND = """([word, behalf, fields]) => {
  const called = (e, name) => e.name === name || e.name === `field-${name}`;
  const plain = (e) => e.name.replace(/^field-/, "");
  const submits = [...document.querySelectorAll("button:not([type=button]), input[type=submit]")];
  const able = (form, name, value) => {
    const named = [...form.elements].filter((e) => called(e, name) && e.type !== "submit");
    const editable = named.filter((e) => e.type !== "hidden");
    if (!editable.length) return named.some((e) => e.value === value);
    return editable.some((e) => e.matches("textarea, input:not([type=radio]):not([type=checkbox])")
      || (e.tagName === "SELECT" ? [...e.options].some((o) => o.value === value) : e.value === value)
      || e.type === "checkbox");
  };
  const fits = (button) => {
    const form = button.form;
    if (!form || button.getAttribute("aria-disabled") === "true") return false;
    const data = new FormData(form, button);
    const last = (name) => data.getAll(name).at(-1) ?? data.getAll(`field-${name}`).at(-1) ?? null;
    if (last("act") !== word || (last("for") || null) !== behalf) return false;
    if (!Object.entries(fields).every(([name, value]) => last(name) === value || able(form, name, value))) return false;
    return [...form.elements].every((e) => e.type !== "hidden" || !e.name || !(plain(e) in fields)
      || e.value === fields[plain(e)]
      || [...form.elements].some((o) => o.name === e.name && o.type !== "hidden"));
  };
  return submits.filter(fits).sort((a, b) => a.form.elements.length - b.form.elements.length)[0] ?? null;
}"""

REVEAL = """(button) => {
  for (let e = button; e; e = e.parentElement) {
    if (e.tagName === "DETAILS") e.open = true;
    if (e.popover && !e.matches(":popover-open")) e.showPopover();
  }
  for (let e = button.form; e; e = e.parentElement) {
    if (e.tagName === "DETAILS") e.open = true;
    if (e.popover && !e.matches(":popover-open")) e.showPopover();
  }
}"""

FIELD = """([button, name, value]) => {
  const called = (e) => [name, `field-${name}`].includes(e.name);
  const named = [...button.form.elements].filter((e) => called(e) && e.type !== "hidden" && e.type !== "submit");
  return named.find((e) => e.type === "radio" && e.value === value)
    ?? named.find((e) => e.type === "checkbox") ?? named.find((e) => e.type !== "radio") ?? null;
}"""


def find(page: Page, word: str, fields: Mapping[str, Any], behalf: str | None = None) -> ElementHandle | None:
    """The button that does this act, with these fields, or None where the page offers none."""
    return page.evaluate_handle(FIND, [word, behalf, form_of(fields)]).as_element()


TRIES = 3


def do(page: Page, word: str, fields: Mapping[str, Any], behalf: str | None = None) -> None:
    """Finds the form, fills it in by typing and touching, and presses its button.

    Someone else's act may lay the form anew between two of these: a person looks again, and so do these hands.
    """
    for attempt in range(TRIES):
        try:
            return _do(page, word, fields, behalf)
        except Error as gone:
            if attempt == TRIES - 1 or not any(sign in str(gone) for sign in ("null", "not attached", "detached")):
                raise
    return None


def _do(page: Page, word: str, fields: Mapping[str, Any], behalf: str | None = None) -> None:
    button = find(page, word, fields, behalf)
    assert button is not None, f"the page offers no way to {word} with {dict(fields)}"
    button.evaluate(REVEAL)
    for name, value in form_of(fields).items():
        field = page.evaluate_handle(FIELD, [button, name, value]).as_element()
        if field is not None:
            _fill(field, value)
    button.scroll_into_view_if_needed()
    button.click()


def _fill(field: ElementHandle, value: str) -> None:
    kind = field.evaluate("(e) => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind == "select":
        field.select_option(value)
    elif kind == "radio":
        field.evaluate("(e) => (e.labels[0] ?? e).click()")
    elif kind == "checkbox":
        wanted = field.evaluate("(e, v) => e.value === v", value)
        if field.is_checked() != wanted:
            field.evaluate("(e) => (e.labels[0] ?? e).click()")
    else:
        field.fill(value)
