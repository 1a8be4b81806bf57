"""Subjects from before a session: hers to bring, and those left over that the group knows already (B2, R4)."""

import pytest

from besace.method.view.board import board_islands
from besace.method.view.desk import desk_islands
from besace.method.view.phone import phone_islands
from tests.cast import ANA, BEA, CLEO, FAY, TABLE, after, gathered

OF_ANA = {"key": "kept_1", "owner": ANA, "title": "How can I rest, to think?", "kind": "concern"}
OF_BEA = {"key": "kept_2", "owner": BEA, "title": "How can I sell more?", "shown": True, "to_share_only": True}


def session():
    return after(gathered(waiting=[OF_ANA, OF_BEA]), (FAY, "open"), (FAY, "advance"))


def kept(seen, viewer):
    return [one.title for one in phone_islands(seen, viewer, 0)["composer"].kept]


@pytest.mark.method("B2", "R4")
def test_what_she_kept_waits_on_her_phone_and_on_nobody_elses():
    now = session()
    assert kept(now, ANA) == ["How can I rest, to think?"]
    assert kept(now, BEA) == ["How can I sell more?"]
    assert kept(now, CLEO) == []
    for viewer in (BEA, CLEO):
        assert "to think" not in repr(phone_islands(now, viewer, 0))
    assert "to think" not in repr(desk_islands(now, 0)) + repr(board_islands(now, 0))


@pytest.mark.method("R4")
def test_what_is_left_over_can_be_brought_back_by_hand():
    now = session()
    (left,) = desk_islands(now, 0)["desk_new_subject"].left_over
    assert (left.owner.name, left.title) == ("Bea", "How can I sell more?")
    fields = {"key": left.key, "title": left.title, "kind": left.kind, "to_share_only": "true"}
    after_it = after(now, ("bea via fay", "propose_subject", fields))
    assert after_it.subject("kept_2").to_share_only
    assert desk_islands(after_it, 0)["desk_new_subject"].left_over == ()


@pytest.mark.method("B2")
def test_what_was_brought_waits_no_more():
    now = after(session(), (ANA, "propose_subject", {"key": "kept_1", "title": "How can I rest, to think?"}))
    assert kept(now, ANA) == []


@pytest.mark.parametrize("viewer", TABLE)
def test_without_any_nothing_waits(viewer):
    now = after(gathered(), (FAY, "open"), (FAY, "advance"))
    assert kept(now, viewer) == []
