// A second session has been opened: this screen goes over by itself. Who comes back to look at the first is left in peace.
const link = () => document.querySelector("[data-onward] a[href]");

export function start() {
  if (link()) return;
  document.addEventListener("besace:laid", () => {
    const found = link();
    if (found) location.assign(found.href + (document.body.dataset.screen === "board" ? "board/" : ""));
  });
}
