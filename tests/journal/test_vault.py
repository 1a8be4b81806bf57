"""What the vault refuses: whatever its rows or the content's were edited, moved or rewound to, each on real rows."""

import os
from typing import Any

import pytest
from django.db import connection, connections

from besace import journal
from besace.journal import shelf, tombs, upkeep
from besace.journal.keys import CEILING, DAY, VAULT_KEYS
from besace.journal.seal import Tampered
from besace.journal.wrapping import Row
from besace.journal.writer import WRITER
from besace.live import clock, doors, ending, rooms
from besace.live.act import act
from besace.method.acts import Act, Entry
from besace.people import sealed
from besace.people.models.person import new_id
from tests.live.cast import ANA, FAY, a_room

NOW = 1_772_000_000


@pytest.fixture(autouse=True)
def _now(forget_memory):
    with clock.at(NOW):
        yield
    forget_memory()


@pytest.fixture
def kept():
    """A journal with one thing said in it."""
    name = journal.open_journal(NOW)
    journal.append(name, [Entry("ask", "ana-1", NOW, {"text": "said"})], expected=0, act_id="a", by="ana-1")
    VAULT_KEYS.forget_cached()
    return name


def edit(of: str, **columns: Any) -> None:
    """Edits the row of a key behind the vault's back."""
    told = ", ".join(f"{column} = %s" for column in columns)
    with connections["vault"].cursor() as cursor:
        cursor.execute(f"UPDATE vault_scopekey SET {told} WHERE journal = %s", [*columns.values(), of])  # noqa: S608
    VAULT_KEYS.forget_cached()


def test_what_is_left_as_it_is_opens(kept):
    assert journal.read(kept)[0].fields == {"text": "said"}


def test_an_edited_expiry_is_refused(kept):
    edit(kept, expires=NOW + 3 * CEILING)
    with pytest.raises(Tampered):
        journal.read(kept)


def test_an_expiry_taken_away_is_refused(kept):
    edit(kept, expires=0)
    with pytest.raises(Tampered):
        journal.read(kept)


def test_an_edited_scope_is_refused(kept):
    edit(kept, scope="ballot:1")
    with pytest.raises(Tampered):
        journal.read(kept)


def test_a_key_moved_to_another_journal_is_refused(kept):
    other = journal.open_journal(NOW)
    edit(kept, journal=other)
    with pytest.raises(Tampered):
        VAULT_KEYS.keys_of(other)
    assert journal.read(kept)[0].forgotten


def test_a_key_under_another_id_is_refused(kept):
    edit(kept, kid=os.urandom(16))
    with pytest.raises(Tampered):
        journal.read(kept)


def test_a_key_that_says_another_key_of_the_ring_wraps_it_is_refused(kept, monkeypatch):
    (row,) = shelf.living(kept)
    monkeypatch.setattr("besace.journal.ring._secret", lambda _file: bytes(32))
    VAULT_KEYS.forget_cached()
    with pytest.raises(Tampered):
        journal.read(kept)
    assert row.wrapped == shelf.living(kept)[0].wrapped


def test_an_old_key_does_not_open_what_a_newer_one_of_its_scope_closed():
    group, bound = new_id(), ["row"]
    sealed.close(group, sealed.GROUP, "t.c", bound, {"a": 1})
    old = VAULT_KEYS.key_for(sealed.journal_of(group), sealed.GROUP, NOW)
    sealed.destroy(group, sealed.GROUP)
    blob = sealed.close(group, sealed.GROUP, "t.c", bound, {"a": 2})
    new = VAULT_KEYS.key_for(sealed.journal_of(group), sealed.GROUP, NOW)
    assert old.kid != new.kid
    with pytest.raises(Tampered):
        journal.seal.unseal(old, "t.c", bound, blob[sealed.KID :])


def swapped(name: str, **columns: object) -> None:
    """Puts a copy of the journal's one row after it, edited: whoever has the files can, though the journal does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_entry WHERE journal_id = %s AND seq = 1", [name])
        row = dict(zip([one[0] for one in cursor.description], cursor.fetchone(), strict=True))
        row |= {"seq": 2, "act": None, **columns}
        marks = ", ".join(["%s"] * len(row))
        question = f"INSERT INTO journal_entry ({', '.join(row)}) VALUES ({marks})"  # noqa: S608
        cursor.execute(question, list(row.values()))


@pytest.mark.parametrize("column", [{}, {"by": "bea-1"}, {"behalf": "bea-1"}, {"audience": "bea-1"}])
def test_a_moved_row_and_a_swapped_author_are_refused_where_they_are_read(kept, column):
    swapped(kept, **column)
    with pytest.raises(Tampered):
        journal.read(kept)


def test_a_key_past_its_expiry_is_refused_even_when_nobody_swept(kept):
    with clock.at(NOW + CEILING - 1):
        assert journal.read(kept)[0].fields == {"text": "said"}
    with clock.at(NOW + CEILING):
        assert journal.read(kept)[0].forgotten
        assert VAULT_KEYS.living(kept) == frozenset()
    assert shelf.living(kept)  # nobody swept


def test_a_key_held_in_memory_is_refused_past_its_expiry_too(kept):
    before = VAULT_KEYS.key_for(kept, "session", NOW, CEILING)
    with clock.at(NOW + CEILING):
        assert VAULT_KEYS.key_for(kept, "session", NOW, CEILING).kid != before.kid
    assert before.kid in tombs.of(kept)


def test_the_sweep_destroys_what_is_past_its_expiry(kept):
    (row,) = shelf.living(kept)
    with clock.at(NOW + CEILING):
        upkeep.sweep(NOW + CEILING)
    assert shelf.living(kept) == []
    assert not shelf.holds([row.kid])


def test_a_life_is_shortened_and_made_longer_only_by_wrapping_anew(kept):
    VAULT_KEYS.expire(kept, "session", NOW + DAY)
    assert journal.read(kept)[0].fields == {"text": "said"}
    with clock.at(NOW + DAY):
        assert journal.read(kept)[0].forgotten
    VAULT_KEYS.expire(kept, "session", NOW + 2 * DAY)
    with clock.at(NOW + DAY):
        assert journal.read(kept)[0].fields == {"text": "said"}
    VAULT_KEYS.expire(kept, "session", 0)
    with clock.at(NOW + 9 * CEILING):
        assert journal.read(kept)[0].fields == {"text": "said"}


def test_a_session_opened_long_after_its_room_has_its_whole_life_before_it():
    room = a_room()
    with clock.at(NOW + CEILING - 60):
        assert act(room, FAY, Act("admit", {"person": ANA}), "admit").refusal is None
        assert act(room, FAY, Act("open"), "open").refusal is None
    with clock.at(NOW + 2 * CEILING - 120):
        rooms.forget_memory()
        VAULT_KEYS.forget_cached()
        assert rooms.folded(room).session.opened
        assert doors.waiting(room) == ()


def rewind(of: str) -> None:
    """The vault as an older backup has it: the keys of a journal are there again."""
    for row in REWOUND[of]:
        edit(of, wrapped=row.wrapped, destroyed=None, burial=0)


REWOUND: dict[str, list[Row]] = {}


@pytest.fixture
def rewound(kept):
    REWOUND[kept] = shelf.living(kept)
    VAULT_KEYS.destroy(kept, "session", NOW)
    rewind(kept)
    assert shelf.holds([row.kid for row in REWOUND[kept]])
    return kept


def test_a_rewound_vault_is_refused_on_reading_and_its_key_destroyed_anew(rewound):
    assert journal.read(rewound)[0].forgotten
    assert not shelf.holds([row.kid for row in REWOUND[rewound]])


def test_a_rewound_vault_gives_no_key_to_write_with_either(rewound):
    fresh = VAULT_KEYS.key_for(rewound, "session", NOW)
    assert fresh.kid not in {row.kid for row in REWOUND[rewound]}


def test_a_rewound_vault_is_put_right_at_the_start(rewound):
    upkeep.start(NOW)
    assert not shelf.holds([row.kid for row in REWOUND[rewound]])


def test_without_the_tombstone_outside_the_rewound_vault_would_be_believed(rewound):
    """The control: what refuses it is the tombstone, and nothing else."""
    WRITER.run(lambda: connection.cursor().execute("DELETE FROM journal_tombstone WHERE journal = %s", [rewound]))
    assert journal.read(rewound)[0].fields == {"text": "said"}


def test_a_content_from_an_older_backup_learns_what_was_destroyed_from_the_vault(kept):
    VAULT_KEYS.destroy(kept, "session", NOW)
    WRITER.run(lambda: connection.cursor().execute("DELETE FROM journal_tombstone WHERE journal = %s", [kept]))
    assert journal.read(kept)[0].forgotten
    upkeep.start(NOW)
    assert tombs.of(kept)


@pytest.mark.parametrize("step", ["besace.journal.shelf.bury", "besace.journal.shelf.changing"])
def test_a_crash_on_the_way_leaves_the_key_destroyed(kept, monkeypatch, step):
    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(step, crash)
        with pytest.raises(KeyboardInterrupt):
            VAULT_KEYS.destroy(kept, "session", NOW)
    (row,) = shelf.living(kept)
    assert journal.read(kept)[0].forgotten
    assert not shelf.holds([row.kid])


def test_a_room_past_its_life_can_still_be_looked_at_and_says_nothing():
    room = a_room()
    with clock.at(NOW + CEILING):
        rooms.forget_memory()
        VAULT_KEYS.forget_cached()
        assert rooms.folded(room).session.people == ()
        ending.end(room)
