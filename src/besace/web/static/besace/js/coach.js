// Advice on a wording while it is being written. It never holds anything back: the answer may be taken, kept for later or left.
import { nodesOf } from "./morph.js";

const PAUSE = 300;
const page = document.body.dataset;
const asked = new WeakMap(); // field -> number of its last question
const timers = new WeakMap();
const fields = new WeakMap(); // slot of a hint -> the field it speaks of
const before = new WeakMap(); // field -> her words before a rewording was taken

function coached() { return (page.coached ?? document.documentElement.dataset.coach) !== "off"; } // as she likes it

function slotOf(field) {
  const next = field.nextElementSibling;
  return next?.matches("[data-hint]") ? next : (field.closest(".field") || field.form)?.querySelector("[data-hint]") || field.form?.querySelector("[data-hint]");
}

function empty(slot) { slot?.replaceChildren(); }

async function ask(field) {
  const slot = slotOf(field);
  if (!slot || !coached()) return;
  if (!field.value.trim()) return empty(slot);
  const number = (asked.get(field) ?? 0) + 1;
  asked.set(field, number);
  const data = new URLSearchParams({ kind: field.dataset.coach, text: field.value, csrfmiddlewaretoken: page.csrf ?? "", seat: page.seat ?? "" });
  const when = field.form?.elements[field.dataset.coachWhen || "when"];
  if (when?.value) data.set("when", when.value);
  try {
    const answer = await fetch(page.coach, { method: "POST", body: data });
    const advice = answer.ok ? await answer.text() : "";
    if (!answer.ok || asked.get(field) !== number || !coached()) return;
    slot.replaceChildren(nodesOf(advice));
    fields.set(slot, field);
  } catch { /* advice that does not come is no trouble */ }
}

function later(event) {
  const field = event.target.closest?.("[data-coach]") || event.target.form?.querySelector("[data-coach]");
  if (!field || !event.target.matches("textarea, input")) return;
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(ask, PAUSE, field));
}

function still(field) { // what is on its way for these words comes too late
  clearTimeout(timers.get(field));
  asked.set(field, (asked.get(field) ?? 0) + 1);
}

function put(field, words) {
  field.value = words;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function way(event) {
  const button = event.target.closest?.("[data-take], [data-leave], [data-back], [data-uncoach]");
  const slot = button?.closest("[data-hint]");
  const field = fields.get(slot);
  if (!field) return;
  still(field);
  if ("uncoach" in button.dataset) return document.querySelector("[data-coached-form]")?.requestSubmit(document.querySelector("[data-coached-form] [value=false]"));
  const undo = slot.querySelector("template[data-undo]");
  if (button.dataset.take) before.set(field, field.value);
  if (button.dataset.take) put(field, button.dataset.take);
  if ("back" in button.dataset) put(field, before.get(field) ?? field.value);
  empty(slot);
  if (button.dataset.take && undo) slot.append(undo.content.cloneNode(true));
  field.focus();
}

// She has said whether she wants hints: the two buttons change places, and what is shown goes.
function liked(form) {
  page.coached = coached() ? "off" : "on";
  for (const button of form.querySelectorAll("button")) button.hidden = (button.value === "true") === coached();
  for (const slot of document.querySelectorAll("[data-hint]")) {
    const said = slot.hasChildNodes() && !coached();
    if (said) fields.get(slot)?.focus();
    slot.replaceChildren(said ? form.dataset.said : "");
  }
  if (document.activeElement === document.body) form.querySelector("button:not([hidden])").focus();
}

// Done: advice still on its way for these words comes too late.
function forget({ detail: { form } }) {
  if (form.matches("[data-coached-form]")) return liked(form);
  form.querySelectorAll("[data-coach]").forEach(still);
  for (const slot of form.querySelectorAll("[data-hint]")) empty(slot);
}

export function start() {
  document.addEventListener("input", later);
  document.addEventListener("click", way);
  document.addEventListener("besace:done", forget);
}
