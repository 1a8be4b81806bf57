"""Our cookies, as strict as the link allows: over https each is `__Host-`, so that no other name and no plain link can
lay one under ours (RFC 6265bis, 4.1.3.2; ASVS 5.0, 3.3.1).

The house knows them by their plain names: these are made of the strict ones here, and strict ones of these.
"""

from collections.abc import Mapping
from http.cookies import Morsel

from django.http.response import HttpResponseBase

STRICT = "__Host-"
OURS = "besace_"


def believed(cookies: Mapping[str, str], *, secure: bool) -> dict[str, str]:
    """The cookies a browser sent that count; over https what stands under a plain name of ours does not."""
    if not secure:
        return dict(cookies)
    kept = {name: value for name, value in cookies.items() if not name.startswith(OURS)}
    return kept | {name.removeprefix(STRICT): value for name, value in kept.items() if name.startswith(STRICT + OURS)}


def tighten(answer: HttpResponseBase) -> None:
    """Gives every cookie of an answer over https the strictest name there is, those that are taken away too."""
    for name, given in list(answer.cookies.items()):
        given["secure"] = True
        if name.startswith(OURS):
            strict: Morsel[str] = Morsel()
            strict.set(STRICT + name, given.value, given.coded_value)
            strict.update(given)
            strict["path"], strict["domain"] = "/", ""
            del answer.cookies[name]
            answer.cookies[STRICT + name] = strict
