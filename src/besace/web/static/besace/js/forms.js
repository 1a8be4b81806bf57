// Forms go by fetch when they can, and as plain forms when they cannot. One intent, one id: whatever is pressed twice,
// or sent again after an outage, is done once. Nothing is disabled; what is refused says so beside its button.
import { is, release } from "./morph.js";
import * as outbox from "./outbox.js";
import { post, postNow } from "./post.js";

const page = document.body.dataset;
const intents = new Map(); // form -> what is on its way: {key, data, submitter, busy, unsent}
const waiting = new Set(); // forms that say that theirs has not left yet
const BESIDE = "[data-refusal], .refusal";
export const TEXTS = "textarea, input:not([type]), input[type=text]";

// crypto.randomUUID needs a secure context; a room on a café's Wi-Fi has none.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

export function underWay(form) { return intents.has(form) && !intents.get(form).unsent; }

// The same words again are the same intent. A form that has left the page is sent as it was.
function intentOf(form, submitter) {
  const known = intents.get(form);
  if (known && !form.isConnected) return known;
  const data = new FormData(form, submitter);
  data.delete("id");
  if (page.csrf) data.set("csrfmiddlewaretoken", page.csrf);
  if (page.seat) data.set("seat", page.seat);
  const key = new URLSearchParams(data).toString();
  if (known?.key === key) return known;
  data.set("id", newId());
  const intent = { key, data, submitter, busy: false, unsent: false };
  intents.set(form, intent);
  return intent;
}

function say(form, sentence = "", open = [], wrong = "") {
  waiting.delete(form);
  const slot = form.querySelector(BESIDE) || form.parentElement?.querySelector(BESIDE) || document.getElementById("refusal");
  if (!slot) return;
  slot.textContent = [sentence, ...open].join(" ").trim();
  slot.hidden = !slot.textContent;
  for (const field of form.elements) if (is(field, TEXTS)) tie(field, slot, [wrong, `field-${wrong}`].includes(field.name));
}

// Who comes to the field hears what is wrong with it. By the element: an id would be taken for another's when islands are laid.
function tie(field, slot, wrong) {
  if (wrong) field.setAttribute("aria-invalid", "true");
  else if (field.ariaInvalid) field.removeAttribute("aria-invalid");
  else return;
  field.ariaDescribedByElements = wrong ? [slot] : null;
}

function written(form) {
  const fields = [...form.elements].filter((field) => is(field, TEXTS) && field.value.trim());
  return fields.map((field) => field.value.trim()).join("\n");
}

// What may wait goes through the outbox. What must not is said at once not to have left. The rest, no act, is tried again.
async function send(form, submitter) {
  const intent = intentOf(form, submitter);
  if (intent.busy) return;
  intent.busy = true;
  intent.unsent = false;
  const { data } = intent;
  const isNow = page.waits !== undefined && data.has("act");
  const to = intent.submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  const came = outbox.takes(data) ? await outbox.leave(data, written(form)) : await (isNow ? postNow : post)(to, data);
  if (came.away) return away(form, intent, isNow);
  if (intents.get(form) === intent) intents.delete(form);
  answered(form, intent, came);
}

function away(form, intent, isNow) {
  intent.busy = false;
  intent.unsent = isNow;
  say(form, isNow ? page.unsent : page.offline);
  if (isNow) tell(form, "besace:refused", { sentence: page.unsent });
  else setTimeout(again, 2_000);
}

function answered(form, { data }, { refused, waits }) {
  say(form, refused?.sentence ?? (waits ? page.offline : ""), refused?.open, refused?.field);
  if (waits) waiting.add(form);
  if (!refused) release(form, data);
  tell(form, refused ? "besace:refused" : "besace:done", refused);
}

function tell(form, what, refused) {
  const told = () => new CustomEvent(what, { bubbles: true, detail: { form, refused } });
  form.dispatchEvent(told());
  if (!form.isConnected) document.dispatchEvent(told());
}

function again() {
  for (const [form, intent] of intents) if (!intent.busy && !intent.unsent) send(form, intent.submitter);
}

// The second press of a double click: its button may do something else by now.
function once(event) {
  if (event.detail > 1 && event.target.closest?.("button:not([type=button])")?.form?.getAttribute("method") === "post") event.preventDefault();
}

export function start() {
  document.addEventListener("click", once, true);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || form.hasAttribute("data-plain")) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  document.addEventListener("besace:live", again);
  document.addEventListener("besace:left", () => { for (const form of [...waiting]) say(form); });
  window.addEventListener("online", again);
}
