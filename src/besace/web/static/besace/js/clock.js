// Draws time. The server gives instants; this browser's clock only counts between them, once its offset is measured.
// [data-clock] carries data-end (and data-start, data-paused) in seconds of the session's time; its [data-part]s are drawn.
const page = document.body.dataset;
const sync = { offset: Number(page.now) - Date.now(), rate: 1, epoch: 0, measured: false };
const MARKS = [300, 60, 0];
const announced = new Map();

export function hear({ now, clock }) {
  if (clock) Object.assign(sync, { rate: clock.rate ?? 1, epoch: clock.epoch ?? 0 });
  if (now && !sync.measured) sync.offset = now - Date.now();
}

async function once() {
  const sent = Date.now();
  const answer = await fetch(page.time, { cache: "no-store" });
  const { now } = await answer.json();
  const back = Date.now();
  return { trip: back - sent, offset: now - (sent + back) / 2 };
}

// The quickest of five round trips is the one whose middle is best known.
export async function measure() {
  try {
    const trips = [];
    for (let turn = 0; turn < 5; turn += 1) trips.push(await once());
    sync.offset = trips.sort((a, b) => a.trip - b.trip)[0].offset;
    sync.measured = true;
    tick();
  } catch { sync.measured = false; }
}

export function sessionNow() {
  const real = (Date.now() + sync.offset) / 1000;
  return sync.epoch + (real - sync.epoch) * sync.rate;
}

const two = (n) => String(n).padStart(2, "0");
export const minutes = (s) => `${s < 0 ? "+" : ""}${Math.floor(Math.abs(s) / 60)}:${two(Math.abs(s) % 60)}`;
function hours(s) {
  const all = Math.ceil(Math.abs(s) / 60);
  const words = all < 60 ? `${all} min` : `${Math.floor(all / 60)} h ${two(all % 60)}`;
  return s < 0 ? `+${words}` : words;
}

const draw = {
  time: (part, left) => { part.textContent = minutes(left); },
  hours: (part, left) => { part.textContent = hours(left); },
  dial: (part, left) => part.setAttribute("stroke-dasharray", `${Math.max(0, Math.min(60, left / 60))} 60`),
  across: (part, left, done) => part.setAttribute("width", done * 100),
  down: (part, left, done) => part.setAttribute("height", done * 100),
  needle: (part, left, done) => { for (const end of ["y1", "y2"]) part.setAttribute(end, `${done * 100}%`); },
};

function show(box, now) {
  const { end, start, paused, announce } = box.dataset;
  const at = paused ? Number(paused) : now;
  const left = Math.ceil(Number(end) - at);
  const whole = Number(end) - Number(start || end);
  const done = whole > 0 ? Math.max(0, Math.min(1, (at - Number(start)) / whole)) : 0;
  if (box.matches("[data-part]")) draw[box.dataset.part]?.(box, left, done);
  for (const part of box.querySelectorAll("[data-part]")) draw[part.dataset.part]?.(part, left, done);
  box.toggleAttribute("data-over", left < 0);
  if (announce && !paused) tell(`${announce} ${end}`, left);
}

// Said once, when a mark is passed while one watches; never on coming in.
function tell(key, left) {
  const before = announced.get(key);
  announced.set(key, left);
  const mark = MARKS.find((m) => before > m && left <= m && left > m - 30);
  const region = document.getElementById("announce");
  if (mark !== undefined && region) region.textContent = region.dataset[`at${mark}`] ?? "";
}

export function tick() {
  const now = sessionNow();
  for (const box of document.querySelectorAll("[data-clock]")) if (box.dataset.end) show(box, now);
}

export function start() {
  if (page.rate) Object.assign(sync, { rate: Number(page.rate), epoch: Number(page.epoch) });
  document.addEventListener("besace:laid", tick);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") measure(); });
  tick();
  measure();
  setInterval(measure, 600_000);
  setInterval(tick, 200);
}
