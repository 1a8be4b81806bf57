"""A program of somebody's: it asks by a secret, and has no cookies."""

from typing import Any

from django.test import Client

from besace.people import access
from besace.people.access import Scope
from besace.people.models import Person

V1 = "/api/v1/"


def secret_of(person: Person, *scopes: Scope, days: int = 30) -> str:
    """An access of hers, for everything where nothing is named."""
    made = access.make(person, "Calendar", scopes or tuple(Scope), days)
    assert made is not None
    return made


class Program:
    """What asks; `secret` None: without one."""

    def __init__(self, secret: str | None, language: str = "en") -> None:
        headers = {"host": "localhost", "accept-language": language}
        self.client = Client(headers={**headers, **({"authorization": f"Bearer {secret}"} if secret else {})})

    def get(self, path: str) -> Any:
        return self.client.get(V1 + path)

    def post(self, path: str, body: object) -> Any:
        return self.client.post(V1 + path, body, content_type="application/json")

    def delete(self, path: str) -> Any:
        return self.client.delete(V1 + path)


def of(person: Person, *scopes: Scope, language: str = "en") -> Program:
    """A program of hers."""
    return Program(secret_of(person, *scopes), language)
