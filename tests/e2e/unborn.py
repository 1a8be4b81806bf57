"""Browsers that see whether a word became more than a word: anything run, anything born, anything asked elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Error, Page, Request

from besace.web.forms import clean

LISTEN = """
window.ran = (what) => { (window.bornHere ??= []).push(`ran ${what}`); console.error(`ran ${what}`); };
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.ran(name);
document.addEventListener("securitypolicyviolation", (e) => window.ran(`${e.violatedDirective} ${e.blockedURI}`));
"""
BORN = """() => {
  const its = Element.prototype; // a field hides its form's own methods
  const wrong = "[born], born-x, base, object, embed, marquee, math, foreignObject, style, script:not([src]), "
    + "[srcdoc], [style], iframe:not([sandbox]), meta[http-equiv]:not([http-equiv=refresh])";
  const leads = (name, to) => /^(href|src|action|formaction|xlink:href)$/i.test(name)
    && /^[^/?#]*:|^\\s*\\/\\//.test(to) && !/^(https?|mailto):/i.test(to);
  const says = (e) => its.getAttributeNames.call(e)
    .some((name) => /^on/i.test(name) || leads(name, its.getAttribute.call(e, name)));
  return [...document.querySelectorAll("*")]
    .filter((e) => e instanceof HTMLUnknownElement || its.matches.call(e, wrong) || says(e))
    .map((e) => its.cloneNode.call(e).outerHTML.slice(0, 120));
}"""
SAID = """() => [((all) => {
    for (const end of all.querySelectorAll("br")) end.replaceWith("\\n");
    return all.textContent;
  })(document.body.cloneNode(true)), ...[...document.querySelectorAll("input, textarea")].map((e) => e.value),
  ...[...document.querySelectorAll("[title], [aria-label], [data-take]")].map((e) =>
    ["title", "aria-label", "data-take"].map((name) => e.getAttribute(name) ?? "").join(" "))].join("\\n")"""


def plain(text: str) -> str:
    """Words as they are kept and read: without what no sentence holds, and every gap one space."""
    return re.sub(r"[^\S\u00a0\u202f]+", " ", clean(text)).strip()


@dataclass
class Watch:
    """One browser, and all that it saw."""

    context: BrowserContext
    home: str
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.add_init_script(LISTEN)
        self.context.on("request", self._asked)
        self.context.on("page", self._opened)

    def opens(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(self.home + path)
        return page

    def looks(self, page: Page) -> str:
        """Sees what was born on a page, and gives all that stands on it."""
        try:
            self.seen += page.evaluate("() => (window.bornHere ?? []).splice(0)")
            self.seen += [f"born: {one}" for one in page.evaluate(BORN)]
            return plain(page.evaluate(SAID))
        except Error as gone:
            self.seen.append(f"went elsewhere: {gone.message}")
            return ""

    def _opened(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        page.on("dialog", self._asked_in_a_box)

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not re.search(r"status of (404|405|409|422)", said.text):
            self.seen.append(f"console {said.text}")

    def _asked_in_a_box(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:image/", "blob:")):
            self.seen.append(f"asked {request.url}")


@dataclass
class Planted:
    """What was written where, and what of it has been read, whole, by somebody."""

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def text(self, where: str, words: str) -> str:
        """Words for a field, with a mark of their own in front."""
        mark = f"Z{len(self.texts)}Z"
        self.texts[mark] = (where, plain(f"{mark} {words}"))
        return clean(f"{mark} {words}")

    def read(self, said: str) -> None:
        """Notes which words stand there, verbatim, and which only in part."""
        for mark, (_, words) in self.texts.items():
            if mark in self.whole or f"{mark} " not in said:
                continue
            (self.whole if words in said else self.broken).add(mark)

    def places(self, marks: Iterable[str]) -> set[str]:
        return {self.texts[mark][0] for mark in marks}
