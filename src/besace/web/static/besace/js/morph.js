// Lays what the server rendered into the page, and leaves alone what a person is writing.
import { isPlace, keepPlace } from "./place.js";
import { markup } from "./trusted.js";

const lastHtml = new Map();
const touched = new WeakMap(); // form -> names of the fields a hand has touched
const OWN = "[data-own], [data-refusal], [data-hint]"; // what scripts have filled: refusals, hints
const FIELDS = "input:not([type=hidden]), textarea, select";

// A form whose field is called "matches" has no method of that name any more: a field hides it. So it is asked for by hand.
export const is = (node, selector) => node.nodeType === 1 && Element.prototype.matches.call(node, selector);

export function nodesOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = markup(html);
  return holder.content;
}

function touch(event) {
  const field = event.target;
  if (!is(field, FIELDS)) return;
  const owner = field.form || document.body;
  if (!touched.has(owner)) touched.set(owner, new Set());
  touched.get(owner).add(field.name);
}

export function isTouched(field) {
  return touched.get(field.form || document.body)?.has(field.name) === true;
}

// A field that was answered is the server's again; what was typed meanwhile stays the person's.
export function release(form, sent) {
  touched.delete(form);
  for (const field of form.elements) {
    if (!is(field, FIELDS) || !field.name) continue;
    if (/^(text|search|textarea|url)/.test(field.type) && field.value !== (sent.get(field.name) ?? "")) {
      touched.set(form, (touched.get(form) || new Set()).add(field.name));
    } else if (!form.hasAttribute("data-stays")) reset(field);
  }
  const island = form.closest(".island");
  if (island && lastHtml.has(island.id)) keepPlace(() => lay(island, lastHtml.get(island.id)));
}

function reset(field) {
  if ("defaultChecked" in field && /^(radio|checkbox)$/.test(field.type)) field.checked = field.defaultChecked;
  else if (is(field, "select")) for (const option of field.options) option.selected = option.defaultSelected;
  else field.value = field.defaultValue;
}

const keeps = {
  beforeNodeMorphed: (old) => !(is(old, OWN) || (is(old, FIELDS) && isTouched(old))),
  beforeAttributeUpdated: (name, node) => !((name === "open" && is(node, "details")) || (name === "tabindex" && isPlace(node))),
  beforeNodeRemoved: (node) => {
    if (node.nodeType === 1) document.dispatchEvent(new CustomEvent("besace:leaving", { detail: node }));
  },
};

function lay(island, html) {
  window.Idiomorph.morph(island, nodesOf(html).childNodes, { morphStyle: "innerHTML", callbacks: keeps });
}

function layAnew(name, html) {
  const island = document.getElementById(`i-${name}`);
  if (!island) return;
  lastHtml.set(island.id, html);
  lay(island, html);
}

// islands: name -> html, as the stream, the polling and the first page all give them.
export function apply({ islands = {}, stage }) {
  const before = { stage: document.body.dataset.stage, floor: floor() };
  if (/^(gathering|closed)$/.test(stage)) document.body.removeAttribute("data-stage");
  else if (stage) document.body.dataset.stage = stage;
  keepPlace(() => { for (const [name, html] of Object.entries(islands)) layAnew(name, html); });
  document.dispatchEvent(new CustomEvent("besace:laid"));
  sayWhatCame(before);
}

const floor = () => document.querySelector("[data-yours]")?.textContent.trim() ?? "";

// A new step, and the floor when it comes to her, are said to those who do not see it; their place on the page stays theirs.
// When the floor goes again, so does the sentence: said a second time, it is heard a second time.
function sayWhatCame(before) {
  const region = document.getElementById("announce");
  if (!region) return;
  const step = before.stage === document.body.dataset.stage ? ""
    : document.querySelector(".stephead__name, .board__step, [aria-current=step] .rail__name")?.textContent;
  const said = [step, before.floor ? "" : floor()].filter(Boolean).join(". ");
  if (said) region.textContent = said;
  else if (before.floor && !floor() && region.textContent.endsWith(before.floor)) region.textContent = "";
}

document.addEventListener("input", touch, true);
document.addEventListener("change", touch, true);
