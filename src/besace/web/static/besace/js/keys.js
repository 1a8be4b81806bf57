// Passkeys. A form asks for the options, the browser holds its ceremony, and the same form posts what came of it.
const KEYS = "form[data-key]";
const able = window.isSecureContext && window.PublicKeyCredential?.parseRequestOptionsFromJSON;

function say(form, word) {
  const place = form.querySelector("[data-key-said]");
  place.textContent = place.dataset[word];
  place.hidden = false;
}

function ready(form) {
  const here = location.hostname === form.dataset.home;
  if (form.hidden) form.hidden = !(able && here); // one way in among others: where it leads nowhere, it is not shown
  else if (!here) say(form, "elsewhere");
  else if (!able) say(form, "unable");
  if (able && here) for (const part of form.querySelectorAll("button, [data-key-part]")) part.hidden = false;
}

async function made(form, options) {
  const { publicKey } = options;
  if (form.dataset.key === "get") return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

async function hold(form) {
  form.querySelector("[data-key-said]").hidden = true;
  const body = new FormData(form);
  const answer = await fetch(form.dataset.options, { method: "POST", body, headers: { Accept: "application/json" } });
  const options = await answer.json();
  if (options.location) return location.assign(options.location);
  const credential = await made(form, options);
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

for (const form of document.querySelectorAll(KEYS)) {
  ready(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    hold(form).catch((failure) => say(form, failure.name === "InvalidStateError" ? "known" : "failed"));
  });
}
