"""How long a login lasts, and what each browser is told about whoever is signed in."""

import pytest

from besace.live import clock, seats
from besace.people.login_rows import name_of
from besace.people.models import Login, Member
from tests.people import cast
from tests.web.account.test_signing_in import someone_in
from tests.web.stage import ANA, opened, seat

HOUR = 3600


def is_in(client) -> bool:
    return bool(client.get("/me/settings/").status_code == 200)


@pytest.mark.parametrize(("role", "hours"), [(None, 12), (Member.Role.PARTICIPANT, 12), (Member.Role.FACILITATOR, 4)])
def test_a_login_left_alone_ends(role, hours, letters):
    ana, now = cast.person(), clock.now()
    if role:
        cast.member(cast.group(), ana, role)
    still, gone = someone_in(letters, ana), someone_in(letters, ana)
    with clock.at(now + hours * HOUR - 60):
        assert is_in(still)
    with clock.at(now + hours * HOUR + 60):
        assert not is_in(gone)
    with clock.at(now + 2 * hours * HOUR - 120):
        assert is_in(still)


def test_no_login_outlives_thirty_days(letters):
    client = someone_in(letters, cast.person())
    with clock.at(clock.now() + 10 * HOUR):
        assert is_in(client)
    row = Login.objects.get(name=name_of(client.session))

    assert abs(row.ends - clock.now() - 30 * 24 * HOUR) < 60
    for day in range(1, 60):
        with clock.at(clock.now() + 10 * HOUR * day):
            assert is_in(client) == (10 * HOUR * day < 30 * 24 * HOUR)


def test_an_act_in_the_room_reads_no_login(letters, django_assert_num_queries):
    room = opened()
    client = someone_in(letters, cast.person())
    client.cookies[seats.COOKIE] = seat(room, ANA)
    client.get(f"/s/{room.id}/time")
    with django_assert_num_queries(0):
        assert client.get(f"/s/{room.id}/time").status_code == 200


def test_her_language_and_paper_come_along_to_each_browser(letters):
    ana = cast.person(language="fr")
    ana.paper, ana.coached, ana.buzzed, ana.sounded = "evening", False, True, True
    ana.save()
    client = someone_in(letters, ana, language="en")
    page = client.get("/").content.decode()

    assert '<html lang="fr" data-scheme="dark" data-coach="off" data-buzz="on" data-sound="on">' in page

    room = opened()
    client.cookies[seats.COOKIE] = seat(room, ANA)
    assert 'data-scheme="dark"' in client.get(f"/s/{room.id}/").content.decode()

    client.post("/language/", {"language": "en", "next": "/"})
    ana.refresh_from_db()
    assert ana.language == "en"
    assert '<html lang="en"' in client.get("/").content.decode()

    client.post("/account/logout/")
    assert 'data-scheme="dark"' not in client.get("/").content.decode()


def test_what_is_changed_elsewhere_arrives_with_the_next_page(letters):
    ana = cast.person()
    client = someone_in(letters, ana)
    ana.paper = "day"
    ana.save()
    client.get("/")

    assert 'data-scheme="light"' in client.get("/").content.decode()
