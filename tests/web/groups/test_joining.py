"""Joining: what is promised is read and accepted, ties are named, and what changes is asked anew."""

import re

import pytest

from besace.people import terms, ties, timetable
from besace.people.models import Group, Member, Tie
from besace.people.terms import TERMS, VERSION, digest
from besace.web.groups.settle import to_settle
from tests.people import cast

ALL = ["common", *map(str, TERMS)]


@pytest.fixture
def zoe(table) -> Member:
    return cast.member(table.group, cast.person("Zoé"), settled=False)


def accept(client, table, ticked, own=""):
    return client.post(table.at("join/"), {"term": ticked, "version": str(VERSION), "own": own})


def fresh(member: Member) -> Member:
    return Member.objects.select_related("group").get(pk=member.pk)


@pytest.mark.method("G1", "G4")
def test_each_of_the_terms_is_read_in_both_languages_and_accepted(table, zoe):
    client = cast.browser(zoe.person)
    page = client.get(table.at("join/")).content.decode()
    french = cast.browser(zoe.person, language="fr").get(table.at("join/")).content.decode()
    assert re.findall(r'name="term" value="([\w-]+)"', page) == ALL
    assert "What is said stays here" in page
    assert "Ce qui se dit ici reste ici" in french

    answer = accept(client, table, ALL)

    member = fresh(zoe)
    assert answer["Location"] == table.at("join/ties/")
    assert terms.accepted(member, member.group)
    assert member.shares_at


@pytest.mark.method("G4")
@pytest.mark.parametrize("missing", ALL)
def test_without_any_one_of_them_nothing_is_accepted_and_the_ticks_are_kept(table, zoe, missing):
    ticked = [one for one in ALL if one != missing]

    answer = accept(cast.browser(zoe.person), table, ticked)

    assert answer.status_code == 422
    assert answer.content.decode().count(" checked") == len(ticked)
    assert fresh(zoe).terms == 0


@pytest.mark.method("G4")
def test_the_groups_own_lines_stand_below_ours_and_are_accepted_too(table, zoe):
    Group.objects.filter(pk=table.group.pk).update(own_terms="We begin on time.\nFirst names.")
    own = digest(Group.objects.get(pk=table.group.pk))
    client = cast.browser(zoe.person)
    page = client.get(table.at("join/")).content.decode()
    assert page.index("It is not therapy") < page.index("We begin on time.") < page.index("First names.")

    assert accept(client, table, ALL, own).status_code == 422
    assert accept(client, table, [*ALL, "own"], own).status_code == 302


@pytest.mark.method("G4")
def test_lines_that_changed_while_she_was_reading_are_shown_again(table, zoe):
    client = cast.browser(zoe.person)
    client.get(table.at("join/"))
    Group.objects.filter(pk=table.group.pk).update(own_terms="We begin on time.")

    answer = accept(client, table, [*ALL, "own"], "")

    assert answer.status_code == 409
    assert "were changed while you were reading" in answer.content.decode()
    assert fresh(zoe).terms == 0


@pytest.mark.method("G4")
def test_whoever_had_accepted_is_asked_again_when_lines_change(table):
    assert to_settle(fresh(table.ana)) is None
    Group.objects.filter(pk=table.group.pk).update(own_terms="We begin on time.")

    assert to_settle(fresh(table.ana)) == table.at("join/")
    assert "has changed" in cast.browser(table.ana.person).get(table.at("join/")).content.decode()


@pytest.mark.method("G8")
def test_who_facilitates_accepts_the_terms_but_need_not_share_what_peers_share(table):
    lea = cast.member(table.group, cast.person("Lea"), Member.Role.CO_FACILITATOR, settled=False)
    client = cast.browser(lea.person)
    assert 'value="common"' not in client.get(table.at("join/")).content.decode()

    answer = accept(client, table, ALL[1:])

    assert answer["Location"] == table.at("")
    assert fresh(lea).shares_at is None


@pytest.mark.method("G3", "G4", "G6")
def test_the_way_in_leads_from_terms_to_ties_to_dates(table, zoe):
    assert to_settle(fresh(zoe)) == table.at("join/")
    terms.accept(zoe, VERSION, "")
    assert to_settle(fresh(zoe)) == table.at("join/ties/")
    ties.name(zoe, [])
    assert to_settle(fresh(zoe)) is None
    cycle = timetable.propose(table.group, [cast.when(1)], 0)
    assert to_settle(fresh(zoe)) == table.at("dates/confirm/")
    timetable.confirm(cycle, zoe, {timetable.slot_of(cast.when(1)): True})
    assert to_settle(fresh(zoe)) is None


def tell(client, table, **fields):
    return client.post(table.at("join/ties/"), fields)


@pytest.mark.method("G3")
def test_ties_are_named_with_each_of_the_others(table):
    client, bea = cast.browser(table.ana.person), table.bea.id
    page = client.get(table.at("join/ties/")).content.decode()
    assert re.findall(r'name="tie" value="([^"]+)"', page) == [bea]
    assert "Only Fay, who facilitates, reads what you tick here." in page

    answer = tell(client, table, tie=bea, **{f"kind-{bea}": "business", f"words-{bea}": "a van"})

    assert answer["Location"] == table.at("")
    (note,) = ties.notes(table.group)
    assert (note.member, note.other, note.words) == (table.ana, table.bea, "a van")
    again = client.get(table.at("join/ties/")).content.decode()
    assert "a van" not in again
    assert "A tie you named waits to be settled." in again


@pytest.mark.method("G3")
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Tick someone, or say that you have no tie"),
        ({"tie": "BEA", "words-BEA": "a <van>"}, "Say what ties you"),
        ({"tie": "BEA", "kind-BEA": "sisters", "words-BEA": "a <van>"}, "Say what ties you"),
        ({"tie": "BEA", "kind-BEA": "family", "words-BEA": "a <van>", "none": "1"}, "You have ticked someone"),
        ({"tie": "stranger"}, "Tick someone"),
    ],
)
def test_what_is_half_said_is_asked_again_and_nothing_is_lost(table, fields, said):
    named = {key.replace("BEA", table.bea.id): value.replace("BEA", table.bea.id) for key, value in fields.items()}

    answer = tell(cast.browser(table.ana.person), table, **named)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert not Tie.objects.filter(member=table.ana).exists()
    assert ("a &lt;van&gt;" in page) is any(key.startswith("words") for key in fields)


@pytest.mark.method("G3")
def test_no_tie_is_said_with_one_touch(table, zoe):
    terms.accept(zoe, VERSION, "")

    assert tell(cast.browser(zoe.person), table, none="1")["Location"] == table.at("")
    assert fresh(zoe).ties_at
