"""The static files as they are served: without the remarks written for each other, beside their compressed forms."""

import gzip
import re
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from besace.live.together import together

PACKED = frozenset({".css", ".js", ".svg", ".json", ".txt", ".webmanifest"})
VENDORED = "vendor"
"""The folder of what others wrote: it stays as it came, its licence with it."""
REMARKS = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)[ \t]*$", re.DOTALL | re.MULTILINE),
}
WHOLE = frozenset({"room.js"})
"""Scripts that come with all they import: a page that waits for them waits once."""
MANNER = "together"
"""How files are laid, in a word: where it changes, they are laid anew though they are the same."""
MARGIN = re.compile(r"^\s+", re.MULTILINE)


def lay_out_static(target: Path) -> Path:
    """Lays the static files of this version into the folder, each beside its compressed form; a version already there
    is kept.
    """
    mark, wanted = target / "version", f"{settings.STATIC_URL} {MANNER}"
    if mark.is_file() and mark.read_text() == wanted:
        return target
    shutil.rmtree(target, ignore_errors=True)
    for finder in get_finders():
        for path, storage in finder.list([]):
            _lay_out(Path(storage.path(path)), target / path)
    target.mkdir(exist_ok=True)
    mark.write_text(wanted)
    return target


def slimmed(text: str, suffix: str) -> str:
    """A style sheet or a script without remarks, margins and empty lines; any other text as it is.

    In scripts only remarks on lines of their own go: elsewhere `//` may stand within a text. Nor may a text go over
    several lines, since its margin would be lost.
    """
    if suffix not in REMARKS:
        return text
    return MARGIN.sub("", REMARKS[suffix].sub("", text))


def _lay_out(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in REMARKS and VENDORED not in target.parts:
        text = together(source) if source.name in WHOLE else source.read_text(encoding="utf-8")
        target.write_text(slimmed(text, source.suffix), encoding="utf-8")
    else:
        shutil.copyfile(source, target)
    if source.suffix in PACKED:
        target.with_name(target.name + ".gz").write_bytes(gzip.compress(target.read_bytes(), 9, mtime=0))
