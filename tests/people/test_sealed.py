import pytest

from besace.journal.seal import Tampered
from besace.people import sealed
from besace.people.models.person import new_id


def closed(group: str, scope: str = sealed.GROUP, row: str = "row") -> bytes:
    return sealed.close(group, scope, "people_subject.sealed", [row], {"title": "How can I rest?"})


def opened(group: str, blob: bytes, scope: str = sealed.GROUP, row: str = "row") -> dict[str, str] | None:
    return sealed.open_(group, scope, "people_subject.sealed", [row], blob)


def test_what_is_closed_opens_in_its_place():
    group = new_id()
    blob = closed(group)
    assert b"rest" not in blob
    assert opened(group, blob) == {"title": "How can I rest?"}


def test_what_is_moved_to_another_row_does_not_open():
    group = new_id()
    with pytest.raises(Tampered):
        opened(group, closed(group), row="another")


def test_what_lost_its_key_is_gone_and_the_rest_stays():
    group = new_id()
    shared, hers = closed(group), closed(group, sealed.own("ana"))
    sealed.destroy(group, sealed.own("ana"))
    assert opened(group, hers, sealed.own("ana")) is None
    assert opened(group, shared) == {"title": "How can I rest?"}


def test_a_new_key_of_the_scope_does_not_open_what_the_former_one_closed():
    group = new_id()
    blob = closed(group)
    sealed.destroy(group, sealed.GROUP)
    again = closed(group)
    assert opened(group, blob) is None
    assert opened(group, again) == {"title": "How can I rest?"}
