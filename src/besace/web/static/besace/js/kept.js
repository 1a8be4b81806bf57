// When the screen moves on while someone is writing, the words are not thrown away: they come back on a slip of their own,
// to be kept as a private note or let go. What is on its way comes back only if it is refused. All this in memory alone.
import { TEXTS, underWay } from "./forms.js";
import { is, isTouched } from "./morph.js";

const pending = new Map(); // form that left the page before its answer -> its words

function words(node) {
  const fields = [...node.querySelectorAll?.(TEXTS) ?? []];
  if (is(node, TEXTS)) fields.push(node);
  return fields.filter((field) => isTouched(field) && field.value.trim() && field.value !== field.defaultValue);
}

function lay(text, sentence) {
  const model = document.getElementById("kept-slip");
  if (!model) return;
  const slip = model.content.cloneNode(true);
  slip.querySelector("textarea").value = text.trim();
  if (sentence) slip.querySelector("[data-why]").textContent = sentence;
  document.getElementById("kept").append(slip);
}

function leaving({ detail: node }) {
  for (const field of words(node)) {
    const form = field.form;
    if (underWay(form)) pending.set(form, [...pending.get(form) ?? [], field.value]);
    else lay(field.value);
  }
}

function answered({ type, detail: { form, refused } }) {
  if (type === "besace:refused") for (const text of pending.get(form) ?? []) lay(text, refused.sentence);
  else form.closest("[data-slip]")?.remove();
  pending.delete(form);
}

export function start() {
  document.addEventListener("besace:leaving", leaving);
  document.addEventListener("besace:refused", answered);
  document.addEventListener("besace:done", answered);
  document.addEventListener("click", (event) => event.target.closest?.("[data-let-go]")?.closest("[data-slip]").remove());
}
