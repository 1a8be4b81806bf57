// A time in plain words, at a touch: the chip's words go into the field, where they can still be changed.
function fill(event) {
  const chip = event.target.closest?.("[data-word]");
  const field = chip && document.getElementById(chip.closest("[data-fill]")?.dataset.fill);
  if (!field) return;
  field.value = chip.textContent.trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function start() {
  document.addEventListener("click", fill);
}
