// Advice on a wording while it is being written. It never holds anything back: the answer may be taken, kept for later or left.
import { nodesOf } from "./morph.js";

const PAUSE = 300;
const page = document.body.dataset;
const asked = new WeakMap(); // field -> number of its last question
const timers = new WeakMap();
const fields = new WeakMap(); // slot of a hint -> the field it speaks of

function slotOf(field) {
  const next = field.nextElementSibling;
  return next?.matches("[data-hint]") ? next : (field.closest(".field") || field.form)?.querySelector("[data-hint]") || field.form?.querySelector("[data-hint]");
}

function empty(slot) { slot?.replaceChildren(); }

async function ask(field) {
  const slot = slotOf(field);
  if (!slot) return;
  if (!field.value.trim()) return empty(slot);
  const number = (asked.get(field) ?? 0) + 1;
  asked.set(field, number);
  const data = new URLSearchParams({ kind: field.dataset.coach, text: field.value, csrfmiddlewaretoken: page.csrf ?? "", seat: page.seat ?? "" });
  const when = field.form?.elements[field.dataset.coachWhen || "when"];
  if (when?.value) data.set("when", when.value);
  try {
    const answer = await fetch(page.coach, { method: "POST", body: data });
    const advice = answer.ok ? await answer.text() : "";
    if (!answer.ok || asked.get(field) !== number) return;
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

function way(event) {
  const button = event.target.closest?.("[data-take], [data-leave]");
  if (!button) return;
  const slot = button.closest("[data-hint]");
  const field = fields.get(slot);
  if (!field) return;
  asked.set(field, (asked.get(field) ?? 0) + 1);
  if (button.dataset.take) {
    field.value = button.dataset.take;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  empty(slot);
  field.focus();
}

// Done: advice still on its way for these words comes too late.
function forget({ detail: { form } }) {
  for (const field of form.querySelectorAll("[data-coach]")) {
    clearTimeout(timers.get(field));
    asked.set(field, (asked.get(field) ?? 0) + 1);
  }
  for (const slot of form.querySelectorAll("[data-hint]")) empty(slot);
}

export function start() {
  if (document.documentElement.dataset.coach === "off") return; // as she likes it
  document.addEventListener("input", later);
  document.addEventListener("click", way);
  document.addEventListener("besace:done", forget);
}
