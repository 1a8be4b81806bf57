"""Where a session is held, and what names that place without saying where it is (B4)."""

import hmac
import unicodedata
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlsplit

from besace.journal import folder
from besace.people.models import Group, Meeting


@dataclass(frozen=True, slots=True)
class Where:
    """Where one session is held: in a room or at a distance, and how one gets there."""

    kind: str
    address: str = ""
    directions: str = ""
    link: str = ""


def where(meeting: Meeting) -> Where:
    """Where this session is held: what was said of it alone, else as the group usually meets."""
    group = meeting.cycle.group
    kind = meeting.place or group.place
    if meeting.address:
        return Where(kind, meeting.address, meeting.directions, meeting.link or group.link)
    return Where(kind, group.address, meeting.directions or group.directions, meeting.link or group.link)


def mark(held: Where) -> str:
    """Names a place by 43 letters that say nothing of it to whoever has the database without the key.

    The same address written with other capitals, accents, commas or spaces is the same place.
    """
    at = _link(held.link) if held.kind == Group.Place.REMOTE else _words(held.address)
    digest = hmac.digest(folder.root("place"), f"{held.kind}|{at}".encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _words(address: str) -> str:
    plain = unicodedata.normalize("NFKD", address.casefold())
    kept = (sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join("".join(kept).split())


def _link(link: str) -> str:
    try:
        parts = urlsplit(link.strip())
    except ValueError:  # a bracket too many: then it is only words
        return link
    return f"{parts.netloc.casefold()}{parts.path.rstrip('/')}?{parts.query}"
