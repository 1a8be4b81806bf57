"""The addresses of the interface for programs."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import path

from besace.web.api import endpoints, reading, room
from besace.web.api.describing import description
from besace.web.api.endpoints import BASE

ANSWERED: Mapping[str, Callable[..., Any]] = {
    endpoints.ME.name: reading.me,
    endpoints.GROUPS.name: reading.groups,
    endpoints.GROUP.name: reading.group,
    endpoints.ROOMS.name: reading.open_rooms,
    endpoints.START.name: room.start,
    endpoints.ROOM.name: room.view,
    endpoints.ACT.name: room.act,
    endpoints.ADMIT.name: room.admit,
}

urlpatterns = [
    path(f"{BASE}openapi.json", description, name="api-description"),
    *(path(BASE + one.path, ANSWERED[one.name], name=one.name) for one in endpoints.ALL),
]
