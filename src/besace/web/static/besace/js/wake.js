// Keeps the screen on during a session, where the browser lets a page ask for it (a secure context).
let lock = null;

async function hold() {
  if (document.visibilityState !== "visible" || !navigator.wakeLock || lock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => { lock = null; });
  } catch { lock = null; }
}

export function start() {
  document.addEventListener("visibilitychange", hold);
  hold();
}
