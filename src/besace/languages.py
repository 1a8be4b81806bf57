"""The languages Besace speaks, in the order in which they are offered: the one place that names them.

A language is a line here and folders of its own: `locale/xx` (sentences), `coach/data/xx` (wording), `web/help/xx`
(help), and its sessions in `rehearse/scenarios`. Codes are of two letters (ISO 639-1). `docs/translating.md` takes a
translator by the hand.
"""

from collections.abc import Collection

LANGUAGES: tuple[str, ...] = ("en", "fr", "es")

SOURCE = "en"
"""The one that sentences are written in, and that stands in for a language we do not speak."""


def spoken(tag: str, among: Collection[str] = LANGUAGES) -> str:
    """Gives the language of a tag or of a locale's name (`es-MX`, `es_ES.UTF-8`), as far as it is among ours.

    Takes anything; what names none of them gives the source language.
    """
    asked = tag.lower().replace("_", "-").partition("-")[0].partition(".")[0]
    return asked if asked in among else SOURCE
