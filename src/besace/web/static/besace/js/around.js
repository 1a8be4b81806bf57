// The offer of a first look around: kept as answered on this device, whatever the answer was, and without a word more.
import { nodesOf } from "./morph.js";

const SEEN = "besace-shown-around";

function offer() {
  const seen = localStorage.getItem(SEEN) !== null;
  for (const one of document.querySelectorAll("[data-around]")) one.hidden = seen;
}

async function answer({ target }) {
  const asked = target.closest?.("[data-show-around], [data-no-tour]");
  if (!asked) return;
  localStorage.setItem(SEEN, "1");
  const { showAround } = asked.dataset;
  offer();
  if (showAround) (await import("./tour.js")).show(showAround, nodesOf);
  else document.getElementById("main").focus();
}

export function start() {
  document.addEventListener("click", answer);
  document.addEventListener("besace:laid", offer);
  offer();
}
