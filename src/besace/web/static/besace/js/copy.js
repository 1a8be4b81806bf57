// Copies a text or a link; without this script, each stands in a field where it can be marked and copied by hand.
async function copy({ currentTarget: button }) {
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch { // no leave, or plain http: mark it, and copy the old way
    field.closest("details")?.setAttribute("open", "");
    field.select();
    if (!document.execCommand("copy")) return;
  }
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.textContent = button.dataset.copied;
  button.replaceChildren(said);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", copy);
}
