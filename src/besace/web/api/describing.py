"""What a program reads first: the whole interface as OpenAPI 3.1, made from `endpoints`."""

import re
from functools import cache
from importlib.metadata import version
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from besace.web.api.answers import BY_STATUS, refusal
from besace.web.api.endpoints import ALL, Endpoint
from besace.web.api.shapes import AFTER, REFUSED

ALWAYS = (400, 401, 403, 404, 405, 429)
OF_BODIES = (413, 415, 422)
JSON = "application/json"


def description(request: HttpRequest) -> HttpResponse:
    """Gives it to whoever asks: nothing in it is anybody's."""
    if request.method not in {"GET", "HEAD"}:
        answer = refusal(405)
        answer.headers["Allow"] = "GET, HEAD"
        return answer
    return JsonResponse(described())


@cache
def described() -> dict[str, Any]:
    """The description as a value."""
    paths: dict[str, dict[str, Any]] = {}
    for one in ALL:
        paths.setdefault(one.address, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Besace",
            "version": version("besace"),
            "summary": "Groups, sessions and rooms, by the same rules as the pages.",
        },
        "paths": paths,
        "components": {
            "schemas": {"Refused": REFUSED},
            "securitySchemes": {"access": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"access": []}],
    }


def _operation(one: Endpoint) -> dict[str, Any]:
    names = re.findall(r"<str:(\w+)>", one.path)
    operation: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.says,
        "description": f"Scope: {one.scope}." if one.scope else "Any scope.",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
            for name in names
        ]
        + [{"name": "after", "in": "query", "required": False, "schema": AFTER}] * one.waits,
        "responses": _answers(one),
    }
    if one.takes:
        operation["requestBody"] = {"required": True, "content": {JSON: {"schema": one.takes}}}
    return operation


def _answers(one: Endpoint) -> dict[str, Any]:
    refusals = [*ALWAYS, *(OF_BODIES if one.takes else (422,) * one.waits), *((409, 503) if one.refuses else ())]
    refused = {JSON: {"schema": {"$ref": "#/components/schemas/Refused"}}}
    told = {str(status): {"description": BY_STATUS[status][0], "content": refused} for status in sorted(refusals)}
    nothing = {"204": {"description": "Nothing came after that entry."}} if one.waits else {}
    return {str(one.status): {"description": "Done.", "content": {JSON: {"schema": one.gives}}}, **nothing, **told}
