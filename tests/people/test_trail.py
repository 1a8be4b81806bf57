"""The trail: acts without words or names, marks that join nothing, and lines that cannot be changed unseen."""

import pytest
from django.db import OperationalError, connection

from besace.journal.writer import WRITER, is_full
from besace.live import clock
from besace.people import handing, holding, invitations, leaving, retention, trail
from besace.people.invitations import Asked
from besace.people.models import Member, Trace
from besace.people.trail import Act, Outcome, Part
from tests.full import full_disk
from tests.people import cast
from tests.people.cycling import begun, held

pytestmark = [pytest.mark.method("F4"), pytest.mark.usefixtures("february")]


def lines(group, **asked) -> list[tuple[str, ...]]:
    rows = Trace.objects.filter(scope=group.id, **asked).order_by("seq")
    return list(rows.values_list("part", "act", "what", "outcome"))


def test_one_person_has_one_mark_in_a_group_and_another_in_each():
    ana = cast.person("Ana")
    first, second = cast.group(), cast.group()
    marks = [trail.mark(group.id, ana.id) for group in (first, first, second)]
    assert marks[0] == marks[1] != marks[2]
    assert trail.mark(trail.HOUSE, ana.id) not in marks
    assert ana.id not in "".join(marks)


def test_a_mark_cannot_be_made_without_the_key(monkeypatch):
    ana, group = cast.person("Ana"), cast.group()
    before = trail.mark(group.id, ana.id)
    monkeypatch.setattr("besace.journal.folder.secret", lambda: "00" * 32)
    assert trail.mark(group.id, ana.id) != before


def test_what_is_done_in_a_group_is_noted_with_the_part_of_whoever_did_it():
    group, fay, (ana, _) = cast.facilitated("Ana", "Bea", seats=4)
    one, _ = invitations.invite(group, [Asked("x@example.org"), Asked("y@example.org")], fay.person)
    invitations.correct(group, one.id, "z@example.org", fay.person)
    invitations.withdraw(group, one.id, fay.person)
    leaving.leave(ana)
    leaving.remove(Member.objects.get(group=group, left_at=None, role="participant"), fay.person)
    assert lines(group) == [
        ("facilitator", "invited", "participant", "done"),
        ("facilitator", "invited", "participant", "done"),
        ("facilitator", "invitation-changed", "invitation", "done"),
        ("facilitator", "invitation-withdrawn", "invitation", "done"),
        ("participant", "left", "participant", "done"),
        ("facilitator", "removed", "participant", "done"),
    ]


def test_what_is_undone_leaves_no_line():
    group, fay, _ = cast.facilitated("Ana", seats=1)
    with pytest.raises(invitations.NotInvited):
        invitations.invite(group, [Asked("x@example.org")], fay.person)
    assert lines(group) == []


def test_a_session_opened_handed_over_and_over_is_noted():
    of = begun("Ana", "Bea", "Cleo")
    handing.hand(of.group, 2, of.fay.id, of.fay.person)
    holding.open_room(of.meeting(1), of.fay)
    held(of, 2, of.peers[1])
    assert lines(of.group) == [
        ("facilitator", "handed", "session", "done"),
        ("facilitator", "opened", "session", "done"),
        ("house", "closed", "session", "done"),
    ]
    about = Trace.objects.filter(scope=of.group.id, act__in=("opened", "closed")).values_list("about", flat=True)
    assert set(about) == {of.meeting(1).id, of.meeting(2).id}


def test_the_same_attempt_is_noted_once_in_ten_minutes():
    group, _, (ana,) = cast.facilitated("Ana")
    for _ in range(50):
        trail.note_once(group.id, ana.person, Act.ASKED, "table")
    trail.note_once(group.id, ana.person, Act.ASKED, "letters")
    with clock.at(cast.AT + trail.QUIET):
        trail.note_once(group.id, ana.person, Act.ASKED, "table")
    assert [what for _, _, what, _ in lines(group)] == ["table", "letters", "table"]


@pytest.fixture
def noted():
    group, fay, (ana,) = cast.facilitated("Ana")
    for what in ("one", "two", "three"):
        trail.note(group.id, fay.person, Act.INVITED, what)
    trail.note(group.id, ana.person, Act.ASKED, "table", outcome=Outcome.REFUSED)
    assert trail.broken(group.id) is None
    return group


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE people_trace SET act = 'left' WHERE scope = %s AND seq = 2", 2),
        ("UPDATE people_trace SET part = 'house' WHERE scope = %s AND seq = 1", 1),
        ("UPDATE people_trace SET at = at + 1 WHERE scope = %s AND seq = 4", 4),
        ("DELETE FROM people_trace WHERE scope = %s AND seq = 2", 3),
        ("UPDATE people_trace SET seq = 9 - seq WHERE scope = %s", 5),
    ],
)
def test_whoever_changes_moves_or_takes_out_a_line_is_found(noted, change, found):
    def forged() -> None:
        with connection.cursor() as cursor:
            cursor.execute(change, [noted.id])

    WRITER.run(forged)
    assert trail.broken(noted.id) == found


def test_a_line_forged_whole_without_the_key_is_found(noted, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("besace.journal.folder.secret", lambda: "00" * 32)
        trail.note(noted.id, None, Act.ENDED, "words")
    assert trail.broken(noted.id) == 5


def test_six_months_later_the_lines_are_gone_and_the_rest_still_holds(noted):
    with clock.at(cast.AT + 100 * 24 * 3600):
        trail.note(noted.id, None, Act.ENDED, "words")
    retention.sweep(cast.AT + 180 * 24 * 3600)
    assert Trace.objects.filter(scope=noted.id).count() == 5
    retention.sweep(cast.AT + 182 * 24 * 3600)
    assert lines(noted) == [("house", "ended", "words", "done")]
    assert trail.broken(noted.id) is None


def test_two_who_write_at_once_both_have_their_line():
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    from django.db import connections  # noqa: PLC0415

    group, fay, _ = cast.facilitated("Ana")

    def write(n: int) -> None:
        trail.note(group.id, fay.person, Act.INVITED, str(n))
        connections.close_all()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(write, range(40)))
    assert Trace.objects.filter(scope=group.id).count() == 40
    assert trail.broken(group.id) is None


def test_parts_are_words_and_nothing_else():
    group, fay, (ana,) = cast.facilitated("Ana")
    for who in (fay.person, ana.person, cast.person("Xenia"), "nobody@example.org", None):
        trail.note(group.id, who, Act.ASKED)
    parts = [part for part, *_ in lines(group)]
    assert parts == [Part.FACILITATOR, Part.PARTICIPANT, Part.SOMEONE, Part.SOMEONE, Part.HOUSE]


def test_on_a_full_disk_an_act_and_its_line_fail_together_and_a_line_alone_harms_nothing():
    group, fay, _ = cast.facilitated("Ana", seats=4)
    with full_disk():
        for n in range(200):  # until the last page is full
            trail.note(group.id, fay.person, Act.EXPORTED, f"{n}")
        written = Trace.objects.filter(scope=group.id).count()
        with pytest.raises(OperationalError) as failed:
            invitations.invite(group, [Asked(f"{n}@example.org") for n in range(3)], fay.person)
    assert written < 200
    assert is_full(failed.value)
    assert group.invitations.count() == 0
    assert Trace.objects.filter(scope=group.id).count() == written
    assert trail.broken(group.id) is None
