// When the screen moves on while someone is writing, the words are not thrown away: they come back on a slip of their own,
// to be kept as a private note or let go. They live in this page only, in no storage.
import { is, isTouched } from "./morph.js";

function words(node) {
  const fields = [...node.querySelectorAll?.("textarea, input[type=text]") ?? []];
  if (is(node, "textarea, input[type=text]")) fields.push(node);
  return fields.filter((field) => isTouched(field) && field.value.trim() && field.value !== field.defaultValue);
}

function rescue(event) {
  const shelf = document.getElementById("kept");
  const model = document.getElementById("kept-slip");
  if (!shelf || !model) return;
  for (const field of words(event.detail)) {
    const slip = model.content.cloneNode(true);
    slip.querySelector("textarea").value = field.value.trim();
    shelf.append(slip);
  }
}

function letGo(event) {
  if (event.target.closest?.("[data-let-go]") || event.type === "besace:done") event.target.closest("[data-slip]")?.remove();
}

export function start() {
  document.addEventListener("besace:leaving", rescue);
  document.addEventListener("besace:done", letGo);
  document.addEventListener("click", letGo);
}
