// Draws time. The server gives instants on one element, [data-clock-source], in seconds of the session's time; this
// browser's clock only counts between them, once its offset is measured. What is drawn says so: [data-clock], [data-dial],
// [data-ruler].
const page = document.body.dataset;
const sync = { offset: Number(page.now) - Date.now(), measured: false };
let room = { now: Number(page.now), at: Number(page.at), rate: Number(page.rate) }; // session milliseconds `at` the world's `now`
const MARKS = [300, 60, 0];
const announced = new Map();

export function hear({ now, clock }) {
  if (clock) room = { now, at: clock.at, rate: clock.rate };
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
  return (room.at + (Date.now() + sync.offset - room.now) * room.rate) / 1000;
}

const two = (n) => String(n).padStart(2, "0");
export const minutes = (s) => `${s < 0 ? "+" : ""}${Math.floor(Math.abs(s) / 60)}:${two(Math.abs(s) % 60)}`;
function hours(s) {
  const all = Math.ceil(Math.abs(s) / 60);
  return all < 60 ? `${all} min` : `${Math.floor(all / 60)} h ${two(all % 60)}`;
}

function write(part, text) { if (part.textContent !== text) part.textContent = text; }
function set(nodes, name, value) { for (const node of nodes) node.setAttribute(name, value); }
const all = (selector) => document.querySelectorAll(selector);

// The instants of the session, from the one element of the page that carries them.
function read(now) {
  const source = document.querySelector("[data-clock-source]")?.dataset;
  const quiet = document.querySelector("[data-silence-ends]")?.dataset.silenceEnds;
  if (!source) return null;
  const paused = source.zeroAt === undefined || source.zeroAt === "";
  const left = paused ? Number(source.left) : Number(source.zeroAt) - now;
  const whole = Number(source.allotment);
  return { paused, left, key: source.zeroAt, done: whole > 0 ? Math.max(0, Math.min(1, 1 - left / whole)) : 0,
    session: Number(source.endsAt) - now, silence: Number(quiet) - now,
    behind: now + Math.max(left, 0) + Number(source.after) - Number(source.endsAt) };
}

const words = {
  step: (part, time) => {
    const left = minutes(Math.ceil(time.left));
    write(part, "wide" in part.dataset ? left.padStart(5, "\u2007") : left); // a digit less leaves its place empty
  },
  silence: (part, time) => write(part, minutes(Math.max(0, Math.ceil(time.silence)))),
  session: (part, time) => write(part, hours(Math.ceil(time.session))),
  drift: (part, time) => {
    const late = Math.round(time.behind / 60);
    part.dataset.state = late > 0 ? "behind" : late < 0 ? "ahead" : "on-time";
    const say = part.dataset[late > 0 ? "behind" : late < 0 ? "ahead" : "ontime"];
    if (say) write(part, say.replace("0", Math.abs(late)));
  },
};

function draw(time) {
  for (const part of all("[data-until]")) part.hidden = (part.dataset.until === "past") !== (time.session < 0);
  for (const part of all("[data-clock]")) words[part.dataset.clock]?.(part, time);
  for (const dial of all("[data-dial]")) {
    const left = dial.dataset.dial === "silence" ? time.silence : time.left;
    const face = `${Math.max(0, Math.min(60, left / 60)).toFixed(3)} 60`;
    set(dial.querySelectorAll(".dial__left, .dial__edge"), "stroke-dasharray", face);
  }
  const done = (time.done * 100).toFixed(2);
  set(all("[data-ruler] .ruler__part[data-state=now] rect, [data-ruler] .rail__across"), "width", done);
  set(all("[data-ruler] .rail__down"), "height", done);
  for (const end of ["y1", "y2"]) set(all("[data-ruler] .rail__needle line"), end, `${done}%`);
}

// Said once, when a mark is passed while one watches; never on coming in.
function tell(key, left) {
  const before = announced.get(key);
  announced.set(key, left);
  const mark = MARKS.find((m) => before > m && left <= m && left > m - 30);
  const region = document.getElementById("announce");
  if (mark !== undefined && region) region.textContent = region.dataset[`at${mark}`] ?? "";
  if (mark === 0) document.dispatchEvent(new CustomEvent("besace:over"));
}

// Instants are whole seconds: what is drawn changes with the session's second, and a phone sleeps until then.
const SLACK = 5; // milliseconds: a timer may ring a little early
const OFTEN = 200; // where time is made quicker
let next;
function untilNext(now) {
  const left = ((Math.floor(now) + 1 - now) * 1000) / room.rate;
  return room.rate <= 1 && left > 0 ? Math.min(left, 1_000) + SLACK : OFTEN;
}

export function tick() {
  const now = sessionNow();
  clearTimeout(next);
  next = setTimeout(tick, untilNext(now));
  const time = read(now);
  if (!time) return;
  draw(time);
  if (!time.paused) tell(time.key, Math.ceil(time.left));
}

export function start() {
  document.addEventListener("besace:laid", tick);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") measure(); });
  tick();
  measure();
  setInterval(measure, 600_000);
}
