// Draws time. The server gives instants; this browser's clock only counts between them, once its offset is measured.
// [data-clock] carries data-end in seconds of the session's time, or data-left while it stands still, and data-whole;
// its [data-part]s are drawn. [data-follow] is drawn from the clock of the step.
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

function write(part, text) { if (part.textContent !== text) part.textContent = text; }

const draw = {
  time: (part, { left }) => write(part, minutes(left)),
  rest: (part, { rest }) => write(part, hours(Math.ceil(rest))),
  dial: (part, { left }) => part.setAttribute("stroke-dasharray", `${Math.max(0, Math.min(60, left / 60))} 60`),
  along: (part, { done }) => part.setAttribute("width", done * 100),
  down: (part, { done }) => part.setAttribute("height", done * 100),
  needle: (part, { done }) => { for (const end of ["y1", "y2"]) part.setAttribute(end, `${done * 100}%`); },
  drift: (part, { behind }) => {
    const late = Math.round(behind / 60);
    part.dataset.state = late > 0 ? "behind" : late < 0 ? "ahead" : "on-time";
    write(part, part.dataset[late > 0 ? "behind" : late < 0 ? "ahead" : "ontime"].replace("0", Math.abs(late)));
  },
};

// What a box says of its time: seconds left of a whole, running towards an end or standing still while paused.
function timeOf(box, now) {
  const { end, left, whole, after, ends } = box.dataset;
  const rest = left ? Number(left) : Number(end) - now;
  const part = Number(whole) > 0 ? 1 - rest / Number(whole) : 0;
  return { left: Math.ceil(rest), done: Math.max(0, Math.min(1, part)), key: end, paused: Boolean(left),
    rest: Number(ends) - now, behind: now + Math.max(rest, 0) + Number(after || 0) - Number(ends) };
}

function show(box, time) {
  for (const part of box.querySelectorAll("[data-part]")) draw[part.dataset.part]?.(part, time);
  box.toggleAttribute("data-over", time.left < 0);
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
  for (const box of document.querySelectorAll("[data-clock]")) {
    const time = timeOf(box, now);
    show(box, time);
    if (box.dataset.clock !== "step") continue;
    for (const other of document.querySelectorAll("[data-follow]")) show(other, time);
    if (!time.paused) tell(time.key, time.left);
  }
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
