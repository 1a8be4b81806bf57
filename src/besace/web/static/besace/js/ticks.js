// Keeps each tick the moment it is made. Where that fails the button comes back, and the plain form keeps them all.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const keep = form.querySelector("[data-keep]");
  const refusal = form.querySelector("[data-refusal]");
  keep.hidden = true;

  async function tick(box) {
    const was = box.checked ? "ready" : "was"; // what is new is ready; what was and is no more is taken back
    const told = new URLSearchParams({ kind: form.elements.kind.value, [was]: box.value });
    told.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(location.href, { method: "POST", body: told, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    remember(box);
  }

  // The plain form compares with what was ticked when the page came: that is now another.
  function remember(box) {
    const line = box.closest(".ticks__line");
    line.querySelector("[name=was]")?.remove();
    if (!box.checked) return;
    const was = Object.assign(document.createElement("input"), { type: "hidden", name: "was", value: box.value });
    line.append(was);
  }

  // One after the other, so that the last touch is the one that counts.
  let last = Promise.resolve();
  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.name !== "ready") return;
    last = last.then(() => tick(box)).catch(() => {
      keep.hidden = false;
      refusal.textContent = form.dataset.lost;
    });
  });
}
