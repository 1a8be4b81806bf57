"""A leaf of help as it is written, and as a page shows it: of Markdown, what our own texts use and no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADING = re.compile(r"## (?P<title>.+) \{#(?P<anchor>[a-z-]+)\}")
TITLE, PART, ITEM = "# ", "## ", "- "
MARKED = re.compile(r"\*\*(?P<strong>.+?)\*\*|\*(?P<own>.+?)\*|\[(?P<said>.+?)\]\((?P<leaf>[a-z]+)\.md\)")


class NotAsWritten(ValueError):  # noqa: N818 - what is wrong, in one word
    """A text uses what this does not read; a test says so of every one of ours."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words on end: plain, `strong`, somebody's `own`, or leading to another `leaf`."""

    text: str
    strong: bool = False
    own: bool = False
    leaf: str = ""


type Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, which is one line; or a list, of lines."""

    lines: tuple[Line, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text of help: its title, what it says first, its parts."""

    title: str
    lead: tuple[Block, ...]
    parts: tuple[Part, ...]

    def part(self, anchor: str) -> Part | None:
        """Gives the part of that anchor; None where there is none."""
        return next((one for one in self.parts if one.anchor == anchor), None)


def read(text: str) -> Leaf:
    """Reads a leaf: `# title`, a lead, then parts, each under `## title {#anchor}`, of paragraphs and lists.

    Raises:
        NotAsWritten: it is otherwise.
    """
    head, *rest = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    title, _, lead = head.partition("\n")
    if not title.startswith(TITLE):
        raise NotAsWritten(title)
    return Leaf(title.removeprefix(TITLE), tuple(_blocks(lead)), tuple(map(_part, rest)))


def _part(text: str) -> Part:
    heading, _, body = text.partition("\n")
    found = HEADING.fullmatch(heading)
    if found is None:
        raise NotAsWritten(heading)
    return Part(found["title"], found["anchor"], tuple(_blocks(body)))


def _blocks(text: str) -> Iterator[Block]:
    for block in filter(None, (one.strip() for one in text.split("\n\n"))):
        lines = block.split("\n")
        listed = all(line.startswith(ITEM) for line in lines)
        if len(lines) > 1 and not listed:
            raise NotAsWritten(lines[0])
        yield Block(tuple(tuple(_runs(line.removeprefix(ITEM))) for line in lines), listed)


def _runs(line: str) -> Iterator[Run]:
    at = 0
    for found in MARKED.finditer(line):
        if found.start() > at:
            yield Run(line[at : found.start()])
        text = found["strong"] or found["own"] or found["said"]
        yield Run(text, bool(found["strong"]), bool(found["own"]), found["leaf"] or "")
        at = found.end()
    if line[at:]:
        yield Run(line[at:])
