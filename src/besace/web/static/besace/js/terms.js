// The button is ready once each term is ticked; until then it says why not. The server asks the same.
const form = document.querySelector("[data-terms]");
const button = document.querySelector(`button[form="${form.id}"]`);

function look() {
  const open = form.querySelector('input[name="term"]:not(:checked)');
  if (open) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
  document.getElementById(button.getAttribute("aria-describedby")).hidden = !open;
}

form.addEventListener("change", look);
window.addEventListener("pageshow", look);
look();
