"""Languages by name: as each calls itself, and as the reader calls it within a sentence."""

from django.conf import settings
from django.utils.translation import get_language, get_language_info

from besace.languages import SOURCE


def own_name(language: str) -> str:
    """Gives the name a language gives itself, with a capital: “Français”."""
    return str(dict(settings.LANGUAGES).get(language, language))


def named(language: str) -> str:
    """Gives a language as the reader calls it within a sentence: “French”, « français », «francés».

    Whether it has a capital there, the name of the reader's own language tells.
    """
    name: str = get_language_info(language)["name_translated"]
    reader = get_language_info(get_language() or SOURCE)["name_local"]
    return name if reader[0].isupper() else name.lower()
