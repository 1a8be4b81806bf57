// A link is copied at a touch. Where the browser keeps its clipboard shut (no secure link), the field is selected instead.
async function copy({ target }) {
  const button = target.closest?.("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard) field.closest("details")?.setAttribute("open", ""); // what is folded away cannot be selected
  field.select();
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else if (!document.execCommand("copy")) return;
    button.textContent = button.dataset.done;
  } catch { /* it stays selected, to be copied by hand */ }
}

for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
document.addEventListener("click", copy);
