// Forms go by fetch when they can, and as plain forms when they cannot. One intent, one id: whatever is pressed twice,
// or sent again after an outage, is done once. Nothing is disabled; what is refused says so beside its button.
import { release } from "./morph.js";

const page = document.body.dataset;
const intents = new Map(); // form -> what is on its way: {key, data, submitter, busy}
const BESIDE = "[data-refusal], .refusal";

// crypto.randomUUID needs a secure context; a room on a café's Wi-Fi has none.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

export function underWay(form) { return intents.has(form); }

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
  const intent = { key, data, submitter, busy: false };
  intents.set(form, intent);
  return intent;
}

function say(form, sentence = "", open = []) {
  const slot = form.querySelector(BESIDE) || form.parentElement?.querySelector(BESIDE) || document.getElementById("refusal");
  if (!slot) return;
  slot.textContent = [sentence, ...open].join(" ").trim();
  slot.hidden = !slot.textContent;
}

async function send(form, submitter) {
  const intent = intentOf(form, submitter);
  if (intent.busy) return;
  intent.busy = true;
  const to = intent.submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  try {
    const answer = await fetch(to, { method: "POST", body: new URLSearchParams(intent.data),
      headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(15_000) });
    if (answer.status >= 502 && answer.status <= 504) throw new TypeError("away");
    const json = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
    if (intents.get(form) === intent) intents.delete(form);
    answered(form, intent, answer.ok ? json : { refused: { sentence: json.sentence || page.trouble }, ...json });
  } catch {
    intent.busy = false;
    say(form, page.offline);
    setTimeout(again, 2_000);
  }
}

function answered(form, { data }, { refused }) {
  say(form, refused?.sentence, refused?.open);
  if (!refused) release(form, data);
  const told = () => new CustomEvent(refused ? "besace:refused" : "besace:done", { bubbles: true, detail: { form, refused } });
  form.dispatchEvent(told());
  if (!form.isConnected) document.dispatchEvent(told());
}

function again() {
  for (const [form, intent] of intents) if (!intent.busy) send(form, intent.submitter);
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
  window.addEventListener("online", again);
}
