"""Logins are ended by whoever runs the house: one person's in every browser, or everyone's."""

import pytest
from click.testing import CliRunner

from besace import cli
from tests.people import cast


def is_in(client) -> bool:
    return bool(client.get("/me/settings/").status_code == 200)


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.main, ["logins", *words])
    return done.exit_code, done.output


def test_all_logins_of_one_person_end_and_nobody_elses():
    ana, bea = cast.person(), cast.person()
    laptop, phone, other = cast.browser(ana), cast.browser(ana), cast.browser(bea)
    assert [is_in(one) for one in (laptop, phone, other)] == [True] * 3

    assert run("--end", str(ana.email).upper()) == (0, "Logins ended: 2.\n")
    assert [is_in(one) for one in (laptop, phone, other)] == [False, False, True]


def test_all_logins_of_everyone_end():
    clients = [cast.browser(cast.person()) for _ in range(2)]
    status, said = run("--end-all")

    assert (status, said.startswith("Logins ended: ")) == (0, True)
    assert [is_in(one) for one in clients] == [False, False]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "Say whose logins end"),
        (("--end", "ana@example.org", "--end-all"), 2, "Say whose logins end"),
        (("--end", "nobody@example.org"), 1, "No account has this address."),
    ],
)
def test_nothing_ends_where_it_is_not_said_whose(words, status, said):
    client = cast.browser(cast.person())
    found = run(*words)

    assert (found[0], said in found[1]) == (status, True)
    assert is_in(client)
