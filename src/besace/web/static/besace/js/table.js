// The table of the console: a menu closes when its act is done, "all of them" is one act a person, hours are said here.
// In the page's language, as this browser's own region writes it where it speaks that language.
const language = document.documentElement.lang;
const region = navigator.languages.find((one) => one.split("-")[0] === language) ?? language;
const clock = new Intl.DateTimeFormat(region, { hour: "numeric", minute: "2-digit" });

function hours() {
  for (const time of document.querySelectorAll("time[data-at]")) {
    time.textContent = clock.format(new Date(Number(time.dataset.at) * 1000));
  }
}

// Whether a form's act is done: true, or false when it is refused. The screen may be laid anew before the answer comes
// and the form be gone by then, so it is the document that tells.
function settled(form) {
  return new Promise((resolve) => {
    const hear = (event) => {
      if (event.detail.form !== form) return;
      document.removeEventListener("besace:done", hear);
      document.removeEventListener("besace:refused", hear);
      resolve(event.type === "besace:done");
    };
    document.addEventListener("besace:done", hear);
    document.addEventListener("besace:refused", hear);
  });
}

async function follow(event) {
  const form = event.target;
  const menu = form.closest("[popover]");
  if (!menu || form.hasAttribute("data-stays")) return;
  if (await settled(form) && menu.matches(":popover-open")) menu.hidePopover();
}

// One act is one person's: they leave one after the other, and stop at the first that is refused.
async function each(form) {
  const sent = new Set();
  for (;;) {
    const next = [...form.querySelectorAll("button[value]")].find((button) => !sent.has(button.value));
    if (!next || !form.isConnected) return;
    sent.add(next.value);
    const done = settled(form);
    form.requestSubmit(next);
    if (!await done) return;
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
  document.addEventListener("submit", follow, true);
  document.addEventListener("click", remember);
  document.addEventListener("click", (event) => {
    const all = event.target.closest?.("[data-all]");
    if (all) each(all.form);
  });
  laid();
}
