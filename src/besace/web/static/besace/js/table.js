// The table of the console: a menu closes when its act is done, "all of them" is one act a person, hours are said here.
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });

function hours() {
  for (const time of document.querySelectorAll("time[data-at]")) {
    time.textContent = clock.format(new Date(Number(time.dataset.at) * 1000));
  }
}

// The table may have been laid anew before the answer comes: the menu is the one the act was sent from.
const menus = new WeakMap();
function sent({ target: form }) { menus.set(form, form.closest("[popover]")); }

function close({ detail: { form } }) {
  if (form.hasAttribute("data-stays")) return;
  const menu = menus.get(form);
  if (menu?.matches(":popover-open")) menu.hidePopover();
}

// One act is one person's: they leave one after the other, and stop at the first that is refused.
async function each(form) {
  const sent = new Set();
  for (;;) {
    const next = [...form.querySelectorAll("button[value]")].find((button) => !sent.has(button.value));
    if (!next || !form.isConnected) return;
    sent.add(next.value);
    const done = new Promise((resolve) => { form.addEventListener("besace:done", () => resolve(true), { once: true }); });
    form.requestSubmit(next);
    if (!(await Promise.race([done, new Promise((resolve) => { setTimeout(resolve, 5_000, false); })]))) return;
  }
}

// Who works by hand goes on by hand: the strip stays open from one moment to the next.
const OPEN = "besace-by-hand";

function remember(event) {
  const strip = event.target.closest?.("#by-hand > summary")?.parentElement;
  if (strip) sessionStorage.setItem(OPEN, strip.open ? "shut" : "open");
}

function laid() {
  hours();
  const strip = document.getElementById("by-hand");
  const wanted = sessionStorage.getItem(OPEN);
  if (strip && wanted) strip.open = wanted === "open";
}

export function start() {
  document.addEventListener("besace:laid", laid);
  document.addEventListener("submit", sent);
  document.addEventListener("besace:done", close);
  document.addEventListener("click", remember);
  document.addEventListener("click", (event) => {
    const all = event.target.closest?.("[data-all]");
    if (all) each(all.form);
  });
  laid();
}
