"""A person's notebook as Markdown: the same parts as on paper, for whatever she writes with."""

from collections.abc import Iterator

from besace.papers.occasion import Sheet


def markdown_of(sheet: Sheet) -> str:
    """Gives a sheet of `sheets.notebook` as text; what she wrote stands in quotations and never becomes markup."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from (f"# {sheet['title']}", "", *(_plain(line) for line in sheet["intro"]))
    for part in sheet["parts"]:
        yield from ("", f"## {part['title']}")
        if part["remark"]:
            yield from ("", part["remark"])
        for said in part["said"]:
            yield from ("", f"### {said['label']}")
            for words in said["words"]:
                yield from ("", *_quoted(words))
    yield from ("", sheet["nothing"] or sheet["end"])


def _quoted(words: str) -> Iterator[str]:
    """Words with their lines as they were: two spaces at an end break it (CommonMark 0.31, 6.7)."""
    *before, last = words.split("\n")
    yield from (f"> {_plain(line)}  " if line else ">" for line in before)
    yield f"> {_plain(last)}"


def _plain(line: str) -> str:
    """A line as it was typed: a `<` opens no tag, and a sign at the beginning makes no heading or list."""
    shown = line.replace("\\", "\\\\").replace("<", "\\<")
    return f"\\{shown}" if shown[:1] in {"#", "-", "+", "*", ">", "=", "|", "`", "~"} else shown
