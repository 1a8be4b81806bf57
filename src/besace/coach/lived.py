"""Advice given back in one's own name (S4.1), by the verbs' tables: « Il faut que tu embauches » → « j'embaucherais ».

What cannot be turned for certain is not: better no rewording than a faulty one. [voice] of reaction.toml has the words.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from besace.coach.asked import Asked
from besace.coach.clause import Clause, advised, bare, orders_again, split
from besace.coach.folding import fold
from besace.coach.forms import Verbs, verbs
from besace.coach.turning import sentence_end, sentence_start

_VOWELS = tuple("aeiouyhœ")
_INFINITIVE = re.compile(r"\w+(?:er|ir|re)")


def own_ways(asked: Asked, span: tuple[int, int]) -> Iterator[str]:
    """Give the text with the advice at `span` said as one would do it, then as one did; the rest stays as typed."""
    known, clause = verbs(asked.language), advised(asked, span)
    if known is None or clause is None:
        return
    places = asked.folded.places
    begin = sentence_start(asked.folded.text, span[0])
    rest = asked.text[places[clause.end] : places[sentence_end(asked.folded.text, clause.end)]]
    if orders_again(asked, split(rest)) or not _only_leads_up(
        asked.book.voice, asked.text[places[begin] : places[clause.start]]
    ):
        return
    kept, left = asked.text[: places[begin]].strip(), asked.text[places[clause.end] :].rstrip(" .!\u00a0\u202f")
    for way in (_would(asked, known, clause), _did(asked.book.voice, known, clause)):
        if way:
            whole = f"{kept} {way[:1].upper()}{way[1:]}{left}".strip()
            yield f"{whole}." if whole[-1].isalnum() else whole


def _would(asked: Asked, known: Verbs, clause: Clause) -> str:
    """Say it as what I would do, in her place when it shows how she is spoken to."""
    voice = asked.book.voice
    after, pronouns = _after(voice, clause.after), _pronouns(voice, clause)
    if after is None or pronouns is None:
        return ""
    negated = voice["negates"][:1] if clause.negation else []
    verb = known.forms(clause.verb, "would.je")[0]
    said = [voice["i"], *negated, *pronouns, verb, *filter(None, [clause.negation]), *after]
    return f"{voice['place'][addressed(voice, asked.folded.text)]}{_joined(voice, said)}"


def _did(voice: Mapping[str, Any], known: Verbs, clause: Clause) -> str:
    """Say it as what I did, where nothing has to agree and nothing is still ahead."""
    after = _after(voice, clause.after)
    if after is None or clause.before or clause.negation or clause.verb in voice["with_be"]:
        return ""
    if any(bare(word) in voice["ahead_of_us"] for word in clause.after):
        return ""
    return f"{voice['happened']}{_joined(voice, [known.forms(clause.verb, 'done')[0], *after])}"


def _pronouns(voice: Mapping[str, Any], clause: Clause) -> list[str] | None:
    """Give the pronoun before the verb turned to one's own, or None where several would have to be put in order."""
    turned = [voice["self"].get(bare(word), bare(word)) for word in clause.before]
    if clause.verb in voice["swallows"] and turned == [voice["swallows"][clause.verb]]:
        return []
    return turned if len(turned) <= 1 else None


def _after(voice: Mapping[str, Any], words: tuple[str, ...]) -> list[str] | None:
    """Give what follows the verb turned to one's own, or None where a word cannot be."""
    plain = ["", *(bare(word) for word in words), ""]
    if any(word in voice["leave"] for word in plain):
        return None
    turned = [_mine(voice, plain[place], plain[place + 1], plain[place + 2]) for place in range(len(words))]
    if None in turned:
        return None
    return [mine or word for mine, word in zip(turned, words, strict=True)]


def _mine(voice: Mapping[str, Any], before: str, word: str, following: str) -> str | None:
    """Give what a word of the other becomes, "" where it stays, None where that is doubtful."""
    if word in voice["you"]:
        if _INFINITIVE.fullmatch(following):
            return str(voice["me"])
        return str(voice["to_me"]) if before in voice["prepositions"] else None
    if word == voice["your"]:
        return _my(voice, following)
    return str(voice["mine"].get(word, ""))


def _my(voice: Mapping[str, Any], noun: str) -> str | None:
    """Give “mon” or “ma” where the noun shows which; else nothing is certain."""
    if noun.startswith(_VOWELS) or noun.endswith(tuple(voice["masculine"])):
        return str(voice["my"][0])
    return str(voice["my"][1]) if noun.endswith(tuple(voice["feminine"])) else None


def _joined(voice: Mapping[str, Any], words: list[str]) -> str:
    """Put words together, with the elisions that the language asks for."""
    text = ""
    for word in words:
        last = text.rpartition(" ")[2].lower()
        if (
            last in voice["elides"]
            and bare(word).startswith(_VOWELS)
            and not bare(word).startswith(tuple(voice["aspirated"]))
        ):
            text = f"{text[:-1]}’{word}"
        else:
            text = f"{text}{'' if not text or text.endswith('’') else ' '}{word}"
    return text


def addressed(voice: Mapping[str, Any], text: str) -> str:
    """Tell how she is spoken to: `tu`, `vous`, or `nobody` where nothing says it."""
    found = forms_of_address(voice, text)
    return next((form for form in ("tu", "vous") if form in found), "nobody")


def forms_of_address(voice: Mapping[str, Any], text: str) -> set[str]:
    """Tell which of `tu` and `vous` a text has, in the manner of `addressed`: none, one or both."""
    said = re.findall(r"\w+", text)
    familiar = any(word in voice["familiar"] for word in said)
    formal = any(word in voice["formal"] or re.fullmatch(r"\w{3,}ez", word) for word in said)
    return {form for form, is_said in (("tu", familiar), ("vous", formal)) if is_said}


def _only_leads_up(voice: Mapping[str, Any], words: str) -> bool:
    """Tell whether what stands before the advice may go."""
    plain = fold(words).text.strip(' ,:"')
    return not plain or plain in {fold(one).text for one in voice["leads"]}
