"""What a thief of the database gets of logins: nothing that opens one, and not what they say."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as InClear
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection, connections
from django.test import Client

from besace.journal.folder import home
from besace.live import clock
from besace.live.seats import hashed
from besace.people import login_rows, migrations
from besace.people.login_rows import SessionStore, name_of
from besace.people.models import Login, Person
from besace.web.account.code import KEPT
from tests.people import cast

NAME = settings.SESSION_COOKIE_NAME
FORMER_TABLES = ("django_session", "usersessions_usersession")
WORD = re.compile(r"[\w-]{8,}")


class Clear(AbstractBaseSession):
    """The table in which Django keeps the secret of each login as it is."""

    class Meta:
        app_label = "people"
        apps = Apps()
        db_table = "in_clear"


class ClearStore(InClear):
    """Django's own way to keep logins."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        return Clear


@pytest.fixture
def djangos_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with connection.schema_editor() as editor:
        editor.create_model(Clear)
    monkeypatch.setattr(login_rows, "SessionStore", ClearStore)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Clear)


def stolen() -> set[str]:
    """Every value in every table of both databases, and each word of those that have several."""
    found: set[str] = set()
    for alias in connections:
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
                for value in (one for row in cursor.fetchall() for one in row):
                    raw = bytes(value) if isinstance(value, (bytes, memoryview)) else b""
                    text = raw.decode("latin-1") if raw else str(value)
                    found |= {text, raw.hex(), *WORD.findall(text)}
    return found


def opens(secret: str) -> bool:
    client = cast.browser()
    client.cookies[NAME] = secret
    return bool(client.get("/me/settings/").status_code == 200)


def comes_in(person: Person) -> tuple[Client, set[str]]:
    """Someone signs in; with all that was not in the databases before."""
    before = stolen()
    client = cast.browser(person)
    client.get("/me/settings/")
    return client, stolen() - before


def test_no_value_in_any_table_opens_a_login():
    client, values = comes_in(cast.person())
    secret = client.cookies[NAME].value

    assert name_of(client.session) in values
    assert secret not in values
    assert [one for one in values if one.isascii() and one.isprintable() and opens(one)] == []
    assert opens(secret)


def test_where_django_keeps_them_itself_a_stolen_table_opens_logins(djangos_own):
    """The search above finds a secret where there is one."""
    client, values = comes_in(cast.person())

    assert [one for one in values if one.isascii() and one.isprintable() and opens(one)] == [client.cookies[NAME].value]


@pytest.mark.engine("sqlite")
def test_no_file_of_the_house_holds_a_secret_or_what_a_login_says():
    ana = cast.person()
    client = cast.browser(ana)
    login = client.session
    login[KEPT] = {"email": "zoe@example.org", "mark": "f" * 64}
    login.save()
    client.get("/me/settings/", headers={"user-agent": "Mozilla/5.0 (Spyglass) Firefox/999"})
    files = b"".join(one.read_bytes() for one in home().rglob("*") if one.is_file())

    assert hashed(str(login.session_key)).encode() in files
    for word in (client.cookies[NAME].value, "zoe@example.org", "f" * 64, "Spyglass"):
        assert word.encode() not in files


def renamed(row: Login) -> None:
    row.name = hashed("a secret of the thief")


def given_away(row: Login) -> None:
    row.person = cast.person("Eve")


def nobodys(row: Login) -> None:
    row.person = None


def prolonged(row: Login) -> None:
    row.ends += 1


def altered(row: Login) -> None:
    row.sealed = bytes(row.sealed)[:-1] + bytes([bytes(row.sealed)[-1] ^ 1])


def of_another(row: Login) -> None:
    row.sealed = Login.objects.get(name=name_of(cast.browser(cast.person("Eve")).session)).sealed


def cut(row: Login) -> None:
    row.sealed = b""


@pytest.mark.parametrize("edit", [renamed, given_away, nobodys, prolonged, altered, of_another, cut])
def test_a_row_that_was_edited_is_no_login(edit):
    ana = cast.person()
    client = cast.browser(ana)
    row = Login.objects.get(name=name_of(client.session))
    row.save()
    assert client.get("/me/settings/").status_code == 200

    edit(row)
    row.save()
    secret = "a secret of the thief" if edit is renamed else client.cookies[NAME].value

    assert not opens(secret)
    assert row.pk not in [one.id for one in login_rows.logins_of(ana)]


def test_a_thiefs_own_login_does_not_become_hers():
    """Whoever writes into the table lays her row under the name of a secret they hold."""
    ana, eve = cast.person(), cast.person("Eve")
    cast.browser(ana)
    thief = cast.browser(eve)
    theirs = Login.objects.filter(name=name_of(thief.session))
    hers = Login.objects.filter(person=ana).values("person", "sealed", "ends").get()
    theirs.update(**hers)

    assert thief.get("/me/settings/").status_code == 302


def test_without_the_houses_secret_no_row_opens(settings):
    client = cast.browser(cast.person())
    row = Login.objects.get(name=name_of(client.session))
    assert login_rows.opened(row)
    settings.SECRET_KEY = "f" * 64

    assert login_rows.opened(row) is None


def test_a_login_ended_meanwhile_stays_so():
    under_way = cast.browser(cast.person()).session
    assert under_way.get("_auth_user_id")
    Login.objects.filter(name=name_of(under_way)).delete()

    with pytest.raises(UpdateError):
        under_way.save()
    assert not under_way.exists(str(under_way.session_key))


def test_what_has_ended_is_swept_out_and_nothing_else():
    over, living = cast.browser(cast.person()).session, cast.browser(cast.person()).session
    over.set_expiry(60)
    over.save()
    with clock.at(clock.now() + 60):
        assert SessionStore(over.session_key).load() == {}
        SessionStore.clear_expired()

    assert not Login.objects.filter(name=name_of(over)).exists()
    assert living.exists(str(living.session_key))


def test_a_login_goes_with_its_person():
    ana = cast.person()
    client = cast.browser(ana)
    ana.delete()

    assert not Login.objects.filter(name=name_of(client.session)).exists()
    assert client.get("/me/settings/").status_code == 302


def test_at_the_upgrade_every_former_login_ends_and_its_secret_goes():
    """The tables in which Django and allauth kept them, as they were laid in the houses of before."""
    name = next(one.name for one in iter_modules(migrations.__path__) if one.name.endswith("_login"))
    former = import_module(f"{migrations.__name__}.{name}").FORMER
    with connection.cursor() as cursor:
        for table in FORMER_TABLES:
            cursor.execute(f"CREATE TABLE {table} (session_key varchar(40) NOT NULL UNIQUE)")
            cursor.execute(f"INSERT INTO {table} VALUES ('5ecret0fth3laptop5ecret0fth3laptop')")  # noqa: S608 - ours
    assert "5ecret0fth3laptop5ecret0fth3laptop" in stolen()
    with connection.schema_editor() as editor:
        for statement in former:
            editor.execute(statement)

    assert "5ecret0fth3laptop5ecret0fth3laptop" not in stolen()
    assert not set(FORMER_TABLES) & set(connection.introspection.table_names())
