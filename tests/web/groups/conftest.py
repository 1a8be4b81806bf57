"""A group with its facilitators and participants, each with a browser of her own."""

from dataclasses import dataclass

import pytest
from django.test import Client

from besace.people.models import Group, Member
from tests.people import cast


@dataclass(frozen=True, slots=True)
class Table:
    """The harbour table: Fay facilitates, Guy with her; Ana and Bea have their chairs, of nine."""

    group: Group
    fay: Member
    guy: Member
    ana: Member
    bea: Member

    def at(self, page: str) -> str:
        return f"/g/{self.group.id}/{page}"


@pytest.fixture
def table() -> Table:
    group, fay, (ana, bea) = cast.facilitated("Ana", "Bea", name="The harbour table", seats=9)
    return Table(group, fay, cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR), ana, bea)


@pytest.fixture
def fay(table: Table) -> Client:
    return cast.browser(table.fay.person)
