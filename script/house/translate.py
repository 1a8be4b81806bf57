"""`script/translate`: makes the files of a language, and says part by part what it has and what it lacks."""

import gettext
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import locale

from house import catalogue, sentences
from house.wordbooks import wordbook

PARTS = {
    "the pages": ("web/",),
    "the letters, and their usual words": ("post/",),
    "the papers": ("papers/",),
    "what people keep": ("people/",),
}
FOLDERS = ("the help", "the coach", "the sessions told")
USAGE = "script/translate LANG, or --check [LANG…], or --left LANG; a LANG is two letters, as in docs/translating.md"

ANCHOR = re.compile(r"^## .+ (\{#[a-z-]+\})$", re.MULTILINE)

type Found = dict[str, list[str]]


class House:
    """The places where languages live, under the folder of the package."""

    def __init__(self, package: Path = catalogue.PACKAGE) -> None:
        self.package = package
        self.locales = package / "locale"
        self.template = catalogue.gather(package)

    def catalogue(self, language: str) -> Path:
        return self.locales / language / "LC_MESSAGES" / "django.po"

    def listed(self) -> list[str]:
        """Gives the languages that the house offers, the one sentences are written in among them."""
        said = (self.package / "languages.py").read_text(encoding="utf-8")
        line = re.search(r"^LANGUAGES\b[^=]*= \(([^)]*)\)", said, re.MULTILINE)
        return re.findall(r'"(\w+)"', line[1]) if line else []

    def pages(self) -> list[Path]:
        return sorted(self.package.glob("web/templates/**/*.html"))

    def others(self, language: str) -> dict[tuple[str | None, str], list[polib.POEntry]]:
        """Gives the translations of the other languages by sentence, to compare lengths with."""
        found: dict[tuple[str | None, str], list[polib.POEntry]] = {}
        for path in catalogue.catalogues(self.locales):
            if path != self.catalogue(language):
                for entry in polib.pofile(str(path)):
                    found.setdefault((entry.msgctxt, entry.msgid), []).append(entry)
        return found


def begin(house: House, language: str) -> polib.POFile:
    """Makes or updates the catalogue of a language, and gives it; translations that are there stay."""
    path = house.catalogue(language)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        empty = polib.POFile(wrapwidth=100)
        empty.metadata = {
            "Language": language,
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": plural_forms(language),
        }
        empty.save(str(path))
    updated = catalogue.update(path, catalogue.gather(house.package))
    updated.save(str(path))
    return updated


def plural_forms(language: str) -> str:
    """Gives how a language counts, as Django's own catalogue says; two forms where Django does not speak it."""
    folder = Path(str(locale.__file__)).parent
    try:
        told = gettext.translation("django", str(folder), [language]).info()
    except OSError:
        told = {}
    return str(told.get("plural-forms", "nplurals=2; plural=(n != 1);"))


def lacks(house: House, language: str) -> Found:
    """Gives what a language lacks to be complete, a line each, by part; nothing where it is complete."""
    found: Found = {part: [] for part in ("the list of languages", *PARTS, *FOLDERS)}
    if language not in house.listed():
        found["the list of languages"].append(f'a "{language}" in {house.package / "languages.py"}')
    if language != "en":
        for part, lack in _sentences(house, language):
            found[part].append(lack)
    found["the help"].extend(_help(house.package / "web" / "help", language))
    found["the coach"].extend(wordbook(house.package / "coach" / "data", language))
    told = house.package / "rehearse" / "scenarios" / f"serenity.{language}.toml"
    if not told.exists():
        found["the sessions told"].append(f"{told.name}, for `script/serve --demo`")
    elif tomllib.loads(told.read_text(encoding="utf-8")).get("language") != language:
        found["the sessions told"].append(f'{told.name} does not say language = "{language}"')
    return {part: lines for part, lines in found.items() if lines}


def _help(folder: Path, language: str) -> Iterator[str]:
    """The leaves of help that are not there, or whose parts are not those of the English one."""
    for english in sorted((folder / "en").glob("*.md")):
        leaf = folder / language / english.name
        if not leaf.exists():
            yield f"{leaf}"
        elif ANCHOR.findall(leaf.read_text(encoding="utf-8")) != ANCHOR.findall(english.read_text(encoding="utf-8")):
            yield f"{leaf} has other parts, or in another order, than {english}"


def _sentences(house: House, language: str) -> Iterator[tuple[str, str]]:
    path = house.catalogue(language)
    if not path.exists():
        yield "the pages", f"{path}: made by `script/translate {language}`"
        return
    read = polib.pofile(str(path))
    forms = sentences.number_of_forms(read)
    known = {(e.msgctxt, e.msgid, e.msgid_plural): e for e in read if not e.obsolete}
    for wanted in house.template:
        entry = known.get((wanted.msgctxt, wanted.msgid, wanted.msgid_plural))
        for lack in _of_one(entry, forms):
            yield _part(wanted), f"{lack}: {wanted.msgid!r} ({wanted.occurrences[0][0]})"


def _of_one(entry: polib.POEntry | None, forms: int) -> Iterator[str]:
    if entry is None:
        yield "not in the catalogue"
    elif entry.fuzzy:
        yield "fuzzy"
    elif not any(sentences.forms_of(entry)):
        yield "untranslated"
    elif sentences.empty_forms(entry, forms):
        yield f"not all of its {forms} plural forms"
    elif odd := catalogue.strange_placeholders(entry):
        yield f"placeholders differ ({odd})"
    else:
        yield from sentences.oddities(entry)


def _part(entry: polib.POEntry) -> str:
    first = entry.occurrences[0][0]
    return next((part for part, begins in PARTS.items() if first.startswith(begins)), "the pages")


def to_look_at(house: House, language: str) -> list[str]:
    """Gives translations so long that a button may break: to be looked at on a phone, not an error."""
    if language == "en" or not house.catalogue(language).exists():
        return []
    others = house.others(language)
    read = polib.pofile(str(house.catalogue(language)))
    touched = {key[:2] for path in house.pages() for key in sentences.on_buttons(path.read_text(encoding="utf-8"))}
    return [
        max(sentences.forms_of(entry), key=len)
        for entry in read
        if (entry.msgctxt or "", entry.msgid) in touched
        and sentences.too_long(entry, others.get((entry.msgctxt, entry.msgid), []))
    ]


def told(house: House, language: str, most: int = 5) -> Iterator[str]:
    """Says what a language has and lacks, a line each, at most so many lines a part."""
    missing = lacks(house, language)
    total = Counter(_part(entry) for entry in house.template)
    for part in ("the list of languages", *PARTS, *FOLDERS):
        lines = missing.get(part, [])
        of = f" of {total[part]}" if total[part] and language != "en" else ""
        yield f"{language}: {part}: {f'{len(lines)}{of} to do' if lines else 'complete'}"
        yield from (f"    {line}" for line in lines[:most])
        if len(lines) > most:
            yield f"    and {len(lines) - most} more"
    for sentence in to_look_at(house, language):
        yield f"{language}: long for a phone: {sentence!r}"


def main(words: list[str], package: Path = catalogue.PACKAGE) -> int:
    """Does what the command line asks; gives 1 where `--check` finds a lack, and 2 where it was not understood."""
    options, languages = [w for w in words if w.startswith("-")], [w for w in words if not w.startswith("-")]
    wrong = [one for one in languages if not re.fullmatch("[a-z]{2}", one)]
    if wrong or options not in ([], ["--check"], ["--left"]) or (options != ["--check"] and len(languages) != 1):
        print(USAGE, file=sys.stderr)
        return 2
    house = House(package)
    if options == ["--check"]:
        short = [one for one in languages or house.listed() if lacks(house, one)]
        print(*(line for one in short for line in told(house, one)), sep="\n")
        return 1 if short else 0
    if not options:
        begin(house, languages[0])
    print(*told(house, languages[0], most=100_000 if options else 5), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
