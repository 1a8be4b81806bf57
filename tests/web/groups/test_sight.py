"""Who opens which page of a group: everyone else finds what is found where nothing is."""

import re

import pytest
from django.test import Client

from besace.people import leaving
from tests.people import cast

PAGES = ("table/", "edit/", "join/", "join/ties/")
FACILITATED = ("table/", "edit/")
VARIES = re.compile(rb'value="\w{64}"|value="/g/[^"]*"')


def strangers(table) -> dict[str, Client]:
    _, guy, (zoe,) = cast.facilitated("Zoe")
    leaving.remove(table.bea, table.fay.person)
    return {
        "a stranger": cast.browser(cast.person("Eve")),
        "a member of another group": cast.browser(zoe.person),
        "the facilitator of another group": cast.browser(guy.person),
        "a removed member": cast.browser(table.bea.person),
    }


@pytest.mark.method("F4")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_does_not_belong_finds_what_is_found_where_nothing_is(table, page, method):
    for who, client in strangers(table).items():
        real = getattr(client, method)(table.at(page))
        made_up = getattr(client, method)(f"/g/aaaaaaaaaaaaaaaa/{page}")
        assert (who, real.status_code, made_up.status_code) == (who, 404, 404)
        assert VARIES.sub(b"", real.content) == VARIES.sub(b"", made_up.content)


@pytest.mark.method("F4")
@pytest.mark.parametrize("page", FACILITATED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_participants_do_not_open_what_is_for_their_facilitators(table, page, method):
    client = cast.browser(table.ana.person)

    assert getattr(client, method)(table.at(page), {"act": "lay-link"}).status_code == 404
    assert not table.group.invitations.exists()


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_signed_in_comes_in_first_and_learns_nothing(table, page):
    real, made_up = (cast.browser().get(f"/g/{one}/{page}") for one in (table.group.id, "a" * 16))

    assert (real.status_code, made_up.status_code) == (302, 302)
    assert real["Location"].replace(table.group.id, "a" * 16) == made_up["Location"]


@pytest.mark.method("F4")
@pytest.mark.parametrize("page", PAGES)
def test_no_title_names_the_group_and_nothing_is_kept_by_caches(table, page):
    who = table.fay if page in FACILITATED else table.ana
    answer = cast.browser(who.person).get(table.at(page))

    title = re.search(r"<title>([^<]*)</title>", answer.content.decode())
    assert title
    assert table.group.name not in title[1]
    assert answer["Cache-Control"] == "no-store"
