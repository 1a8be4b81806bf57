"""Links that are capabilities, without a table of them: an id and 128 bits that only this house can make of it.

A token is made anew from what it stands for whenever a letter is written or a link is copied, so that none is kept, not
even hashed; counting up the row's `turn` makes every token given so far worth nothing.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode

from besace.journal import folder

BYTES = 16
INVITATION, FEED, COMING, LETTERS = "invitation", "feed", "coming", "letters"


def token(purpose: str, name: str, turn: int = 1) -> str:
    """The token for one purpose, of what `name` names: `<name>.<22 letters>`."""
    return f"{name}.{_mark(purpose, name, turn)}"


def named(token_: str) -> str:
    """What a token says it stands for: look that row up, then ask `holds`."""
    return token_.rpartition(".")[0]


def holds(token_: str, purpose: str, name: str, turn: int = 1) -> bool:
    """Whether a token is the living one for this purpose, compared in constant time."""
    given = token_.rpartition(".")[2].encode("ascii", "replace")
    return bool(name) and secrets.compare_digest(given, _mark(purpose, name, turn).encode())


def _mark(purpose: str, name: str, turn: int) -> str:
    digest = hmac.digest(folder.root(f"token-{purpose}"), f"{name}|{turn}".encode(), "sha256")
    return urlsafe_b64encode(digest[:BYTES]).rstrip(b"=").decode()
