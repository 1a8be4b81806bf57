// The live link: one event stream, watched; polling where a stream cannot be had.
// Any sign of life resets the watch. A stream that says nothing for 25 s is taken for dead, whatever it claims.
// Where many screens lose their server in one instant, they come back spread over as long as it told them (in milliseconds,
// with each beat), those of one room together: what they share is then drawn once. A phone that only slept comes back at once.
import { apply } from "./morph.js";
import { hear } from "./clock.js";

const SILENCE = 25_000;
const OPENING = 8_000; // an old line that a browser kept may be dead too, and take the question with it
const POLL = 2_000;
const AT_LEAST = 300; // some spread there always is
const room = document.body.dataset;
const linkline = document.getElementById("link");
const query = room.seat ? `?seat=${encodeURIComponent(room.seat)}` : "";

let source = null;
let watch = 0;
let retry = 0;
let poll = 0;
let tries = 0;
let quietly = 0;
let polled = false;
let spread = AT_LEAST;

function say(down) {
  clearTimeout(quietly);
  if (!linkline) return;
  if (!down) linkline.textContent = "";
  else quietly = setTimeout(() => { linkline.textContent = linkline.dataset.down; }, 1_000);
}

function alive() {
  clearTimeout(watch);
  watch = setTimeout(reopen, SILENCE);
}

function beat({ data }) {
  alive();
  spread = Math.max(AT_LEAST, JSON.parse(data).spread ?? 0);
}

const turn = [...room.stream].reduce((sum, sign) => (Math.imul(sum, 31) + sign.charCodeAt(0)) >>> 0, 0) / 2 ** 32; // the room's
const someTime = () => turn * (spread - AT_LEAST) + Math.random() * AT_LEAST;

function take(view) {
  hear(view);
  apply(view);
  say(false);
  performance.mark("besace:live");
  document.dispatchEvent(new CustomEvent("besace:live", { detail: view.stage }));
}

function close() {
  clearTimeout(watch);
  clearTimeout(retry);
  source?.close();
  source = null;
}

const anew = () => document.dispatchEvent(new CustomEvent("besace:anew")); // what comes next is the whole, not a change

function open() {
  close();
  anew();
  source = new EventSource(`${room.stream}${query}`);
  watch = setTimeout(reopen, OPENING + spread - AT_LEAST);
  source.onopen = alive;
  source.onmessage = (event) => { alive(); stopPolling(); tries = 0; take(JSON.parse(event.data)); };
  source.addEventListener("beat", beat);
  source.addEventListener("out", ({ data }) => { reopen(); if (!JSON.parse(data).all) look(); });
  source.onerror = () => { if (source?.readyState === EventSource.CLOSED) startPolling(); reopen(); };
}

function reopen() {
  close();
  say(true);
  tries += 1;
  if (tries > 3) startPolling();
  // Where polling serves, a stream is refused for a reason: it is asked for again without haste.
  const wait = polled ? 10_000 : Math.min(300 * tries, tries > 60 ? 5_000 : 1_000);
  retry = setTimeout(open, wait + someTime());
}

async function look() {
  try {
    const answer = await fetch(`${room.view}${query}`, { headers: { Accept: "application/json" }, cache: "no-store",
      signal: AbortSignal.timeout?.(5_000) });
    if (answer.status === 404) return location.reload();
    polled = answer.ok;
    if (answer.ok) take(await answer.json());
  } catch {
    polled = false;
    say(true);
  }
}

function startPolling() {
  if (poll) return;
  anew();
  poll = setInterval(look, POLL + spread - AT_LEAST);
  if (spread > AT_LEAST) setTimeout(look, someTime());
  else look();
}
function stopPolling() {
  clearInterval(poll);
  poll = 0;
  polled = false;
}

function wake() {
  if (document.visibilityState === "hidden") return;
  tries = 0;
  open();
}

export function start() {
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  window.addEventListener("pagehide", close);
  open();
}
