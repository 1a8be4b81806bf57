// The end of a step's time, for whoever wants to hear or feel it: a bowl that is struck softly, a buzz in the hand. What one
// chooses here holds on this device and goes before what the account says; nothing is chosen for anyone, and nothing comes
// from a page that is out of sight. The sound is made here; a browser lets it be heard once the page was touched.
const PARTIALS = [[196, 0.16, 4], [541, 0.06, 2.4], [1056, 0.02, 1.2]]; // how high (Hz), how loud, how long it rings (s)
const RISE = 0.03; // no click where it begins
const SILENT = 0.0001;
const BUZZ = 200;
let air = null;

const kept = (cue) => `besace-cue-${cue}`;
const wanted = (cue) => (localStorage.getItem(kept(cue)) ?? document.documentElement.dataset[cue] ?? "off") === "on";

function strike() {
  const now = air.currentTime;
  for (const [pitch, loud, long] of PARTIALS) {
    const tone = new OscillatorNode(air, { frequency: pitch });
    const swell = new GainNode(air, { gain: SILENT });
    swell.gain.linearRampToValueAtTime(loud, now + RISE);
    swell.gain.exponentialRampToValueAtTime(SILENT, now + long);
    tone.connect(swell).connect(air.destination);
    tone.start(now);
    tone.stop(now + long);
  }
}

const GIVES = {
  sound: () => { if (air?.state === "running") strike(); },
  buzz: () => navigator.vibrate?.(BUZZ),
};

function give() {
  if (document.visibilityState !== "visible") return;
  for (const [cue, gives] of Object.entries(GIVES)) if (wanted(cue)) gives();
}

// Only a touch or a key opens the way for sound.
async function open() {
  if (!wanted("sound") || air?.state === "running" || !window.AudioContext) return;
  air ??= new AudioContext();
  await air.resume();
}

function show() {
  for (const button of document.querySelectorAll("[data-cue]")) {
    button.setAttribute("aria-pressed", wanted(button.dataset.cue));
    button.hidden = button.dataset.cue === "buzz" && !(navigator.vibrate && navigator.maxTouchPoints); // nothing to hold, nothing to feel
  }
}

async function choose({ target }) {
  const cue = target.closest?.("[data-cue]")?.dataset.cue;
  if (cue) localStorage.setItem(kept(cue), wanted(cue) ? "off" : "on");
  show();
  await open();
  if (cue && wanted(cue)) GIVES[cue](); // so that she knows what it is
}

export function start() {
  document.addEventListener("besace:over", give);
  document.addEventListener("click", choose);
  document.addEventListener("keydown", open);
  show();
}
