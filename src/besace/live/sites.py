"""Where a request was begun, as the browser tells it (Fetch Metadata): only by our own pages, or by a person.

Browsers that tell nothing are met by the token of each form and by `Origin` (ASVS 5.0, 3.5.1, 3.5.8).
"""

import re
from collections.abc import Mapping

SAFE = frozenset({"GET", "HEAD"})
TOLD = frozenset({"", "same-origin", "none"})
FOR_SCRIPTS = re.compile(r"/s/[^/]+/(view|time|stream)|/join/[^/]+/state")
"""What our own scripts read. Nobody goes there, so no other site leads there either."""


def is_foreign(method: str, path: str, told: Mapping[str, str]) -> bool:
    """Whether another site began this request, and it is not just a link that somebody followed to a page of ours.

    `told` has the headers as WSGI names them. Another host of the same site is another site here.
    """
    if told.get("HTTP_SEC_FETCH_SITE", "") in TOLD:
        return False
    follows = told.get("HTTP_SEC_FETCH_MODE") == "navigate" and told.get("HTTP_SEC_FETCH_DEST") == "document"
    return not (follows and method in SAFE and not FOR_SCRIPTS.fullmatch(path))
