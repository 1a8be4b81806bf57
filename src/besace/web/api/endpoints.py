"""Everything a program may ask for, once: how it is called, where it is, by which scope, what it takes and gives."""

from dataclasses import dataclass

from besace.people.access import Scope
from besace.web.api import shapes
from besace.web.api.addresses import BASE, PATHS
from besace.web.api.shapes import Schema


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing to ask for. `name` is that of its row in the policy's table, unless `at` is: of what is asked at the
    same address as another. `scope` None: any access may.
    """

    name: str
    method: str
    scope: Scope | None
    says: str
    gives: Schema
    takes: Schema | None = None
    status: int = 200
    refuses: bool = False
    """Whether the session may refuse it (409)."""
    at: str = ""
    waits: bool = False
    """Whether it may be asked for what comes `after` an entry, and waits for that."""

    @property
    def row(self) -> str:
        """Its row in the policy's table, and its address, by name."""
        return self.at or self.name

    @property
    def path(self) -> str:
        """Where it lies, below `BASE`."""
        return PATHS[self.row]

    @property
    def address(self) -> str:
        """Its path as OpenAPI writes it."""
        return "/" + BASE + self.path.replace("<str:", "{").replace(">", "}")


ME = Endpoint("api-me", "GET", None, "Whose access this is, what it may, and until when.", shapes.ME)
GROUPS = Endpoint("api-groups", "GET", Scope.READ, "My groups, and my part in each.", shapes.GROUPS)
GROUP = Endpoint(
    "api-group",
    "GET",
    Scope.READ,
    "A group of mine: its cycles and their sessions, with dates and how they stand; nothing of what was said.",
    shapes.WHOLE_GROUP,
)
WEBHOOKS = Endpoint(
    "api-webhooks",
    "GET",
    Scope.WEBHOOKS,
    "My webhooks of a group that I facilitate, and whether they are answered.",
    shapes.WEBHOOKS,
)
WEBHOOK_NEW = Endpoint(
    "api-webhook-new",
    "POST",
    Scope.WEBHOOKS,
    "Has an address of mine called whenever a session of the group is scheduled, moved, closed or cancelled. The secret"
    " that signs the calls is shown this once.",
    shapes.WEBHOOK_MADE,
    shapes.WEBHOOK_NEW,
    status=201,
    at="api-webhooks",
)
WEBHOOK = Endpoint("api-webhook", "DELETE", Scope.WEBHOOKS, "Ends a webhook of mine.", shapes.WEBHOOK_ENDED)
ROOMS = Endpoint("api-rooms", "GET", Scope.ROOM, "The open rooms in which I have a seat.", shapes.ROOMS)
START = Endpoint(
    "api-start",
    "POST",
    Scope.ROOM,
    "Opens a room now, which I facilitate. The link is my private one, shown this once.",
    shapes.STARTED,
    shapes.START,
    status=201,
)
ROOM = Endpoint(
    "api-room",
    "GET",
    Scope.ROOM,
    "The room as I may see it: the islands of my screen, as values. With `after`, as soon as it is beyond that entry;"
    " 204 where it is not within 25 seconds.",
    shapes.VIEW,
    waits=True,
)
ACT = Endpoint(
    "api-act",
    "POST",
    Scope.ROOM,
    "Does an act from my seat. An id already done gets its first answer, whatever else is sent with it.",
    shapes.DONE,
    shapes.ACT,
    refuses=True,
)
ADMIT = Endpoint(
    "api-admit",
    "POST",
    Scope.ROOM,
    "Lets in who knocked, by the two words that stand on both screens; for whoever facilitates.",
    shapes.DONE,
    shapes.ADMIT,
    refuses=True,
)
ALL = (ME, GROUPS, GROUP, WEBHOOKS, WEBHOOK_NEW, WEBHOOK, ROOMS, START, ROOM, ACT, ADMIT)


def methods_at(path: str) -> tuple[str, ...]:
    """How an address may be asked, as the header “Allow” says it."""
    asked = [one.method for one in ALL if one.path == path]
    return tuple(name for one in asked for name in (("GET", "HEAD") if one == "GET" else (one,)))
