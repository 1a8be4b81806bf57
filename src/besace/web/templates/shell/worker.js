{% load besace %}// Stands between this browser and the house. It keeps the shell of one release, and a page for when there is no line;
// it keeps no other page and no content, and gives none but from the house itself.
const { release, parts, pages, source } = {{ told|as_json }};
const KEPT = `besace ${release}`;
const LANGUAGE = "/offline/";
const LONGEST = 12_000; // a line on which nothing comes is none

const ours = (path) => path.startsWith(release) || Object.values(pages).includes(path);

async function keep(request, answer) {
  const { pathname } = new URL(request.url);
  const stays = answer.ok && answer.type === "basic" && !/no-store|private/.test(answer.headers.get("cache-control") ?? "no-store");
  if (stays && ours(pathname)) await (await caches.open(KEPT)).put(request, answer.clone());
  return answer;
}

const found = async (request) => (await caches.open(KEPT)).match(request, { ignoreVary: true });
const fetched = async (request) => keep(request, await fetch(request));

async function install() {
  const all = [...parts, ...Object.values(pages)].map((path) => new Request(path, { credentials: "omit" }));
  await Promise.all(all.map(fetched));
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// Always from the house; what it shows without a line says so, and knows nothing of what the page was.
async function page(request) {
  const late = new Promise((_, fail) => setTimeout(fail, LONGEST, new TypeError("no line")));
  try {
    return await Promise.race([fetch(request), late]);
  } catch (failure) {
    const spoken = await (await found(LANGUAGE))?.text();
    const instead = await found(pages[spoken] ?? pages[source]);
    if (!instead) throw failure;
    return instead;
  }
}

async function speak(language) {
  if (language in pages) await (await caches.open(KEPT)).put(LANGUAGE, new Response(language));
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(speak(String(event.data?.language))));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (origin === location.origin && pathname.startsWith(release)) event.respondWith(found(request).then((one) => one ?? fetched(request)));
});
