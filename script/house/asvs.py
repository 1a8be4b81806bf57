"""The checklist of OWASP ASVS 5.0.0, levels 1 and 2: whole, and each answer with evidence that is there.

The tables of docs/asvs/ are read; which ids there are stands in asvs_ids.txt. Evidence is what stands in backquotes and
names a file, a test of it (`tests/….py::test_…`) or a heading of a page (`docs/….md#heading`).
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PAGES, SECURITY, BESIDE = Path("docs/asvs"), Path("docs/security.md"), Path("docs/security")
PACKAGE = Path("src/besace")
IDS = Path(__file__).with_name("asvs_ids.txt")
MET, NOT_APPLICABLE, DEVIATION, OPEN = "met", "not applicable", "deviation", "open"
VERDICTS = (MET, NOT_APPLICABLE, DEVIATION, OPEN)
STILL_OPEN: frozenset[str] = frozenset()
"""The ids that may be open: an open one that is not here fails, and so does one that is here and open no more."""
LONGEST_WORDING, SHORTEST_REASON = 15, 3
ROW = re.compile(r"^\| (?P<id>\d+\.\d+\.\d+) \|(?P<cells>.*)\|$", re.MULTILINE)
QUOTED = re.compile(r"`([^`]+)`")
OURS = r"(?:src|tests|docs|script|bench|deploy)/[\w./-]*"
NAMES_A_FILE = re.compile(rf"{OURS}|[\w./-]+\.(?:md|toml|lock|py|html|js|conf|service)")
IN_BOLD = re.compile(r"\b\d+\.\d+\.\d+\b(?=[^*]*\*\*)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Item:
    """One row: what is asked, in our words, the verdict, and why or by what."""

    id: str
    level: str
    asked: str
    verdict: str
    told: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """What it names as evidence: files, tests, headings."""
        return tuple(one for one in QUOTED.findall(self.told) if names_a_file(one))


def items_of(text: str) -> list[Item]:
    """Reads the rows of a page; a row with other than four cells after its id has the rest in its last one."""
    found = []
    for row in ROW.finditer(text):
        cells = [cell.strip() for cell in row["cells"].split(" | ", 3)]
        found.append(Item(row["id"], *(cells + [""] * 4)[:4]))
    return found


def ids_of(text: str) -> dict[str, str]:
    """Reads which ids there are, and from which level each is asked."""
    lines = (line.partition(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: level for name, _, level in lines}


def names_a_file(quoted: str) -> bool:
    """Whether words in backquotes name a file of the project rather than code, a setting or an address."""
    return NAMES_A_FILE.fullmatch(re.split(r"::|#", quoted)[0]) is not None and not quoted.startswith("/")


def incomplete(items: Iterable[Item], ids: Mapping[str, str]) -> Iterator[str]:
    """Each id stands once, at its level, and no other does."""
    seen = Counter(item.id for item in items)
    yield from (f"{name}: in no table" for name in ids if name not in seen)
    yield from (f"{name}: {times} times" for name, times in seen.items() if times > 1)
    for item in items:
        if item.id not in ids:
            yield f"{item.id}: is not asked at level 1 or 2"
        elif item.level != ids[item.id]:
            yield f"{item.id}: is asked from level {ids[item.id]}"


def unfounded(item: Item) -> Iterator[str]:
    """What is said of an item can be followed: known words, a reason, and evidence that is there."""
    if item.verdict not in VERDICTS:
        yield f"{item.id}: {item.verdict!r} is no verdict"
    if not 0 < len(item.asked.split()) <= LONGEST_WORDING:
        yield f"{item.id}: say what is asked in {LONGEST_WORDING} words at most"
    if item.verdict == MET and not item.evidence:
        yield f"{item.id}: met, and nothing that shows it"
    if item.verdict in VERDICTS[1:] and len(item.told.split()) < SHORTEST_REASON:
        yield f"{item.id}: {item.verdict}, and no reason"
    yield from (f"{item.id}: {why}" for one in item.evidence if (why := missing(one)))


def missing(evidence: str) -> str:
    """Why a piece of evidence cannot be found; empty where it can."""
    name, _, test = evidence.partition("::")
    name, _, heading = name.partition("#")
    path = Path(name)
    if not path.exists():
        return f"there is no {name}"
    if test and test not in tests_in(path):
        return f"{name} has no test {test}"
    if heading and heading not in headings_in(path):
        return f"{name} has no heading #{heading}"
    return ""


@lru_cache(maxsize=256)
def tests_in(path: Path) -> frozenset[str]:
    """The tests that pytest finds in a file, read without running it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name.startswith("test_")
    )


@lru_cache(maxsize=64)
def headings_in(path: Path) -> frozenset[str]:
    """The headings of a page, as its links name them."""
    said = HEADING.findall(path.read_text(encoding="utf-8"))
    return frozenset(re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in said)


def still_open(items: Iterable[Item], known: Collection[str] = STILL_OPEN) -> Iterator[str]:
    """What is open is known to be, and what is known to be open is."""
    found = {item.id for item in items if item.verdict == OPEN}
    yield from (f"{name}: open" for name in sorted(found - set(known)))
    yield from (f"{name}: not open any more; take it out of STILL_OPEN" for name in sorted(set(known) - found))


def untold(items: Iterable[Item], security: str) -> Iterator[str]:
    """Each deviation stands with the others on the page of security, and no other does."""
    part = security.partition("## Deviations")[2].partition("\n## ")[0]
    told = {name for line in part.splitlines() if line.startswith("- **") for name in IN_BOLD.findall(line)}
    found = {item.id for item in items if item.verdict == DEVIATION}
    yield from (f"{name}: a deviation that {SECURITY} does not tell" for name in sorted(found - told))
    yield from (f"{name}: told as a deviation in {SECURITY}, and none" for name in sorted(told - found))


def astray(page: Path) -> Iterator[str]:
    """What a page names as evidence and is not there; files of the package may go by their name within it."""
    for one in QUOTED.findall(page.read_text(encoding="utf-8")):
        if names_a_file(one) and not (PACKAGE / one).exists() and (why := missing(one)):
            yield f"{page}: {why}"


def read() -> list[Item]:
    """Every row of every page, in order of their names."""
    return [item for page in sorted(PAGES.glob("*.md")) for item in items_of(page.read_text(encoding="utf-8"))]


def main() -> int:
    items = read()
    broken = [*incomplete(items, ids_of(IDS.read_text(encoding="utf-8")))]
    broken += [line for item in items for line in unfounded(item)]
    broken += [*still_open(items), *untold(items, SECURITY.read_text(encoding="utf-8"))]
    broken += [line for page in (SECURITY, *sorted(BESIDE.glob("*.md"))) for line in astray(page)]
    print(*broken, sep="\n", end="\n" if broken else "")
    counts = Counter(item.verdict for item in items)
    print(f"ASVS 5.0.0, levels 1 and 2: {len(items)} items.", *(f"{counts[one]} {one}." for one in VERDICTS))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
