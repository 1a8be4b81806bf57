"""An invitation's link: whom it lets in, and what it says to everyone else."""

import re

import pytest

from besace.live import clock
from besace.people import chairs, invitations, leaving
from besace.people.invitations import Asked
from besace.people.models import Member, Person
from besace.people.models.person import new_id
from tests.people import cast

SESSION = "besace_signed_in"


def letter(table, address: str = "", role: str = Member.Role.PARTICIPANT):
    asked = Asked(address or f"{new_id()}@example.org".casefold(), "Rosa")
    return invitations.invite(table.group, [asked], table.fay.person, role)[0]


def opened(client, invitation) -> str:
    answer = client.post("/invited/", {"token": invitations.token_of(invitation)})
    assert (answer.status_code, answer["Location"]) == (302, "/invited/")
    return str(client.get("/invited/").content.decode())


def said(client, invitation) -> tuple[int, str]:
    client.post("/invited/", {"token": invitations.token_of(invitation)})
    answer = client.get("/invited/")
    title = re.search(r"<h1[^>]*>([^<]*)</h1>", answer.content.decode())
    assert title
    return answer.status_code, title[1]


@pytest.mark.method("G1")
def test_a_letter_says_who_keeps_a_seat_where_and_what_they_share(table):
    page = opened(cast.browser(), letter(table))

    assert "Fay keeps you a seat at The harbour table" in page
    assert table.group.in_common in page
    assert "9 peers, 9 sessions" in page
    assert table.ana.person.name not in page.replace("Ana</", "")


def test_a_newcomer_gives_a_name_and_is_signed_in_on_the_way_to_the_terms(table):
    client, one = cast.browser(language="fr"), letter(table)
    opened(client, one)

    answer = client.post("/invited/", {"name": "Rosa", "zone": "America/Montreal"})

    rosa = Person.objects.get(email=one.email)
    assert answer["Location"] == table.at("join/")
    assert client.get(table.at("join/")).status_code == 200
    assert (rosa.name, rosa.language, rosa.zone) == ("Rosa", "fr", "America/Montreal")


def test_a_newcomer_without_a_name_is_asked_for_it(table):
    client, one = cast.browser(), letter(table)
    opened(client, one)

    answer = client.post("/invited/", {"name": " "})

    assert answer.status_code == 422
    assert not Person.objects.filter(email=one.email).exists()


def test_whoever_has_an_account_of_that_address_comes_in_with_it(table):
    zoe = cast.person("Zoé")
    client, one = cast.browser(), letter(table, zoe.email)

    assert "There is an account of this address already" in opened(client, one)
    answer = client.post("/invited/", {"name": "Eve"})
    assert answer["Location"].endswith("?next=%2Finvited%2F")
    client.force_login(zoe, backend="django.contrib.auth.backends.ModelBackend")

    assert "You come in as Zoé" in client.get("/invited/").content.decode()
    assert client.post("/invited/")["Location"] == table.at("join/")


def test_used_again_it_leads_its_own_member_to_her_group_and_nobody_else(table):
    zoe, one = cast.person("Zoé"), letter(table)
    hers = cast.browser(zoe)
    opened(hers, one)
    hers.post("/invited/")

    hers.post("/invited/", {"token": invitations.token_of(one)})
    assert hers.get("/invited/")["Location"] == table.at("join/")
    assert said(cast.browser(cast.person("Eve")), one) == (409, "This invitation has been used")
    assert said(cast.browser(), one) == (409, "This invitation has been used")


def test_after_removal_a_letter_leads_nowhere(table):
    zoe, one = cast.person("Zoé"), letter(table)
    hers = cast.browser(zoe)
    opened(hers, one)
    hers.post("/invited/")

    leaving.remove(Member.objects.get(person=zoe), table.fay.person)

    assert said(hers, one) == (410, "This seat is no longer yours")
    assert hers.post("/invited/").status_code == 410
    assert not Member.objects.filter(person=zoe, left_at=None).exists()


def test_each_dead_letter_says_why(table):
    withdrawn, expired = letter(table), letter(table)
    invitations.withdraw(table.group, withdrawn.id)

    assert said(cast.browser(), withdrawn) == (410, "This invitation no longer holds")
    with clock.at(expired.until + 1):
        assert said(cast.browser(cast.person()), expired) == (410, "This invitation has expired")


def test_a_letter_can_be_declined_and_its_chair_is_free(table):
    client, one = cast.browser(), letter(table)
    opened(client, one)
    kept = chairs.free(table.group)

    assert client.post("/invited/", {"no": "1"}).status_code == 200

    assert chairs.free(table.group) == kept + 1
    assert said(client, one) == (410, "You said that it is not for you")


@pytest.mark.method("F4")
def test_a_wrong_token_and_an_unknown_one_are_answered_alike(table):
    one = letter(table)
    unknown, wrong = "aaaaaaaaaaaaaaaa." + "A" * 22, f"{one.id}." + "A" * 22
    csrf = re.compile(rb'value="\w{64}"')

    answers = [cast.browser().post("/invited/", {"token": token}) for token in (unknown, wrong, "", "é", "x" * 5_000)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({csrf.sub(b"", answer.content) for answer in answers}) == 1
    assert table.group.name not in answers[1].content.decode()


@pytest.mark.method("F4")
def test_a_link_that_another_has_replaced_says_nothing_of_the_group_any_more(table):
    client, one = cast.browser(), letter(table)
    opened(client, one)

    invitations.correct(table.group, one.id, f"{new_id()}@example.org".casefold())

    assert table.group.name not in client.get("/invited/").content.decode()
    assert client.post("/invited/", {"name": "Rosa"}).status_code == 404


def test_the_link_is_taken_whole_where_scripts_do_not_run(table):
    answer = cast.browser().post("/invited/", {"token": f"http://house/invited/#{invitations.token_of(letter(table))}"})

    assert answer.status_code == 302


@pytest.mark.method("G2")
def test_the_link_for_all_lets_in_as_many_as_there_are_chairs(table):
    table.group.seats = 3
    table.group.save()
    link = invitations.lay_link(table.group, table.fay.person)
    first, second = cast.browser(), cast.browser()
    opened(first, link)
    opened(second, link)

    assert first.post("/invited/", {"name": "Rosa"}).status_code == 302
    late = second.post("/invited/", {"name": "Sam"})

    assert late.status_code == 409
    assert "With more people, not everyone could speak within three hours." in late.content.decode()
    assert said(cast.browser(), link) == (409, "The table is full")


def test_without_a_mail_server_no_address_is_needed(table, settings):
    settings.BESACE_SMTP = ""
    client, link = cast.browser(), invitations.lay_link(table.group, table.fay.person)
    opened(client, link)

    client.post("/invited/", {"name": "Rosa", "email": ""})

    assert Member.objects.get(group=table.group, person__name="Rosa").person.email is None


def test_an_address_that_has_an_account_leads_to_its_door(table, settings):
    settings.BESACE_SMTP = ""
    zoe = cast.person("Zoe")
    client, link = cast.browser(), invitations.lay_link(table.group, table.fay.person)
    opened(client, link)

    assert client.post("/invited/", {"name": "Rosa", "email": "rosa@"}).status_code == 422
    answer = client.post("/invited/", {"name": "Eve", "email": (zoe.email or "").upper()})

    assert answer["Location"].endswith("?next=%2Finvited%2F")
    assert not Member.objects.filter(group=table.group, person=zoe).exists()


@pytest.mark.method("F4")
def test_where_codes_can_be_sent_nobody_types_an_address_that_may_be_someone_elses(table, settings):
    settings.BESACE_SMTP = "smtp://localhost"
    client, link = cast.browser(), invitations.lay_link(table.group, table.fay.person)
    assert "Come in with your e-mail address" in opened(client, link)

    answer = client.post("/invited/", {"name": "Eve", "email": "someone@example.org"})

    assert answer["Location"].endswith("?next=%2Finvited%2F")
    assert not Person.objects.filter(email="someone@example.org").exists()
    client.force_login(cast.person("Eve"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/invited/")["Location"] == table.at("join/")


def test_a_member_who_opens_the_link_goes_to_her_group(table):
    link = invitations.lay_link(table.group, table.fay.person)
    client = cast.browser(table.ana.person)
    client.post("/invited/", {"token": invitations.token_of(link)})

    assert client.get("/invited/")["Location"] == table.at("")


@pytest.mark.method("G8")
def test_who_is_to_facilitate_too_reads_so_and_names_no_ties(table):
    client, one = cast.browser(), letter(table, role=Member.Role.CO_FACILITATOR)
    assert "Fay asks you to facilitate The harbour table too" in opened(client, one)

    client.post("/invited/", {"name": "Lea"})

    assert client.get(table.at("table/")).status_code == 200
    assert client.get(table.at("join/ties/")).status_code == 404


def test_no_token_is_kept_in_the_login(table):
    client, one = cast.browser(), letter(table)
    opened(client, one)

    assert invitations.token_of(one) not in str(dict(client.session))
