"""Where one sat: the page, in both languages, and what strangers to a seat get."""

import pytest

from besace.live import seats
from besace.people import claims
from tests.people import cast
from tests.web.account.test_signing_in import asks, fresh, someone_in, types
from tests.web.stage import ANA, BEA, opened, seat


def test_someone_who_took_part_makes_an_account_and_finds_her_seat_elsewhere(letters):
    room = opened()
    client, email = cast.browser(), fresh()
    client.cookies[seats.COOKIE] = seat(room, ANA)
    asks(client, email)
    types(client, letters[0][1])
    named = client.post("/account/new/", {"name": "Ana", "zone": "Europe/Paris", "language": "en", "next": "/sheet/"})

    assert named["Location"] == "/me/claims/?next=%2Fsheet%2F"
    page = client.get(named["Location"]).content.decode()
    assert ("Thursday" in page, "This was me" in page, 'href="/sheet/"' in page) == (True, True, True)

    held = seats.seats_of(room, client.cookies[seats.COOKIE].value)[0]
    client.post("/me/claims/claim", {"seat": held.id})
    assert "Go to the table" in client.get("/me/claims/").content.decode()

    elsewhere = cast.browser()
    asks(elsewhere, email)
    types(elsewhere, letters[1][1])
    page = elsewhere.get("/me/claims/").content.decode()
    number = page.partition('name="claim" value="')[2].partition('"')[0]
    seated = elsewhere.post("/me/claims/take", {"claim": number})

    assert seated["Location"].startswith(f"/s/{room.id}/?seat=")
    assert elsewhere.get(seated["Location"]).status_code == 200
    assert client.get(f"/s/{room.id}/").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("en", "No seat on this device"), ("fr", "Aucune place sur cet appareil")]
)
def test_a_browser_without_a_seat_is_told_where_to_look(language, words, letters):
    client = someone_in(letters, cast.person(language=language), language=language)

    assert words in client.get("/me/claims/").content.decode()


def test_strangers_to_a_seat_get_what_is_given_for_what_does_not_exist(letters):
    room = opened()
    client = someone_in(letters, cast.person())
    key = seat(room, BEA)
    theirs = seats.seats_of(room, key)[0]
    claimed = claims.claim(cast.person(), key, theirs.id)
    assert claimed

    assert client.post("/me/claims/claim", {"seat": theirs.id}).status_code == 404
    assert client.post("/me/claims/claim", {"seat": "made-up"}).status_code == 404
    assert client.post("/me/claims/take", {"claim": claimed.pk}).status_code == 404
    assert client.post("/me/claims/take", {"claim": "made-up"}).status_code == 404
    assert client.get(f"/s/{room.id}/").status_code == 404
