"""Where everything lies that a program may ask for, by the name of its row in the policy's table."""

from collections.abc import Mapping

BASE = "api/v1/"
DESCRIPTION = "api-description"
PATHS: Mapping[str, str] = {
    DESCRIPTION: "openapi.json",
    "api-me": "me",
    "api-groups": "groups",
    "api-group": "groups/<str:group_id>",
    "api-webhooks": "groups/<str:group_id>/webhooks",
    "api-webhook": "groups/<str:group_id>/webhooks/<str:webhook_id>",
    "api-rooms": "rooms",
    "api-start": "start",
    "api-room": "rooms/<str:room_id>",
    "api-act": "rooms/<str:room_id>/acts",
    "api-admit": "rooms/<str:room_id>/admit",
}
ANSWERED: Mapping[str, str] = {
    DESCRIPTION: "describing.description",
    "api-me": "reading.me",
    "api-groups": "reading.groups",
    "api-group": "reading.group",
    "api-webhooks": "webhooks.webhooks",
    "api-webhook": "webhooks.withdraw",
    "api-rooms": "reading.open_rooms",
    "api-start": "room.start",
    "api-room": "room.view",
    "api-act": "room.act",
    "api-admit": "room.admit",
}
"""Which function answers, read in when it is first asked for: a house that no program asks carries none of it."""
