"""Changing a group: two at once are told of one another."""

import re

import pytest

from besace.people.invitations import Asked, invite
from besace.people.models import Group
from tests.people import cast
from tests.web.groups.test_new import TOLD


def change(client, table, edition, **changes):
    return client.post(table.at("edit/"), TOLD | {"edition": str(edition)} | changes)


def test_what_stands_is_shown_and_what_is_changed_is_kept(table, fay):
    page = fay.get(table.at("edit/")).content.decode()
    assert 'value="The harbour table"' in page
    assert 'value="Europe/Paris"' in page

    answer = change(fay, table, 1, name="The quay table", place="remote", link="meet.example.org/quay")

    table.group.refresh_from_db()
    assert answer["Location"] == table.at("table/")
    assert (table.group.name, table.group.link) == ("The quay table", "https://meet.example.org/quay")


@pytest.mark.method("G8")
def test_the_second_of_two_facilitators_sees_the_others_version_and_keeps_her_own_words(table, fay):
    guy = cast.browser(table.guy.person)
    change(fay, table, 1, name="The quay table", seats="8")

    answer = change(guy, table, 1, name="The port table")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert Group.objects.get(pk=table.group.pk).name == "The quay table"
    assert "Somebody else changed this group" in page
    assert 'value="The port table"' in page
    assert re.search(r"<dd[^>]*>The quay table</dd>", page)
    assert re.search(r"<dd[^>]*>8</dd>", page)

    edition = re.search(r'name="edition" value="(\d+)"', page)
    assert edition
    change(guy, table, int(edition[1]), name="The port table")
    assert Group.objects.get(pk=table.group.pk).name == "The port table"


@pytest.mark.method("G2")
def test_fewer_chairs_than_people_are_refused_with_their_number(table, fay):
    invite(table.group, [Asked("jo@example.org")], table.fay.person)

    answer = change(fay, table, 1, seats="2")

    assert answer.status_code == 422
    assert "3 people are members or invited" in answer.content.decode()


def test_a_zone_that_does_not_exist_is_refused(table, fay):
    answer = change(fay, table, 1, zone="Nantes")

    assert answer.status_code == 422
    assert "This is not the name of a time zone" in answer.content.decode()
