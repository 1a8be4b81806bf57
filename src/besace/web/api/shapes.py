"""What goes in and out, as JSON Schema: what is sent is held against it, and the description shows it."""

from typing import Any

from besace import policy
from besace.languages import LANGUAGES
from besace.method.formats import OFFERED
from besace.method.variants import FLAGS
from besace.method.words import LONGEST_TEXT, MOST_PARTICIPANTS

type Schema = dict[str, Any]

ID = r"^[A-Za-z0-9_-]{8,64}$"
LONGEST_NAME = 40


def thing(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these parts and no others."""
    parts = required | (optional or {})
    return {"type": "object", "properties": parts, "required": [*required], "additionalProperties": False}


def several(one: Schema, most: int | None = None) -> Schema:
    """A list of these."""
    return {"type": "array", "items": one, **({"maxItems": most} if most else {})}


def or_none(one: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [one, {"type": "null"}]}


WORD: Schema = {"type": "string"}
YES: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
AFTER: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
INSTANT: Schema = {"type": "string", "format": "date-time"}
NAME: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}
TEXT: Schema = {"type": "string", "maxLength": LONGEST_TEXT}

ERROR = thing(
    {"code": WORD, "sentence": WORD},
    {"field": WORD, "open": several(WORD), "conditions": several(WORD), "seq": COUNT},
)
REFUSED = thing({"error": ERROR})

ME = thing(
    {"id": WORD, "name": WORD, "language": WORD, "zone": WORD, "scopes": several(WORD), "until": INSTANT},
)
GROUP = thing({"id": WORD, "name": WORD, "role": WORD, "cycle": or_none(COUNT)})
SESSION = thing(
    {
        "number": COUNT,
        "state": WORD,
        "begins": or_none(INSTANT),
        "ends": or_none(INSTANT),
        "zone": WORD,
        "room": or_none(WORD),
        "facilitates": YES,
    }
)
CYCLE = thing({"number": COUNT, "state": WORD, "zone": WORD, "sessions": several(SESSION)})
GROUPS = thing({"groups": several(GROUP)})
WHOLE_GROUP = thing({"id": WORD, "name": WORD, "role": WORD, "cycles": several(CYCLE)})
ADDRESS: Schema = {"type": "string", "minLength": 1, "maxLength": 500}
LAST = thing({"at": INSTANT, "status": or_none(COUNT), "failure": or_none(WORD)})
ABOUT_WEBHOOK: Schema = {"id": WORD, "url": WORD, "state": WORD, "since": INSTANT}
WEBHOOK = thing({**ABOUT_WEBHOOK, "last": or_none(LAST), "failures": COUNT, "waiting": COUNT, "lost": COUNT})
WEBHOOKS = thing({"webhooks": several(WEBHOOK)})
WEBHOOK_NEW = thing({"url": ADDRESS})
WEBHOOK_MADE = thing({"id": WORD, "url": WORD, "secret": WORD})
WEBHOOK_ENDED = thing({"id": WORD})
ROOM = thing({"id": WORD, "role": WORD, "stage": WORD, "seq": COUNT})
ROOMS = thing({"rooms": several(ROOM)})
ISLAND: Schema = {"type": "object", "properties": {"kind": WORD}, "required": ["kind"]}
VIEW = thing(
    {
        "seq": COUNT,
        "screen": WORD,
        "stage": WORD,
        "language": WORD,
        "role": WORD,
        "person": WORD,
        "islands": {"type": "object", "additionalProperties": ISLAND},
    }
)
DONE = thing({"seq": COUNT})
STARTED = thing({"room": WORD, "link": WORD, "seq": COUNT})

VALUE: Schema = {"anyOf": [TEXT, YES, {"type": "integer", "minimum": -999_999, "maximum": 999_999}]}
ROW: Schema = {"type": "object", "additionalProperties": TEXT, "propertyNames": {"pattern": r"^[a-z_]{1,40}$"}}
FIELDS: Schema = {
    "type": "object",
    "properties": {"actions": several(ROW, 40)},
    "additionalProperties": VALUE,
    "propertyNames": {"pattern": r"^[a-z_]{1,40}$"},
}
ACT = thing(
    {"id": {"type": "string", "pattern": ID}, "act": {"type": "string", "enum": sorted(policy.table.ACTS)}},
    {"fields": FIELDS, "for": {"type": "string", "maxLength": 64}},
)
ADMIT = thing({"knock": {"type": "string", "maxLength": 16}, "words": {"type": "string", "maxLength": 64}})
START = thing(
    {"facilitator": NAME},
    {
        "people": several(NAME, MOST_PARTICIPANTS),
        "format": {"type": "string", "enum": [*OFFERED]},
        "place": {"type": "string", "enum": ["room", "remote"]},
        "link": {"type": "string", "maxLength": 500},
        "language": {"type": "string", "enum": [*LANGUAGES]},
        "zone": {"type": "string", "maxLength": 64},
        "title": {"type": "string", "maxLength": 80},
        "names_at_door": YES,
        "number": {"type": "integer", "minimum": 1, "maximum": 99},
        "next_session": YES,
        "previous_client": NAME,
        "previous_actions": several({"type": "string", "minLength": 1, "maxLength": 2_000}, 40),
        **dict.fromkeys(FLAGS, YES),
    },
)
