"""The programs in `examples`, run as whoever reads them would, against a Besace that is served."""

import re
from collections.abc import Iterator

import pytest

from tests.served import access_in, environment_in, said_by, serve

GROUP = """
from besace.people import access
from besace.people.models import Group
from tests.people.cycling import begun
ours = begun("Ana", "Bea")
Group.objects.filter(pk=ours.group.pk).update(name="Boulangères, artisanes et indépendantes; le jeudi soir")
print(access.make(ours.peers[0].person, "Dates", [access.Scope.READ], 30))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[dict[str, str]]:
    """A Besace that is served, with a group and an access of one of its members."""
    there = environment_in(tmp_path_factory.mktemp("served"))
    with serve(there) as address:
        yield {**there, "BESACE": address, "BESACE_ACCESS": access_in(there, GROUP)}


def test_dates_are_printed_as_a_calendar(house):
    code, said, trouble = said_by(house, "examples/dates.py")

    assert (code, trouble) == (0, "")
    assert max(len(line.encode()) for line in said.splitlines()) <= 75
    lines = said.replace("\n ", "").splitlines()
    assert (lines[0], lines[-1], lines.count("BEGIN:VEVENT")) == ("BEGIN:VCALENDAR", "END:VCALENDAR", 2)
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:20260312T170000Z",
        "DTSTART:20260412T160000Z",
    ]
    assert "SUMMARY:Boulangères\\, artisanes et indépendantes\\; le jeudi soir (1)" in lines
    assert len(set(re.findall(r"UID:\S+", said))) == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"BESACE_ACCESS": "besace_" + "x" * 43}, "Show the secret of an access"),
        ({"BESACE": "http://127.0.0.1:9"}, "Besace does not answer"),
    ],
)
def test_why_there_is_no_calendar_is_said(house, more, told):
    code, said, trouble = said_by({**house, **more}, "examples/dates.py")

    assert (code, said) == (1, "")
    assert trouble.startswith(told)
