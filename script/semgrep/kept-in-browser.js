const slips = new Map();

function keep(words) {
  // ruleid: kept-in-browser
  localStorage.setItem("words", words);
  // ruleid: kept-in-browser
  window.sessionStorage.words = words;
  // ruleid: kept-in-browser
  indexedDB.open("words");
  // ruleid: kept-in-browser
  document.cookie = words;
  // ruleid: kept-in-browser
  navigator.sendBeacon("/", words);
  // ok: kept-in-browser
  slips.set("words", words);
}
