"""The weight of a room's page: everything a browser fetches for it, as it comes over the wire."""

import gzip
import re
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urljoin

from bench.server import ADDRESS

LINKED = re.compile(r"""<(?:link|script|use|img)\b[^>]*?\b(?:href|src)="([^"#]+)""")
SKIPPED = re.compile(r"""<link\b[^>]*\brel="(?:alternate|manifest)"[^>]*>""")
IMPORTED = re.compile(r"""\bimport\s+(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']""")
FACE = re.compile(r"@font-face\s*{(.*?)}", re.DOTALL)
SOURCE = re.compile(r"""url\(["']?([^"')]+\.woff2)""")
STYLED = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']""")
LATIN = re.compile(r"U\+0000-00FF", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of a page's parts, compressed as they are sent; the fonts apart."""

    parts: dict[str, int]
    fonts: dict[str, int]

    @property
    def page(self) -> int:
        """The page and all it needs but fonts."""
        return sum(self.parts.values())

    @property
    def letters(self) -> int:
        """The fonts."""
        return sum(self.fonts.values())


def weigh(port: int, path: str, cookie: str) -> Weight:
    """Fetches a page and, once each, what it links: styles, scripts and what they import, icons, fonts of Latin."""
    parts: dict[str, int] = {}
    fonts: dict[str, int] = {}
    line = HTTPConnection(ADDRESS, port, timeout=10)
    waiting = [path]
    while waiting:
        url = waiting.pop()
        if url in parts or url in fonts:
            continue
        size, text = _fetch(line, url, cookie)
        if url.endswith(".woff2"):
            fonts[url] = size
        else:
            parts[url] = size
            waiting += [urljoin(url, found) for found in named_in(url, text)]
    line.close()
    return Weight(parts, fonts)


def named_in(url: str, text: str) -> list[str]:
    """What a page, a style or a script has a browser fetch besides itself."""
    if url.endswith(".css"):
        faces = [face for face in FACE.findall(text) if LATIN.search(face) or "unicode-range" not in face]
        return [*STYLED.findall(text), *(source for face in faces for source in SOURCE.findall(face))]
    if url.endswith(".js"):
        return IMPORTED.findall(text)
    return [] if url.endswith(".svg") else LINKED.findall(SKIPPED.sub("", text))


def _fetch(line: HTTPConnection, url: str, cookie: str) -> tuple[int, str]:
    line.request("GET", url, headers={"Accept-Encoding": "gzip", "Accept": "text/html,*/*", "Cookie": cookie})
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"The page names a part that is answered {answer.status}.")
    whole = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    return len(body), whole.decode("utf-8", "replace")
