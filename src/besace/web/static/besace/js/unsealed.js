// The same drawer where nothing can be sealed (plain http): this tab's own, which a reload leaves and its closing empties.
const NAME = "besace-waiting";

const read = () => JSON.parse(sessionStorage.getItem(NAME) ?? "[]");

function write(rows) {
  if (rows.length) sessionStorage.setItem(NAME, JSON.stringify(rows));
  else sessionStorage.removeItem(NAME);
}

export async function put(place, words) {
  const rows = read();
  const n = Math.max(0, Date.now(), ...rows.map((row) => row.n + 1));
  write([...rows, { n, place, at: Date.now(), words }]);
  return n;
}

export async function change(n, place, words) {
  write(read().map((row) => (row.n === n ? { ...row, words } : row)));
}

export async function all(place) {
  return read().filter((row) => row.place === place).map(({ n, words }) => ({ n, ...words }));
}

export async function count(fits) { return read().filter(fits).length; }

export async function drop(fits) { write(read().filter((row) => !fits(row))); }
