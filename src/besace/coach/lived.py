"""Advice given back in one's own name (S4.1), by the verbs' tables: « Il faut que tu embauches » → « j'embaucherais ».

What cannot be turned for certain is not: better no rewording than a faulty one. The words are those of [voice] in
reaction.toml: `infinitive`, `that` and the orders say what comes before the verb; `mine` what becomes of “your”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from besace.coach.asked import Asked
from besace.coach.books import Book
from besace.coach.folding import fold
from besace.coach.forms import Verbs, infinitives, verbs

_CLAUSE = re.compile(r"[.!?…;:,\n]|\Z")
_WORD = re.compile(r"[^\s]+")
_JOINED = re.compile(r"['’-]")
_VOWELS = tuple("aeiouyhâàéèêëîïôöùûü")
_NOT = ("pas", "plus", "jamais", "rien", "personne")


@dataclass(frozen=True, slots=True)
class Clause:
    """What is advised: a verb, what stands before it, and what follows."""

    verb: str
    before: tuple[str, ...]
    negation: str
    after: tuple[str, ...]


def own_ways(asked: Asked, span: tuple[int, int]) -> Iterator[str]:
    """Give the sentence that prescribes at `span`, said as one would do it, and as one did; the rest as typed."""
    known = verbs(asked.language)
    found = _found(asked, span) if known else None
    if known is None or found is None:
        return
    start, end, clause = found
    begin = _sentence_start(asked.folded.text, span[0])
    if not _droppable(asked.book, asked.text[asked.folded.places[begin] : asked.folded.places[start]]):
        return
    said = asked.text[asked.folded.places[end] :].rstrip(" .!\u00a0\u202f")
    kept = asked.text[: asked.folded.places[begin]].strip()
    for way in filter(None, (_would(asked, known, clause), _did(asked.book, known, clause))):
        whole = f"{kept} {way}{said}".strip()
        yield f"{whole}." if whole[-1].isalnum() else whole


def _found(asked: Asked, span: tuple[int, int]) -> tuple[int, int, Clause] | None:
    """Give where the advice starts, where its clause ends, and what it says."""
    for kind in ("infinitive", "that", "order"):
        for start, place in asked.book.lists[f"then_{kind}"].find(asked.folded):
            if start <= span[0] < max(place, start + 1) or span[0] <= start < span[1]:
                stop = _CLAUSE.search(asked.folded.text, place)
                end = stop.start() if stop else len(asked.folded.text)
                begin = _verb_start(asked.folded.text, start, place) if kind == "order" else place
                words = _words(asked.text[asked.folded.places[begin] : asked.folded.places[end]])
                if clause := _read(asked, kind, words):
                    return begin if kind == "order" else start, end, clause
    return None


def _verb_start(text: str, start: int, place: int) -> int:
    """Give where an order proper starts, after what leads up to it."""
    lead = re.match(r"(?:.*[,:]\s*)?(?:(?:et|puis|ensuite)\s+)*", text[start:place])
    return start + lead.end() if lead else start


def _words(text: str) -> list[str]:
    """Split at spaces, and after the apostrophe or before the hyphen of a pronoun."""
    parts = re.sub(r"\b([cdjlmnst]|qu)['’]", r"\1’ ", text, flags=re.IGNORECASE)
    parts = re.sub(r"-(?=(?:toi|vous|le|la|les|lui|leur|en|y)\b)", " -", parts, flags=re.IGNORECASE)
    return _WORD.findall(parts)


def _read(asked: Asked, kind: str, words: list[str]) -> Clause | None:
    """Read the clause from its words, or None where a word of it is beyond the tables."""
    ahead = len(list(takewhile(lambda word: _bare(word) in asked.book.voice["ahead"], words)))
    if ahead == len(words) or not (verb := _infinitive(asked.language, kind, words[ahead])):
        return None
    first, after = words[:ahead], words[ahead + 1 :]
    joined = len(list(takewhile(lambda word: word.startswith("-"), after))) if kind == "order" else 0
    before = [word for word in first if _bare(word) not in (*_NOT, "ne", "n'")]
    before += [word[1:] for word in after[:joined]]
    negation = next((word for word in first if _bare(word) in _NOT), "")
    after = after[joined:]
    negating = _NOT if any(_bare(word) in ("ne", "n'") for word in first) else ("pas", "rien", "jamais")
    if after and not negation and kind != "infinitive" and _bare(after[0]) in negating:
        negation = after.pop(0)
    return Clause(verb, tuple(before), negation, tuple(after))


def _infinitive(language: str, kind: str, word: str) -> str:
    bare = _bare(word)
    if kind == "infinitive":
        known = infinitives(language, "inf")
        return known.get(bare, word.lower() if re.fullmatch(r"\w{2,}(?:er|ir|re)", bare) else "")
    for form in ("that.tu", "that.vous") if kind == "that" else ("order.tu", "order.vous"):
        if bare in infinitives(language, form):
            return infinitives(language, form)[bare]
    stem = re.fullmatch(r"(\w{2,}?)(?:iez|es)" if kind == "that" else r"(\w+[^i\W])ez", word.lower())
    return f"{stem[1]}er" if stem and "è" not in stem[1] else ""


def _would(asked: Asked, known: Verbs, clause: Clause) -> str:
    """Say it as what I would do, in her place when it is known how she is spoken to."""
    said = _after(asked.book, clause)
    pronouns = _pronouns(asked.book, clause)
    if said is None or pronouns is None:
        return ""
    spoken = _joined(["je", *(["ne"] if clause.negation else []), *pronouns, _form(known, clause.verb, "would.je")])
    negated = f" {clause.negation}" if clause.negation else ""
    return _set(f"{asked.book.voice['place'][_addressed(asked)]}{spoken}{negated}{said}")


def _did(book: Book, known: Verbs, clause: Clause) -> str:
    """Say it as what I did, where nothing has to agree."""
    said = _after(book, clause)
    if said is None or clause.before or clause.negation or clause.verb in book.voice["with_be"]:
        return ""
    if any(_bare(word) in book.voice["ahead_of_us"] for word in clause.after):
        return ""
    return _set(f"{book.voice['happened']}{_form(known, clause.verb, 'done')}{said}")


def _form(known: Verbs, verb: str, form: str) -> str:
    return known.forms(verb, form)[0]


def _pronouns(book: Book, clause: Clause) -> list[str] | None:
    """Give the pronouns before the verb turned to one's own, or None where the order would be doubtful."""
    turned = [book.voice["self"].get(_bare(word), word.lower()) for word in clause.before]
    pronouns = [word for word in turned if word in ("me", "le", "la", "les", "lui", "leur", "y", "en")]
    if len(turned) > 1 or len(pronouns) < len(turned) or (clause.verb == "aller" and pronouns == ["en"]):
        return None
    return [] if clause.verb == "aller" and pronouns == ["y"] else pronouns


def _after(book: Book, clause: Clause) -> str | None:
    """Give what follows the verb turned to one's own, or None where a word cannot be."""
    turned: list[str] = []
    words = clause.after
    for place, word in enumerate(words):
        bare = _bare(word)
        if bare in book.voice["leave"]:
            return None
        following = _bare(words[place + 1]) if place + 1 < len(words) else ""
        mine = _mine(book, bare, following, _bare(words[place - 1]) if place else "")
        if mine is None:
            return None
        turned.append(mine or word)
    return f" {_joined(turned)}" if turned else ""


def _mine(book: Book, bare: str, following: str, before: str) -> str | None:
    """Give what a word of the other becomes, "" where it stays, None where that is doubtful."""
    if bare in ("te", "t'", "t’"):
        return "me"
    if bare == "vous":
        if re.fullmatch(r"\w+(?:er|ir|re)", following):
            return "me"
        return "moi" if before in book.voice["prepositions"] else None
    if bare == "votre":
        return _my(book, following)
    return book.voice["mine"].get(bare, "")


def _my(book: Book, noun: str) -> str | None:
    """Give “mon” or “ma” where the noun shows which; else nothing is certain."""
    if noun.startswith(_VOWELS) or noun.endswith(tuple(book.voice["masculine"])):
        return "mon"
    return "ma" if noun.endswith(tuple(book.voice["feminine"])) else None


def _joined(words: list[str]) -> str:
    """Put words together, with the elisions that French asks for."""
    text = ""
    for word in words:
        last = text.rpartition(" ")[2].lower()
        if last in ("je", "me", "ne", "le", "la") and _elides(word):
            text = f"{text[:-1]}’{word}"
        else:
            text = f"{text}{'' if text.endswith(('’', chr(39))) or not text else ' '}{word}"
    return text


def _elides(word: str) -> bool:
    bare = _bare(word)
    return bare.startswith(_VOWELS) and not bare.startswith(("hurl", "heurt", "hiss", "hauss", "harcel", "yaourt"))


def _addressed(asked: Asked) -> str:
    """Tell how she is spoken to: `tu`, `vous`, or `` where nothing says it."""
    said = set(re.findall(r"\w+", asked.folded.text))
    if said & {"tu", "te", "t", "toi", "ton", "ta", "tes"}:
        return "tu"
    formal = said & {"vous", "votre", "vos"} or any(word.endswith("ez") and len(word) > 4 for word in said)
    return "vous" if formal else "nobody"


def _droppable(book: Book, words: str) -> bool:
    """Tell whether what stands before the advice only leads up to it."""
    bare = fold(words).text.strip(" ,:\"")
    return not bare or bare in {fold(one).text for one in book.voice["leads"]}


def _sentence_start(text: str, place: int) -> int:
    ends = [found.end() for found in re.finditer(r"[.!?…;\n]", text[:place])]
    return ends[-1] if ends else 0


def _set(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bare(word: str) -> str:
    return fold(word).text.strip(",:;.!?\"")
