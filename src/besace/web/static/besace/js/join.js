// The way in. A code read by a camera stands in the fragment, which no server and no log ever sees; it is posted, then wiped.
import * as forms from "./forms.js";

function token() {
  const held = location.hash.slice(1);
  const form = document.getElementById("by-token");
  if (!held || !form) return;
  history.replaceState(null, "", location.pathname);
  form.elements.token.value = held;
  form.submit();
}

// At the door: this page asks until it is opened.
async function ask(door) {
  try {
    const answer = await fetch(door.dataset.door, { headers: { Accept: "application/json" }, cache: "no-store",
      signal: AbortSignal.timeout?.(5_000) });
    const state = answer.ok ? await answer.json() : { state: "gone" };
    if (state.state !== door.dataset.state) return location.assign(state.location || location.href);
  } catch { /* the link is down: ask again */ }
  setTimeout(ask, 1_000, door);
}

forms.start();
token();
window.addEventListener("hashchange", token);
const door = document.querySelector("[data-door]");
if (door) ask(door);
