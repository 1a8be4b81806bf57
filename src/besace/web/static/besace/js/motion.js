// What moves, once, because it has just changed: the seat that is given the floor lights up, a note drops into the bag, sticks
// are drawn. Never what was there when one came in or came back; nothing where motion is reduced, on paper, or in a tab unseen.
const STILL = matchMedia("(prefers-reduced-motion: reduce), print");
const CALM = { duration: 320, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)", fill: "backwards" };
const BETWEEN = 80; // one stick after the other, all within a second
const MOST = 8;
const MOVES = {
  light: [{ opacity: 0.35, transform: "scale(0.9)" }, {}],
  drop: [{ opacity: 0, transform: "translateY(-1.5rem)" }, {}],
  close: [{ transform: "rotate(-14deg)" }, {}],
  lay: [{ opacity: 0.3, transform: "translateY(-0.6rem) rotate(9deg)" }, {}],
  draw: [{ opacity: 0.2, transform: "scaleY(0)" }, {}],
};
// What is looked at: which elements, what tells one from another, and what is played where there is one more.
const WATCHED = [
  [".seat[data-state~=floor]", (seat) => seat.querySelector("[id]")?.id ?? seat.dataset.place, light],
  [".paper:has([name=note])", (paper) => paper.querySelector("[name=note]").value, drop],
  [".count .tally", () => "counted", count],
];

let known = null; // what was there, or nothing with which to compare

function move(node, how, turn = 0) {
  if (node && !STILL.matches && document.visibilityState === "visible") node.animate(MOVES[how], { ...CALM, delay: turn * BETWEEN });
}

function light(seat) { move(seat.querySelector(".seat__cushion"), "light"); }

function drop(paper) {
  move(paper, "drop");
  move(document.querySelector(".bag__flap .icon"), "close");
}

function draw(sticks) { sticks.forEach((one, turn) => move(one, "draw", Math.min(turn, MOST))); }

function count() { draw(document.querySelectorAll(".count .tally svg")); }

function look() {
  const before = known;
  known = new Set();
  for (const [selector, tell, play] of WATCHED) {
    for (const node of document.querySelectorAll(selector)) {
      const name = `${selector} ${tell(node)}`;
      if (before && !before.has(name) && !known.has(name)) play(node);
      known.add(name);
    }
  }
}

function laid({ detail: { form } }) {
  if (form.elements.act?.value === "vote") draw(form.querySelectorAll(".pick:has(:checked) svg"));
}

export function start() {
  document.addEventListener("besace:anew", () => { known = null; });
  document.addEventListener("besace:live", look);
  document.addEventListener("besace:done", laid);
  document.addEventListener("change", ({ target }) => { if (target.checked) move(target.closest(".pick")?.querySelector("svg"), "lay"); });
  addEventListener("beforeprint", () => { for (const one of document.getAnimations()) one.finish(); });
}
