"""`besace audit`: the trail of the house, in which nobody is named."""

import pytest
from click.testing import CliRunner
from django.db import connection

from besace import cli
from besace.journal.writer import WRITER
from besace.people import keys, trail
from besace.people.models import Trace
from besace.people.trail import Act, Outcome
from tests.people import cast


@pytest.fixture(autouse=True)
def _no_line_yet():
    WRITER.run(Trace.objects.all().delete)


def test_the_house_is_shown_by_marks_and_no_group_is():
    ana, (group, fay, _) = cast.person("Ana"), cast.facilitated("Bea")
    trail.note(trail.HOUSE, ana, Act.SIGN_IN, "code")
    trail.note(trail.HOUSE, "nobody@example.org", Act.SIGN_IN, "code", outcome=Outcome.REFUSED)
    trail.note(group.id, fay.person, Act.INVITED, "participant")
    keys.forget(ana.email or "")
    told = CliRunner().invoke(cli.main, ["audit"]).output.splitlines()

    assert [line.split()[2:4] for line in told] == [["sign-in", "code"], ["sign-in", "code"], ["key-removed", "all"]]
    assert [line.split()[-1] for line in told] == ["done", "refused", "done"]
    assert not [words for words in (ana.id, "example.org", "Ana", group.id) if words in "\n".join(told)]


def test_it_says_whether_every_line_is_as_it_was_written():
    group, fay, _ = cast.facilitated("Bea")
    trail.note(group.id, fay.person, Act.INVITED, "participant")
    sound = CliRunner().invoke(cli.main, ["audit", "--check"])
    assert (sound.exit_code, sound.output) == (0, "Every trail is as it was written.\n")

    def forged() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_trace SET outcome = 'failed'")

    WRITER.run(forged)
    wrong = CliRunner().invoke(cli.main, ["audit", "--check"])
    assert (wrong.exit_code, wrong.output) == (1, "Trails that are not as they were written: 1.\n")
