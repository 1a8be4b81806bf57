// On every page: has the worker stand by, where the browser has one; and nothing stay on this phone that should not.
import * as chest from "./chest.js";
import { worker } from "./trusted.js";

const SIGN_OUT = "form[data-leaves]";

// No page waits for it, and where it fails all goes on as without.
async function standBy() {
  const workers = window.isSecureContext ? navigator.serviceWorker : null;
  if (!workers) return;
  try {
    await workers.register(worker());
    const ready = await workers.ready;
    ready.active.postMessage({ language: document.documentElement.lang });
  } catch { /* a browser may keep none, as in a private window */ }
}

// The room of this address is nobody's here, or no more.
const room = /^\/s\/([^/]+)\//.exec(location.pathname)?.[1];
if (room && "gone" in document.body.dataset) chest.wipe(room);
document.addEventListener("submit", ({ target }) => { if (target.matches?.(SIGN_OUT)) chest.wipe(); }, true);

// Once the page is drawn and at rest, yet never much later: some browsers find no rest for a page that is there to stay.
const LATEST = 2_000;
const soon = window.requestIdleCallback ?? ((act, { timeout }) => setTimeout(act, timeout));
soon(() => { chest.sweep(); standBy(); }, { timeout: LATEST });
