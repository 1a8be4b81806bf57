// The page of no line: it stands in place of another one, whose address is still above it. It asks for itself until the
// house answers, then loads that address anew. How many things wait is said; what they are is for the room to open.
import { counted } from "./chest.js";
import { mark } from "./late.js";

const { offlineAt } = document.body.dataset;
const PAUSE = 2_000;
const SPREAD = 3_000;

async function ask() {
  try {
    const answer = await fetch(offlineAt, { cache: "no-store", signal: AbortSignal.timeout?.(5_000) });
    if (answer.ok) return location.reload();
  } catch { /* not yet */ }
  setTimeout(ask, PAUSE + Math.random() * SPREAD);
}

document.querySelector("[data-again]").addEventListener("click", () => location.reload());
window.addEventListener("online", ask);
setTimeout(ask, PAUSE);
mark(await counted(location.pathname.split("/")[2]));
