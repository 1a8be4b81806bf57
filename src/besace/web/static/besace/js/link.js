// A link from a letter: what it is worth stands in the fragment, which no server and no log sees; it is posted, then wiped.
function read() {
  const held = location.hash.slice(1);
  const form = document.getElementById("by-link");
  if (!held || !form) return;
  history.replaceState(null, "", location.pathname);
  form.elements.token.value = held;
  form.submit();
}

read();
window.addEventListener("hashchange", read);
