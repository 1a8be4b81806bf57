"""The forms of verbs, made from the readable tables of verbs.toml: which words a verb may look like, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from besace.coach.folding import fold
from besace.coach.trie import one_of

ORDER = ("tu", "nous", "vous")
"""Whom an order is given to, in the order of the tables."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs of one language: how they go, and which are listed together under a name."""

    groups: Mapping[str, Mapping[str, Any]]
    tenses: Mapping[str, Mapping[str, Any]]
    persons: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]

    def forms(self, verb: str, form: str) -> tuple[str, ...]:
        """Give the forms of an infinitive, as spelled: `inf`, `done`, a tense and a person (`would.je`), or a person.

        A person alone stands for every tense but the `that` and the `order`.

        Raises:
            KeyError: no group of the tables fits the verb, or the form is not one.
        """
        group = self._group(verb)
        if form == "inf":
            return (verb,)
        stem = verb.removesuffix(group["drop"])
        if form == "done":
            done = stem + group["done"]
            return (done, done + "e", done + "s", done + "es")
        tense, _, person = form.rpartition(".")
        said = [tense] if tense else ["now", *self.tenses]
        return tuple(stem + ending for name in said for ending in self._endings(group, name, person))

    def words(self, named: str) -> Iterator[str]:
        """Give the words that a part like `devoir:vous` or `geste:inf|je` stands for.

        Raises:
            KeyError: no such list, form or group.
        """
        verbs, _, said = named.partition(":")
        for verb in self.lists.get(verbs, (verbs,)):
            for form in said.split("|"):
                yield from self.forms(verb, form)

    def _group(self, verb: str) -> Mapping[str, Any]:
        for start in range(len(verb)):
            if verb[start:] in self.groups:
                return self.groups[verb[start:]]
        raise KeyError(verb)

    def _endings(self, group: Mapping[str, Any], tense: str, person: str) -> list[str]:
        persons = ORDER if tense == "order" else self.persons
        place = persons.index(person) if person in persons else -1
        if place < 0:
            raise KeyError(person)
        if tense in group:
            ending = group[tense][place]
        elif tense == "order":
            ending = group["now"][self.persons.index(person)]
        else:
            rule = self.tenses[tense]
            ending = group[rule["stem"]] + rule["ends"][place]
        return [one for one in ending.split("|") if one]


class Conjugated(dict[str, str]):
    """Parts of phrases by name, where a name like `devoir:now.vous` stands for the forms of a verb."""

    def __init__(self, language: str, parts: Mapping[str, str] | None = None) -> None:
        super().__init__(parts or {})
        self._language = language

    def __missing__(self, named: str) -> str:
        known = verbs(self._language)
        if known is None or ":" not in named:
            raise KeyError(named)
        self[named] = f"(?:{one_of(fold(word).text for word in known.words(named))})"
        return self[named]


@cache
def verbs(language: str) -> Verbs | None:
    """Read the verbs of a language, or None where it has no such table."""
    path = files("besace.coach") / "data" / language / "verbs.toml"
    if not path.is_file():
        return None
    raw = loads(path.read_text(encoding="utf-8"))
    groups = {like: group for group in raw["group"] for like in group["like"]}
    lists = {name: tuple(dict.fromkeys(listed.split())) for name, listed in raw["verbs"].items()}
    every = tuple(dict.fromkeys(verb for listed in lists.values() for verb in listed))
    return Verbs(groups, raw["tenses"], tuple(raw["persons"]), {**lists, "any": every})


@cache
def infinitives(language: str, form: str) -> dict[str, str]:
    """Give, for each folded word that may be this form of a listed verb, the infinitive it comes from."""
    known = verbs(language)
    if known is None:
        return {}
    return {fold(word).text: verb for verb in reversed(known.lists["any"]) for word in known.forms(verb, form)}
