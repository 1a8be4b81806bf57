"""The sentences shown to people, and their translations.

`update` brings the `.po` files up to date with the code and the templates; `check` says what a translation still lacks.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path("src/besace")
LOCALES = PACKAGE / "locale"

# The arguments of each function: context, singular, plural.
CONTEXT_AT = {"pgettext": 0, "pgettext_lazy": 0, "npgettext": 0, "npgettext_lazy": 0}
PLURAL = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
FUNCTIONS = PLAIN | PLURAL | CONTEXT_AT.keys()

STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({STRING}(?:\s*,\s*{STRING})*)")
PLACEHOLDER = re.compile(r"%\((?P<name>\w+)\)[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|\{\w+\}|%[sd]")

type Key = tuple[str, str, str]  # context, singular, plural


def key_of(function: str, strings: list[str]) -> Key:
    """Gives the catalogue's key of one call, from the literal arguments it starts with."""
    context = strings.pop(0) if function in CONTEXT_AT else ""
    return context, strings[0], strings[1] if function in PLURAL else ""


def sentences_of_code(source: str) -> Iterator[Key]:
    """Gives what a Python source asks gettext to translate, wherever the argument is a literal."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if function in FUNCTIONS and (strings := literals(node.args)):
            yield key_of(function, strings)


def literals(arguments: list[ast.expr]) -> list[str]:
    return [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def sentences_of_template(source: str) -> Iterator[Key]:
    """Gives what a template asks to translate, read from the calls that Django makes of its tags."""
    for call in CALL.finditer(templatize(source)):
        strings = [ast.literal_eval(found) for found in re.findall(STRING, call[2])]
        yield key_of(call[1], strings)


def sentences_of(path: Path) -> Iterator[Key]:
    source = path.read_text(encoding="utf-8")
    return sentences_of_code(source) if path.suffix == ".py" else sentences_of_template(source)


def sources(package: Path = PACKAGE) -> list[Path]:
    templates = (p for p in package.glob("web/templates/**/*") if p.suffix in {".html", ".txt"})
    return sorted([*package.glob("**/*.py"), *templates])


def gather(package: Path = PACKAGE) -> polib.POFile:
    """Gives the template of all catalogues: each sentence once, with the files it stands in."""
    found: dict[Key, list[tuple[str, str]]] = {}
    for path in sources(package):
        for key in sentences_of(path):
            places = found.setdefault(key, [])
            if (place := (path.relative_to(package).as_posix(), "")) not in places:
                places.append(place)
    template = polib.POFile(wrapwidth=100)
    template.extend(entry(key, places) for key, places in found.items())
    return template


def entry(key: Key, places: list[tuple[str, str]]) -> polib.POEntry:
    context, singular, plural = key
    forms = {"msgid_plural": plural, "msgstr_plural": {0: "", 1: ""}} if plural else {}
    marks = ["python-format"] if any(found[0].startswith("%") for found in PLACEHOLDER.finditer(singular)) else []
    return polib.POEntry(msgid=singular, msgctxt=context or None, occurrences=places, flags=marks, **forms)


def catalogues(locales: Path = LOCALES) -> list[Path]:
    return sorted(locales.glob("*/LC_MESSAGES/django.po"))


def update(path: Path, template: polib.POFile) -> polib.POFile:
    """Gives the catalogue brought up to date: in the template's order, new sentences empty, unused ones gone."""
    catalogue = polib.pofile(str(path), wrapwidth=100)
    known = {(e.msgctxt, e.msgid, e.msgid_plural): e for e in catalogue}
    catalogue.clear()
    for wanted in template:
        if old := known.get((wanted.msgctxt, wanted.msgid, wanted.msgid_plural)):
            wanted.msgstr, wanted.msgstr_plural = old.msgstr, old.msgstr_plural
            wanted.tcomment = old.tcomment
        catalogue.append(wanted)
    return catalogue


def lacks(catalogue: polib.POFile, template: polib.POFile) -> Iterator[str]:
    """Gives, a line each, what keeps this translation from being complete."""
    known = {(e.msgctxt, e.msgid, e.msgid_plural): e for e in catalogue if not e.obsolete}
    for wanted in template:
        found = known.get((wanted.msgctxt, wanted.msgid, wanted.msgid_plural))
        if found is None:
            yield f"not in the catalogue: {wanted.msgid!r}"
        elif found.fuzzy:
            yield f"fuzzy: {wanted.msgid!r}"
        elif not found.translated():
            yield f"untranslated: {wanted.msgid!r}"
        elif odd := strange_placeholders(found):
            yield f"placeholders differ ({odd}): {wanted.msgid!r}"


def strange_placeholders(found: polib.POEntry) -> str:
    """Gives the placeholders that only the sentence, or only its translation, has.

    Of plural forms the last is compared: a singular may say "one" for its number.
    """
    translation = found.msgstr_plural[max(found.msgstr_plural)] if found.msgid_plural else found.msgstr
    return ", ".join(sorted(placeholders(found.msgid_plural or found.msgid) ^ placeholders(translation)))


def placeholders(sentence: str) -> set[str]:
    """Gives the placeholders of a sentence; how a number is padded is each language's own."""
    return {f"%({found['name']})s" if found["name"] else found[0] for found in PLACEHOLDER.finditer(sentence)}


def main(word: str) -> int:
    template = gather()
    left = [] if catalogues() or not len(template) else [f"{LOCALES}: no catalogue"]
    for path in catalogues():
        if word == "update":
            update(path, gather()).save(str(path))
        left += [f"{path}: {lack}" for lack in lacks(polib.pofile(str(path)), template)]
    print(*left, sep="\n", end="\n" if left else "")
    return 1 if left and word == "check" else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
