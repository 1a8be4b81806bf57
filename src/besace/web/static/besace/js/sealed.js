// A drawer that tabs share (IndexedDB), in which every word lies sealed: AES-GCM, under a key that no script can read out,
// bound to its place. The key goes with the last thing in the drawer. All of it needs a secure context.
const NAME = "besace";
const KEY = "key";
export const able = Boolean(window.isSecureContext && window.indexedDB && window.crypto.subtle);

let opening = null;

function opened() {
  opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("keys");
      asked.result.createObjectStore("waiting", { keyPath: "n", autoIncrement: true });
    };
    asked.onsuccess = () => {
      asked.result.onclose = () => { opening = null; };
      asked.result.onversionchange = () => { asked.result.close(); opening = null; };
      done(asked.result);
    };
    asked.onerror = () => { opening = null; fail(asked.error); };
  });
  return opening;
}

const came = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

// All in one transaction: `work` only asks, and awaits nothing but what it asked.
async function within(mode, work) {
  const transaction = (await opened()).transaction(["keys", "waiting"], mode);
  const over = new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });
  const found = await work(transaction.objectStore("waiting"), transaction.objectStore("keys"));
  await over;
  return found;
}

async function fresh() {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  return { name: crypto.getRandomValues(new Uint32Array(4)).join("-"), key };
}

async function seal({ key }, place, words) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bound = new TextEncoder().encode(place);
  const bytes = new TextEncoder().encode(JSON.stringify(words));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, key, bytes) };
}

async function unseal({ key }, { place, sealed: { iv, bytes } }) {
  const bound = new TextEncoder().encode(place);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound }, key, bytes);
  return JSON.parse(new TextDecoder().decode(plain));
}

// Another tab may have laid a key, or taken it away, while this one was sealing: then it is done anew under that key.
async function lay(place, words, put) {
  for (;;) {
    const held = (await within("readonly", (_, keys) => came(keys.get(KEY)))) ?? await fresh();
    const sealed = await seal(held, place, words);
    const n = await within("readwrite", async (waiting, keys) => {
      const there = await came(keys.get(KEY));
      if (there && there.name !== held.name) return null;
      if (!there) await came(keys.put(held, KEY));
      return put(waiting, sealed, held.name);
    });
    if (n !== null) return n;
  }
}

export function put(place, words) {
  return lay(place, words, (waiting, sealed, key) => came(waiting.add({ place, at: Date.now(), key, sealed })));
}

// What has been taken out meanwhile is not laid back.
export function change(n, place, words) {
  return lay(place, words, async (waiting, sealed, key) => {
    const there = await came(waiting.get(n));
    return there ? came(waiting.put({ ...there, key, sealed })) : 0;
  });
}

export async function all(place) {
  const [rows, held] = await within("readonly", async (waiting, keys) => [await came(waiting.getAll()), await came(keys.get(KEY))]);
  const mine = rows.filter((row) => row.place === place && held && row.key === held.name);
  const read = mine.map(async (row) => ({ n: row.n, ...await unseal(held, row) }));
  return (await Promise.allSettled(read)).filter(({ status }) => status === "fulfilled").map(({ value }) => value);
}

export async function count(fits) {
  return (await within("readonly", (waiting) => came(waiting.getAll()))).filter(fits).length;
}

export function drop(fits) {
  return within("readwrite", async (waiting, keys) => {
    const rows = await came(waiting.getAll());
    const gone = rows.filter(fits);
    for (const { n } of gone) await came(waiting.delete(n));
    if (gone.length === rows.length) await came(keys.delete(KEY));
  });
}
