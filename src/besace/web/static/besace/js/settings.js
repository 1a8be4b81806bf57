// The browser's own time zone, offered first; and copying the address of a calendar, also where there is no https.
const zone = document.querySelector("[data-zone]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const known = [...document.querySelectorAll("#zones option")];
const first = known.find((one) => one.value === own);
if (zone && first) first.parentNode.prepend(first);

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.getElementById(button.dataset.copy).select();
    if (document.execCommand("copy")) button.textContent = button.dataset.done;
  });
}
