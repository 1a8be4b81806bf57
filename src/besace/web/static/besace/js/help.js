// What a step is, laid over the room where one asks. Without scripts the link leads to the same page, beside the room.
import { nodesOf } from "./morph.js";

const LONGEST = 8_000;
const page = document.body.dataset;
const refusal = () => document.getElementById("refusal");

async function told(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout?.(LONGEST) });
    return answer.ok ? nodesOf(await answer.text()).querySelector("[data-told]") : null;
  } catch {
    return null;
  }
}

async function explain(event) {
  const link = event.target.closest?.("a[data-explains]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const words = await told(link.href);
  refusal().textContent = words ? "" : page.trouble;
  if (words) lay(words);
}

// It stands beside the islands, so that nothing the house sends closes it.
function lay(words) {
  document.querySelector("dialog.over")?.remove();
  const over = document.createElement("dialog");
  over.className = "over";
  over.setAttribute("aria-labelledby", "told");
  over.setAttribute("closedby", "any");
  over.append(words);
  document.body.append(over);
  const name = over.querySelector("#told");
  name.tabIndex = -1;
  over.querySelector("form").hidden = false;
  over.addEventListener("close", () => over.remove());
  over.showModal();
  name.focus();
}

export function start() {
  document.addEventListener("click", explain);
}
