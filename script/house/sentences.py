"""What would trip somebody up in a translation: tags, marks and edges that differ, and buttons too long for a phone."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import polib
from django.template import TemplateSyntaxError

from house import catalogue

TAG = re.compile(r"</?[a-z][^>]*>")
PERCENT = re.compile(r"%(?![(sd])")
"""A per cent sign that is no placeholder, once the doubled ones are taken out."""
TOUCHED = re.compile(
    r"<(?P<is>button|a|summary)\b[^>]*?(?:class=\"[^\"]*\bbtn\b[^\"]*\"[^>]*)>(?P<words>.*?)</(?P=is)>", re.DOTALL
)
BLANK = (" ", "\n")
BUTTON = 26
"""So many letters of a button stand on one line of the narrowest phone (320 px)."""


def forms_of(entry: polib.POEntry) -> list[str]:
    """Gives every form of a translation."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def oddities(entry: polib.POEntry) -> Iterator[str]:
    """Gives, a few words each, what differs between a sentence and its translation and must not."""
    asked = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    for form in filter(None, forms_of(entry)):
        known = set.union(*map(catalogue.placeholders, asked))
        if more := catalogue.placeholders(form) - known:
            yield f"placeholders that are not given: {', '.join(sorted(more))}"
        if _tags(form) not in [_tags(one) for one in asked]:
            yield "HTML tags differ"
        if known and PERCENT.search(form.replace("%%", "")):
            yield "a per cent sign is written %% beside a placeholder"
        if _edges(form) not in [_edges(one) for one in asked]:
            yield "the blanks at its edges differ"
        if "{{" in form or "{%" in form:
            yield "a sign of the templates"


def empty_forms(entry: polib.POEntry, forms: int) -> bool:
    """Tells whether a translation has some of its plural forms, and not all that its language counts in."""
    return bool(entry.msgid_plural) and (set(entry.msgstr_plural) != set(range(forms)) or not all(forms_of(entry)))


def too_long(entry: polib.POEntry, others: list[polib.POEntry]) -> bool:
    """Tells whether the words of a button grew beyond one line of a phone, and beyond what any other language has."""
    longest = max([len(form) for form in forms_of(entry)], default=0)
    known = [len(form) for other in others for form in forms_of(other)]
    return longest > max(BUTTON, len(entry.msgid), *known)


def on_buttons(template: str) -> Iterator[catalogue.Key]:
    """Gives the sentences of a template that stand on something one touches."""
    for found in TOUCHED.finditer(template):
        with suppress(IndexError, ValueError, TemplateSyntaxError):
            yield from catalogue.sentences_of_template("{% load i18n %}" + found["words"])


def number_of_forms(catalogue: polib.POFile) -> int:
    """Gives in how many plural forms a language counts, as the head of its file says."""
    found = re.search(r"nplurals\s*=\s*(\d+)", catalogue.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 2


def _tags(sentence: str) -> Counter[str]:
    return Counter(TAG.findall(sentence))


def _edges(sentence: str) -> tuple[bool, bool]:
    return sentence[:1] in BLANK, sentence[-1:] in BLANK
