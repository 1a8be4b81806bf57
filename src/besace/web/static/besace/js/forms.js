// Forms go by fetch when they can, and as plain forms when they cannot. One intent, one id: whatever is pressed twice,
// or sent again after an outage, is done once. Nothing is disabled; what is refused says so beside its button.
import { release } from "./morph.js";

const page = document.body.dataset;
const intents = new WeakMap(); // form -> what is under way: {id, key}
const waiting = new Set();     // forms to send again when the link is back

// crypto.randomUUID needs a secure context; a room on a café's Wi-Fi has none.
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

function body(form, submitter) {
  const data = new FormData(form, submitter);
  if (page.csrf) data.set("csrfmiddlewaretoken", page.csrf);
  if (page.seat) data.set("seat", page.seat);
  const key = [...data].filter(([name]) => name !== "id").map(([name, value]) => `${name}=${value}`).join("&");
  const known = intents.get(form);
  const intent = known?.key === key ? known : { id: newId(), key };
  intents.set(form, intent);
  data.set("id", intent.id);
  return { data, intent };
}

export function say(form, sentence, open = []) {
  const slot = form.querySelector(".refusal") || form.parentElement?.querySelector(".refusal") || document.getElementById("refusal");
  if (slot) slot.textContent = [sentence, ...open].join(" ").trim();
}

async function send(form, submitter) {
  const { data, intent } = body(form, submitter);
  if (intent.busy) return;
  intent.busy = true;
  try {
    const answer = await fetch(submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href, { method: "POST", body: new URLSearchParams(data),
      headers: { Accept: "application/json" }, redirect: "follow", signal: AbortSignal.timeout?.(15_000) });
    if (answer.status >= 502 && answer.status <= 504) throw new TypeError("away");
    await answered(form, submitter, data, answer);
  } catch {
    intent.busy = false;
    keep(form, submitter);
  }
}

async function answered(form, submitter, data, answer) {
  intents.delete(form);
  waiting.delete(form);
  form.removeAttribute("data-waiting");
  const json = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
  if (json.location) return location.assign(json.location);
  if (json.refused) return say(form, json.refused.sentence, json.refused.open);
  if (!answer.ok) return say(form, json.sentence || page.trouble);
  say(form, "");
  release(form, data);
  form.dispatchEvent(new CustomEvent("besace:done", { bubbles: true, detail: data }));
}

function keep(form, submitter) {
  form.setAttribute("data-waiting", "");
  form.besaceSubmitter = submitter;
  waiting.add(form);
  say(form, page.offline);
}

function sendKept() {
  for (const form of waiting) {
    if (form.isConnected) send(form, form.besaceSubmitter);
    else waiting.delete(form);
  }
}

export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || form.hasAttribute("data-plain")) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  document.addEventListener("besace:live", sendKept);
  window.addEventListener("online", sendKept);
}
