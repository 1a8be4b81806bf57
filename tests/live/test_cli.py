"""`besace keys`, `besace receipt` and `besace shred`, as whoever runs the house types them."""

import pytest
from click.testing import CliRunner

from besace import cli
from besace.journal import ring, rotation, shelf
from besace.journal.keys import VAULT_KEYS
from besace.live import rooms
from tests.live.cast import a_room


@pytest.fixture(autouse=True)
def _house(monkeypatch, forget_memory):
    """The house of these tests is open already; a start of its own would make another."""
    monkeypatch.setattr("besace.live.serving.open_house", lambda: None)
    yield
    forget_memory()


def typed(*words: str, answer: str = ""):
    return CliRunner().invoke(cli.main, list(words), input=answer)


def test_the_keys_are_listed_by_kind_and_without_a_name():
    room = a_room()
    said = typed("keys", "list")
    assert said.exit_code == 0
    assert "session: " in said.output
    assert ", in use" in said.output
    assert "days at the latest" in said.output
    assert room.journal not in said.output
    assert room.id not in said.output


def test_rotating_says_what_it_did():
    room = a_room()
    said = typed("keys", "rotate")
    assert said.exit_code == 0
    assert ring.newest(0) in said.output
    assert {row.kek for row in shelf.living(room.journal)} == {ring.newest(0)}
    former = ring.ids()[:-1]
    assert former
    assert f"Former keys destroyed: {len(former) + 1}." in typed("keys", "rotate", "--now").output
    assert len(ring.ids()) == 1
    VAULT_KEYS.forget_cached()
    rooms.forget_memory()
    assert rooms.folded(room).session.people


def test_a_ring_that_cannot_be_written_is_said_and_nothing_changes(monkeypatch):
    def refused(_at: int) -> rotation.Rotated:
        raise ring.Fixed("Put a file there.")

    before = ring.ids()
    monkeypatch.setattr(rotation, "rotate", refused)
    said = typed("keys", "rotate")
    assert (said.exit_code, said.output) == (1, "Put a file there.\n")
    assert ring.ids() == before


@pytest.mark.parametrize("named", ["{id}", "http://127.0.0.1:8420/s/{id}/", "https://besace.example/s/{id}/board/"])
def test_a_room_is_shredded_by_its_address_and_its_receipt_checked(tmp_path, named):
    room, file = a_room(), tmp_path / "receipt.json"
    said = typed("shred", named.format(id=room.id), "--receipt", str(file), answer="y\n")
    assert said.exit_code == 0, said.output
    assert "is not over yet" in said.output
    assert VAULT_KEYS.living(room.journal) == frozenset()

    checked = typed("receipt", str(file))
    assert checked.exit_code == 0
    assert "It holds: signed by this house" in checked.output
    file.write_text(file.read_text().replace('"at": ', '"at": 1'))
    altered = typed("receipt", str(file))
    assert altered.exit_code == 1
    assert "It does not hold" in altered.output


def test_it_asks_first_and_a_no_changes_nothing():
    room = a_room()
    said = typed("shred", room.id, answer="n\n")
    assert said.exit_code == 1
    assert VAULT_KEYS.living(room.journal)


def test_a_room_nobody_knows_is_said():
    said = typed("shred", "nothing-here", "--yes")
    assert said.exit_code == 1
    assert "No session has this address" in said.output


def test_while_the_vault_is_read_no_receipt_is_given_and_the_same_command_gives_it_later(monkeypatch):
    room = a_room()
    with monkeypatch.context() as patch:
        patch.setattr(shelf, "let_go", lambda: False)
        said = typed("shred", room.id, "--yes")
    assert said.exit_code == 3
    assert "cannot be emptied yet" in said.output.replace("\n", " ")
    assert VAULT_KEYS.living(room.journal) == frozenset()
    assert '"signature"' in typed("shred", room.id, "--yes").output
