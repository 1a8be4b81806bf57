// The one policy by which markup, and the address of our worker, reach the browser (Trusted Types).
const WORKER = "/worker.js";

function createScriptURL(address) {
  if (address !== WORKER) throw new TypeError("not ours");
  return address;
}

const rules = { createHTML: (html) => html, createScriptURL };
const policy = window.trustedTypes ? window.trustedTypes.createPolicy("besace", rules) : rules;

export const markup = (html) => policy.createHTML(html);
export const worker = () => policy.createScriptURL(WORKER);
