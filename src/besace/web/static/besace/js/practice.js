// In a practice: what is heard at the table, and what is awaited once nothing has happened for a while. Asking, every two
// seconds, is also what has the others play on; where it fails, it is asked again.
const strip = document.querySelector("[data-playing]");
const EVERY = 2_000;

function lay(place, told) {
  if (place.dataset.told === JSON.stringify(told)) return;
  place.dataset.told = JSON.stringify(told);
  place.replaceChildren(...told.map(({ name, text }) => {
    const line = document.createElement("span");
    line.className = "words";
    line.textContent = name ? `${name}: ${text}` : text;
    return line;
  }));
}

async function ask() {
  try {
    const answer = await fetch(strip.dataset.playing, { headers: { Accept: "application/json" }, cache: "no-store",
      signal: AbortSignal.timeout?.(5_000) });
    if (answer.ok) {
      const { heard, note, over } = await answer.json();
      lay(strip.querySelector("[data-heard]"), heard);
      const said = strip.querySelector("[data-said]");
      if (said.textContent !== note) said.textContent = note;
      strip.querySelector("[data-show]").hidden = !note;
      strip.querySelector("[data-back]").hidden = over;
      strip.querySelector("[data-over]").hidden = !over;
    }
  } catch { /* the link is down: ask again */ }
  setTimeout(ask, EVERY);
}

async function show(event) {
  event.preventDefault();
  const form = event.target;
  strip.querySelector("[data-show]").hidden = true;
  strip.querySelector("[data-said]").textContent = "";
  try {
    await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json", "X-CSRFToken": document.body.dataset.csrf } });
  } catch { /* the note comes back, and with it the button */ }
}

strip.querySelector("form").addEventListener("submit", show);
ask();
