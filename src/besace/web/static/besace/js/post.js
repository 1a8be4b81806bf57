// One try at sending, and what came of it: done; refused, with a sentence; or away: nobody of ours answered.
const page = document.body.dataset;
const LONGEST = 15_000;

// A café's portal answers too, with a page, and so does a proxy whose house is down. Our pages say by what policy they are
// drawn; that something is there no more is believed of nobody else.
const drawn = (answer) => answer.headers.get("content-security-policy")?.includes("trusted-types besace") === true;
const isJson = (answer) => answer.headers.get("content-type")?.includes("json") === true;
const ours = (answer) => drawn(answer) || (isJson(answer) && answer.status !== 404);

export async function post(to, data) {
  try {
    const answer = await fetch(to, { method: "POST", body: new URLSearchParams(data),
      headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(LONGEST) });
    const { status } = answer;
    const busy = status === 503 && ours(answer);
    if (!ours(answer) || (status >= 502 && status <= 504)) return { away: true, busy };
    const json = isJson(answer) ? await answer.json() : {};
    if (answer.ok) return { done: true };
    return { status, refused: json.refused ?? { sentence: json.sentence || page.trouble } };
  } catch {
    return { away: true, busy: false };
  }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// For what must not wait: a house that is busy is asked again for a moment; a line that is away is not.
export async function postNow(to, data) {
  for (let tries = 0; ; tries += 1) {
    const came = await post(to, data);
    if (!came.busy || tries === 3) return came;
    await pause(500 + Math.random() * 500);
  }
}
