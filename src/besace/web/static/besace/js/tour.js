// A first look around the console: cards beside its controls. Each is done when what it speaks of is really done in the
// session, or by its button. It covers nothing that it speaks of, takes no focus but at its beginning, and stops for good.
// It imports nothing: what it needs of the room comes from the room, which may be one file (`live/together`).

const GAP = 12;
const LINGER = 1_200; // what is done is said before the next card comes
const find = (selector) => (selector ? [...document.querySelectorAll(selector)] : []);
const marks = ({ dataset }) => find(dataset.else).map((node) => node.dataset.allotment ?? node.open).join();

let tour = null;
let ring = null;
let before = null; // how it stood when the card came
let leaving = 0;

const card = () => tour.querySelector("[data-card]:not([hidden])");
const shown = (node) => node.getClientRects().length > 0;
const target = () => find(card().dataset.at).find(shown);

function state(one) { return { many: find(one.dataset.more).length, met: find(one.dataset.when).length > 0, marks: marks(one) }; }

function isDone() {
  const now = state(card());
  return now.many > before.many || (now.met && !before.met) || now.marks !== before.marks;
}

function overlaps(a, b) { return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; }

// Below, above, right, left of it, then the corners: the first place in sight that hides nothing of it.
function places(of, { width, height }) {
  const right = innerWidth - width - GAP;
  const bottom = innerHeight - height - GAP;
  const x = Math.max(GAP, Math.min(of.left, right));
  const y = Math.max(GAP, Math.min(of.top, bottom));
  return [[x, of.bottom + GAP], [x, of.top - height - GAP], [of.right + GAP, y], [of.left - width - GAP, y],
    [GAP, bottom], [right, bottom], [GAP, GAP], [right, GAP]].map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }));
}

const inSight = ({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;

function put() {
  if (!tour) return;
  const at = target();
  ring.hidden = !at;
  const of = at?.getBoundingClientRect() ?? { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 };
  const options = places(of, tour.getBoundingClientRect());
  const place = options.find((one) => inSight(one) && !overlaps(one, of)) ?? options[4];
  Object.assign(tour.style, { left: `${place.left}px`, top: `${place.top}px` });
  Object.assign(ring.style, { left: `${of.left - 4}px`, top: `${of.top - 4}px`, width: `${of.width + 8}px`, height: `${of.height + 8}px` });
}

function begin() {
  before = state(card());
  const last = card() === find(".tour [data-card]").at(-1);
  tour.querySelector("[data-next]").hidden = last;
  tour.querySelector("[data-finish]").hidden = !last;
  tour.querySelector("[data-done]").hidden = true;
  target()?.scrollIntoView({ block: "nearest" });
  put();
}

function next() {
  clearTimeout(leaving);
  leaving = 0;
  const one = card();
  if (!one.nextElementSibling) return stop();
  one.hidden = true;
  one.nextElementSibling.hidden = false;
  begin();
}

function look() {
  if (!tour) return;
  if (!leaving && isDone()) {
    tour.querySelector("[data-done]").hidden = false;
    leaving = setTimeout(next, LINGER);
  }
  put();
}

function stop() {
  clearTimeout(leaving);
  leaving = 0;
  const had = tour.contains(document.activeElement);
  tour.remove();
  ring.remove();
  tour = null;
  if (had) document.getElementById("main").focus();
}

function press({ target: on }) {
  if (on.closest("[data-next], [data-finish]")) next();
  else if (on.closest("[data-stop]")) stop();
}

export async function show(address, nodesOf) {
  if (tour) return tour.focus();
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return undefined;
  document.body.append(nodesOf(await answer.text()));
  tour = document.querySelector(".tour");
  ring = document.querySelector(".tour__ring");
  tour.addEventListener("click", press);
  tour.addEventListener("keydown", ({ key }) => { if (key === "Escape") stop(); });
  begin();
  return tour.focus();
}

for (const event of ["besace:laid", "besace:live"]) document.addEventListener(event, look);
document.addEventListener("toggle", look, true);
for (const event of ["resize", "scroll"]) window.addEventListener(event, put, { capture: true, passive: true });
