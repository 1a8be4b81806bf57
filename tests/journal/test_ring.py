"""The ring: what wraps is changed without anything becoming unreadable, and goes when nothing needs it any more."""

import os
from errno import EROFS

import pytest
from django.db import connections

from besace import journal
from besace.journal import folder, inventory, ring, rotation, shelf, upkeep
from besace.journal.keys import DAY, VAULT_KEYS
from besace.live import clock
from besace.method.acts import Entry

NOW = 1_772_000_000


@pytest.fixture(autouse=True)
def _now(forget_memory):
    with clock.at(NOW):
        yield
    forget_memory()


def said(text: str = "said") -> str:
    name = journal.open_journal(clock.now())
    journal.append(name, [Entry("ask", "ana-1", NOW, {"text": text})], expected=0, act_id="a", by="ana-1")
    return name


def readable(name: str) -> bool:
    VAULT_KEYS.forget_cached()
    ring.forget_cached()
    return journal.read(name)[0].fields == {"text": "said"}


def test_a_rotation_wraps_every_living_key_anew_and_keeps_the_former_one_for_35_days():
    name = said()
    (before,) = shelf.living(name)
    done = rotation.rotate(clock.now())
    (after,) = shelf.living(name)
    at = ring.made(done.kek)

    assert done.rewrapped >= 1
    assert (after.kek, after.expires) == (done.kek, before.expires)
    assert after.wrapped != before.wrapped
    assert readable(name)
    assert before.kek not in rotation.destroy_retired(at + 35 * DAY - 1)
    assert before.kek in rotation.destroy_retired(at + 35 * DAY)
    assert before.kek not in ring.ids()
    assert not (ring.place() / before.kek).exists()
    assert readable(name)


def test_what_a_former_key_wrapped_is_unreadable_once_it_is_gone():
    name = said()
    (before,) = shelf.living(name)
    rotation.rotate(clock.now())
    assert before.kek in rotation.destroy_former()
    assert readable(name)
    with pytest.raises(ring.NoKey, match=before.kek):
        ring.secret(before.kek)


def test_a_key_that_still_wraps_something_is_not_taken_off():
    name = said()
    (row,) = shelf.living(name)
    ring.make(clock.now())
    assert row.kek not in rotation.destroy_former()
    assert readable(name)
    rotation.finish(clock.now())
    assert row.kek in rotation.destroy_former()


def test_an_edited_row_keeps_no_former_key_on_the_ring():
    name = said()
    (row,) = shelf.living(name)
    with connections["vault"].cursor() as cursor:
        cursor.execute("UPDATE vault_scopekey SET expires = expires + 1 WHERE journal = %s", [name])
    rotation.rotate(clock.now())
    assert shelf.living(name)[0].kek == row.kek
    assert row.kek in rotation.destroy_former()


def test_the_sweep_rotates_once_a_month_and_not_before():
    said()
    newest = ring.newest(NOW)
    made = ring.made(newest)
    upkeep.sweep(made + 30 * DAY - 1)
    assert ring.newest(NOW) == newest
    upkeep.sweep(made + 30 * DAY)
    later = ring.newest(NOW)
    assert later != newest
    upkeep.sweep(made + 30 * DAY + 1)
    assert ring.newest(NOW) == later


def test_a_key_made_before_the_rotation_by_who_had_not_heard_of_it_is_wrapped_anew_by_the_sweep():
    name = said()
    kek = ring.make(clock.now())
    assert shelf.living(name)[0].kek != kek
    upkeep.sweep(clock.now())
    assert shelf.living(name)[0].kek == kek


@pytest.fixture
def given(tmp_path, monkeypatch):
    """A ring that the system hands over, to be read only; root may write anywhere, so writing is made to fail."""

    def refused(*_: object) -> None:
        raise OSError(EROFS, "Read-only file system")

    before = [(one, ring.secret(one)) for one in ring.ids()]
    for name, secret in before:
        (tmp_path / name).write_bytes(secret)
    monkeypatch.setattr("besace.journal.ring.settings.BESACE_KEYS", str(tmp_path))
    monkeypatch.setattr("besace.journal.folder.lay_down", refused)
    monkeypatch.setattr("besace.journal.folder.wipe", refused)
    monkeypatch.setattr("besace.journal.ring.os.access", lambda *_: False)
    yield tmp_path
    ring.forget_cached()


def test_a_ring_that_is_handed_over_is_read_and_rotating_says_what_to_do(request):
    name = said()
    given = request.getfixturevalue("given")
    assert readable(name)
    with pytest.raises(ring.Fixed, match="Put a file of 32 random bytes there, named kek-"):
        rotation.rotate(clock.now())
    upkeep.sweep(clock.now() + 60 * DAY)
    assert readable(name)
    assert set(ring.ids()) == {one.name for one in given.iterdir()}


def test_a_newer_key_put_on_a_ring_that_is_handed_over_is_taken_up(request):
    name = said()
    given = request.getfixturevalue("given")
    later = f"kek-{max(map(ring.made, ring.ids())) + 1}-beef"
    (given / later).write_bytes(os.urandom(32))
    upkeep.start(clock.now())
    assert shelf.living(name)[0].kek == later
    assert readable(name)
    with pytest.raises(ring.Fixed, match="remove kek-"):
        rotation.destroy_former()
    (given / later).replace(folder.home() / "keys" / later)  # what it wraps must stay readable for the other tests


def test_an_empty_ring_that_cannot_be_written_is_said(given):
    for one in given.iterdir():
        one.unlink()
    with pytest.raises(ring.NoKey, match="cannot be written from here"):
        ring.newest(clock.now())


def test_a_damaged_key_is_said_by_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr("besace.journal.ring.settings.BESACE_KEYS", str(tmp_path))
    (tmp_path / "kek-1-beef").write_bytes(b"short")
    with pytest.raises(folder.Damaged, match="kek-1-beef"):
        ring.secret("kek-1-beef")


def test_the_inventory_counts_by_kind_and_names_nobody():
    name = said()
    kinds, wrappings = inventory.kinds(), inventory.wrappings()
    before = kinds["session"]
    assert before.living >= 1
    assert wrappings[ring.newest(NOW)].wraps >= 1
    VAULT_KEYS.destroy(name, "session", NOW)
    after = inventory.kinds()["session"]
    assert (after.living, after.destroyed) == (before.living - 1, before.destroyed + 1)
    assert name not in str(inventory.kinds())


def test_a_key_file_is_never_written_over_and_is_its_owners_alone(tmp_path):
    file = tmp_path / "one"
    folder.lay_down(file, bytes(32))
    folder.lay_down(file, bytes(range(32)))
    assert folder.read(file) == bytes(32)
    assert oct(file.stat().st_mode & 0o777) == "0o400"
    assert [one.name for one in tmp_path.iterdir()] == ["one"]
    folder.wipe(file)
    assert list(tmp_path.iterdir()) == []
