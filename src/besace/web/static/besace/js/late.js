// What the page says of what has not left: a quiet mark with how many things wait, and a slip for each that came too late,
// with its words to be read, copied or said aloud. A slip goes at a touch.
const line = document.getElementById("waits");
const slips = new Map(); // number -> slip
const rules = new Intl.PluralRules(document.documentElement.lang);
const SAMPLES = [1, 2, 5]; // one of each form of the plural that a language of the house has

export function mark(n) {
  if (!line) return;
  const like = SAMPLES.find((one) => rules.select(one) === rules.select(n)) ?? 5;
  const said = n ? line.dataset[`n${like}`].replace(like, n) : "";
  if (line.textContent !== said) line.textContent = said;
}

function slip({ words, late }, gone) {
  const made = document.getElementById("late-slip").content.cloneNode(true).firstElementChild;
  made.querySelector("[data-why]").textContent = late;
  const field = made.querySelector("textarea");
  field.value = words;
  if (!words) field.hidden = true;
  made.querySelector("button").addEventListener("click", gone);
  return made;
}

export function lay(items, letGo) {
  const known = new Set(items.map(({ n }) => n));
  for (const [n, made] of slips) if (!known.has(n)) { made.remove(); slips.delete(n); }
  for (const item of items) {
    if (slips.has(item.n)) continue;
    const made = slip(item, () => { made.remove(); slips.delete(item.n); letGo(item.n); });
    slips.set(item.n, made);
    document.getElementById("kept").append(made);
  }
}
