"""Laying a table: nothing is founded, and nobody invited, before all of it has been seen."""

import re

import pytest

from besace.people.models import Group, Member
from tests.people import cast

TOLD = {
    "name": "The harbour table",
    "in_common": "Self-employed in the building trades",
    "kinds": "work",
    "language": "en",
    "seats": "9",
    "length": "180",
    "place": "room",
    "address": "Quay 3",
    "zone": "Europe/Paris",
}
FIVE = "Jo Adler; jo@example.org\nKim; kim@example.org\nMax;\nNina, nina@example.org"


@pytest.fixture
def founder():
    return cast.person("Fay")


def groups_of(person):
    return Group.objects.filter(members__person=person)


def laid(person, **changes):
    return cast.browser(person).post("/g/new/", TOLD | changes)


@pytest.mark.method("G1", "G7")
def test_a_group_is_founded_with_what_was_said_and_one_goes_to_its_table(founder):
    answer = laid(founder, length="own", minutes="150", own_terms=" We begin on time. \n\n")

    group = groups_of(founder).get()
    assert answer["Location"] == f"/g/{group.id}/table/"
    assert (group.name, group.in_common, group.kinds, group.seats) == (TOLD["name"], TOLD["in_common"], "work", 9)
    assert (group.minutes, group.zone, group.address) == (150, "Europe/Paris", "Quay 3")
    assert group.own_terms == "We begin on time."
    assert group.members.get().role == Member.Role.FACILITATOR


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Give the group a name"),
        ({"name": "x" * 81}, "That is too long: 81 letters, and 80 at most."),
        ({"in_common": " "}, "Say what they share"),
        ({"seats": "10"}, "field--refused"),
        ({"length": "own"}, "Write how many minutes."),
        ({"length": "own", "minutes": "5"}, "A whole number, from 30 to 480."),
        ({"place": "remote", "link": "javascript:alert(1)"}, "This is no web address"),
        ({"own_terms": "x" * 201}, "Twelve lines at most"),
        ({"own_terms": "a\n" * 13}, "Twelve lines at most"),
    ],
)
def test_what_cannot_be_founded_is_said_and_what_was_typed_is_kept(founder, changes, said):
    answer = laid(founder, **{"address": "Quay <3>", **changes})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Quay &lt;3&gt;" in page
    assert not groups_of(founder).exists()


@pytest.mark.method("G2")
def test_good_rows_are_shown_the_bad_one_is_named_and_nothing_is_half_done(founder):
    answer = laid(founder, paste=FIVE)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'name="ready" value="([^"]*)"', page) == [
        "Jo Adler &lt;jo@example.org&gt;",
        "Kim &lt;kim@example.org&gt;",
        "Nina &lt;nina@example.org&gt;",
    ]
    assert "Line 3, Max: the address is missing." in page
    assert re.search(r"<textarea[^>]*name=\"paste\"[^>]*>\s*Max;</textarea>", page)
    assert not groups_of(founder).exists()


@pytest.mark.method("G2")
def test_nobody_is_invited_before_it_was_shown_how_the_rows_are_read(founder):
    first = laid(founder, paste="Jo; jo@example.org")
    assert first.status_code == 200
    assert not groups_of(founder).exists()

    laid(founder, paste="", ready=["Jo <jo@example.org>"])

    (invitation,) = groups_of(founder).get().invitations.all()
    assert (invitation.name, invitation.email, invitation.state) == ("Jo", "jo@example.org", "open")


@pytest.mark.method("G2")
def test_the_tenth_row_is_refused_with_the_reason(founder):
    answer = laid(founder, paste="\n".join(f"p{n}@example.org" for n in range(10)))

    assert (
        "Line 10, p9@example.org: no chair is left. Nine have a chair already. With a tenth, not everyone could "
        in (answer.content.decode())
    )


def test_whoever_founds_a_group_does_not_invite_herself(founder):
    assert "a member of this group already" in laid(founder, paste=founder.email).content.decode()


def test_a_second_table_is_like_the_first_and_has_the_address_that_found_no_chair(table, fay):
    page = fay.post("/g/new/", {"like": table.group.id, "address": "tom@example.org"}).content.decode()

    assert "Founders, in business for less than three years" in page
    assert "tom@example.org</textarea>" in page
    assert table.group.name not in page


def test_nobody_copies_the_table_of_others(table):
    assert cast.browser(table.ana.person).post("/g/new/", {"like": table.group.id}).status_code == 404


def test_who_is_not_signed_in_comes_in_first():
    answer = cast.browser().get("/g/new/")

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=%2Fg%2Fnew%2F")


def test_pasted_text_is_shown_and_never_run(founder):
    page = laid(founder, paste="<script>alert(1)</script>; <b>@x").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
