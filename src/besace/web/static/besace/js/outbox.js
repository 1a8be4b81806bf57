// What is touched or typed leaves in its order, each thing once: it is laid down on this phone before it is sent, and taken
// away when the server has answered. What may wait is the house's to say (data-waits); the rest never comes here.
import * as chest from "./chest.js";
import * as late from "./late.js";
import { post } from "./post.js";

const page = document.body.dataset;
const waits = new Set((page.waits ?? "").split(" ").filter(Boolean));
const base = page.view?.slice(0, -"view".length) ?? "";
const room = base.split("/")[2];
const place = `${room} ${page.seat}`;
const turn = `besace ${place}`; // a lock must not begin with a dash, and a room may
const PATIENCE = 4_000; // so long a form waits for its answer; then what it holds is on its way, and its field is free
const LONGEST = 30_000;
const SPREAD = 800;
const STUCK = 20_000; // a tab that sleeps on its turn loses it

const asked = new Map(); // number of what was just laid down -> its form waits for the answer
let waiting = 0;
let tries = 0;
let timer = 0;
let running = false;
let anew = false;
let over = false;

export const takes = (data) => waits.has(data.get("act")) && !over;

// Lays an act down and sends it after what waits already. Gives what came of it: done, refused, or that it waits.
export async function leave(data, words) {
  const kept = new URLSearchParams(data);
  kept.delete("csrfmiddlewaretoken");
  kept.delete("seat");
  const n = await chest.put(place, { data: kept.toString(), words, late: "" });
  return new Promise((told) => {
    asked.set(n, told);
    setTimeout(() => { answerer(n)({ waits: true }); look(); }, PATIENCE);
    run();
  });
}

function answerer(n) {
  const told = asked.get(n);
  asked.delete(n);
  return told ?? (() => {});
}

const body = (item) => {
  const data = new URLSearchParams(item.data);
  data.set("seat", page.seat);
  if (page.csrf) data.set("csrfmiddlewaretoken", page.csrf);
  return data;
};

// One tab at a time; a number is never used again, so what another tab has sent is simply gone.
async function alone(work) {
  const locks = window.isSecureContext ? navigator.locks : null;
  if (!locks) return work();
  try {
    await locks.request(turn, { signal: AbortSignal.timeout?.(STUCK) }, work);
  } catch (failure) {
    if (failure.name !== "TimeoutError") throw failure;
    await locks.request(turn, { steal: true }, work);
  }
}

async function run() {
  anew = true;
  if (running) return;
  running = true;
  clearTimeout(timer);
  timer = 0;
  try {
    while (anew) {
      anew = false;
      await alone(drain);
    }
  } finally {
    running = false;
    await look();
  }
}

async function drain() {
  for (;;) {
    const item = (await chest.all(place)).find((one) => !one.late);
    if (!item) break;
    const came = await post(`${base}act`, body(item));
    if (came.status === 404) return lost(came);
    if (came.away || (cannotTakeIt(came) && !asked.has(item.n))) return putOff();
    await settle(item, came);
  }
  tries = 0;
  const left = new Set((await chest.all(place)).map(({ n }) => n));
  for (const n of [...asked.keys()]) if (!left.has(n)) answerer(n)({ done: true }); // another tab has sent it
}

// The seat is this device's no more, or the room is gone: so is what waited for it.
async function lost(came) {
  await chest.wipe(room);
  for (const n of [...asked.keys()]) answerer(n)(came);
}

// It stands in the way of the server, not of the act: the token is old, it comes too often, the disk is full.
const cannotTakeIt = ({ status }) => [403, 429, 507].includes(status);

async function settle(item, came) {
  const here = asked.has(item.n);
  const told = answerer(item.n);
  if (came.refused && !here) {
    const sentence = [came.refused.sentence, ...came.refused.open ?? []].join(" ");
    await chest.change(item.n, place, { ...item, late: sentence });
  } else await chest.drop(item.n);
  told(came);
  chest.tell("moved");
}

function putOff() {
  for (const n of [...asked.keys()]) answerer(n)({ waits: true });
  anew = false;
  tries += 1;
  const wait = Math.min(LONGEST, 1_000 * 2 ** Math.min(tries, 5));
  timer = setTimeout(run, wait / 2 + (Math.random() * wait) / 2);
}

// What the page says of it: a number, and what came too late.
async function look() {
  const items = await chest.all(place);
  const before = waiting;
  waiting = items.filter((one) => !one.late && !asked.has(one.n)).length;
  late.mark(waiting);
  late.lay(items.filter((one) => one.late), letGo);
  if (before && !waiting) document.dispatchEvent(new CustomEvent("besace:left"));
}

async function letGo(n) {
  await chest.drop(n);
  chest.tell("moved");
}

// The line is back: all at once would be many, when many rooms come back together.
function live({ detail }) {
  if (detail === "closed") return end();
  over = false;
  if (!waiting || running) return;
  clearTimeout(timer);
  timer = setTimeout(run, Math.random() * SPREAD);
}

// Nothing can be added to a session that is over: what had not left is shown this once, and lies here no more.
async function end() {
  if (over) return;
  over = true;
  clearTimeout(timer);
  const items = (await chest.all(place)).filter((one) => one.words && !asked.has(one.n));
  await chest.wipe(room);
  waiting = 0;
  late.mark(0);
  late.lay(items.map((one) => ({ ...one, late: one.late || page.ended })), () => {});
}

export function start() {
  if (!waits.size) return;
  document.addEventListener("besace:live", live);
  window.addEventListener("online", run);
  chest.hear((said) => { if (!over) look(); if (said === "wiped") document.dispatchEvent(new CustomEvent("besace:left")); });
  run();
}
