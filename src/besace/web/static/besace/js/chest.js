// Where what has not left yet lies on this phone, place by place (“ROOM SEAT”), in the order it was laid: sealed where the
// browser can, and nowhere longer than it must.
import * as sealed from "./sealed.js";
import * as unsealed from "./unsealed.js";

const LIFE = 3 * 24 * 3_600_000; // a phone that never comes back to its room keeps nothing for longer
let drawer = sealed.able ? sealed : unsealed;

// A browser may keep its database shut (a private window, a full disk): then this tab keeps it.
async function safely(what, ...told) {
  try {
    return await drawer[what](...told);
  } catch (failure) {
    if (drawer === unsealed) throw failure;
    drawer = unsealed;
    return drawer[what](...told);
  }
}

const heard = new Set();
const others = "BroadcastChannel" in window ? new BroadcastChannel("besace") : null;
if (others) others.onmessage = ({ data }) => { for (const one of heard) one(data); };

// The other tabs look again; `said` is a word, never what lies here.
export function tell(said) { others?.postMessage(said); }
export function hear(one) { heard.add(one); }

export const all = (place) => safely("all", place);
export const counted = (room) => safely("count", (row) => row.place.startsWith(`${room} `));
export const put = (place, words) => safely("put", place, words);
export const change = (n, place, words) => safely("change", n, place, words);
export const drop = (n) => safely("drop", (row) => row.n === n);
export const sweep = () => safely("drop", (row) => Date.now() - row.at > LIFE);

// All of a room, or all there is: signed out, the seat lost, the session over, or erased.
export async function wipe(room = "") {
  const fits = (row) => !room || row.place.startsWith(`${room} `);
  await safely("drop", fits);
  await unsealed.drop(fits);
  tell("wiped");
}
