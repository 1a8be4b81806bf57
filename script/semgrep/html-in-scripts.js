function lay(node, words) {
  // ruleid: html-in-scripts
  node.innerHTML = words;
  // ruleid: html-in-scripts
  node.innerHTML += `<p>${words}</p>`;
  // ruleid: html-in-scripts
  node.outerHTML = words;
  // ruleid: html-in-scripts
  node.insertAdjacentHTML("beforeend", words);
  // ruleid: html-in-scripts
  document.write(words);
  // ruleid: html-in-scripts
  new DOMParser().parseFromString(words, "text/html");
  // ruleid: html-in-scripts
  window.trustedTypes.createPolicy("other", { createHTML: (html) => html });
  // ruleid: html-in-scripts
  eval(words);
  // ruleid: html-in-scripts
  new Function(words)();
  // ruleid: html-in-scripts
  setTimeout("lay()", 10);
  // ok: html-in-scripts
  node.textContent = words;
  // ok: html-in-scripts
  setTimeout(lay, 10, node);
}
