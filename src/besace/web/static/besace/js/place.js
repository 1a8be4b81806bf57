// Where what had the focus is gone, what it stood in has it: who works by keys goes on from there, not from the top of the page.
// It is nothing that can be pressed, so that a second Enter does nothing.
const PRESSED = "a, button, label, summary";
let place = null; // what has the focus because what had it is gone

export const isPlace = (node) => node === place;

const has = (node, selector) => Element.prototype.matches.call(node, selector); // a field called "matches" hides a form's own
const here = (node) => node.isConnected && node.checkVisibility({ visibilityProperty: true });

export function keepPlace(change) {
  const held = document.activeElement;
  const way = [];
  for (let node = held; node && node !== document.body; node = node.parentElement) way.push(node);
  change();
  if (!way.length || (here(held) && held === document.activeElement)) return;
  stand([held, ...around(way)].find(here) ?? document.getElementById("main"));
}

// What it stood in, from near to far: up to its island, what else is in that, and the parts of the page that can have the focus.
function around(way) {
  const island = way.findIndex((node) => has(node, ".island"));
  const within = way.slice(1, Math.max(island, 1)).filter((node) => !has(node, PRESSED));
  return [...within, ...(way[island]?.children ?? []), ...way.filter((node) => has(node, "[tabindex]"))];
}

function stand(on) {
  if (!on.hasAttribute("tabindex") && on.tabIndex < 0) {
    place = on;
    on.tabIndex = -1;
    on.addEventListener("blur", () => { place = null; on.removeAttribute("tabindex"); }, { once: true });
  }
  on.focus({ preventScroll: true });
}
