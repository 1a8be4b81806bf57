"""How logins are kept: named by a hash of the secret in the browser's cookie, and sealed for that row alone.

So nothing that stands in the database, or in a copy of it, opens a login, and a row that was edited, or laid under
another name, is none. Django calls a login a session, and this module its engine (SESSION_ENGINE).
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError

from besace.journal.seal import ScopeKey, Tampered, derived, seal, unseal
from besace.journal.writer import WRITER
from besace.live import clock
from besace.live.seats import hashed
from besace.method.words import Seconds
from besace.people.models import Login, Person

SECRET_SIZE = 24
PLACE = "people_login.sealed"
SEEN, AGENT = "seen", "agent"
"""Under which names a login keeps when its browser last asked for something, and what that browser calls itself."""


class SessionStore(SessionBase):
    """A login as Django knows it: `session_key` is the secret in the cookie, which is written down nowhere."""

    def load(self) -> dict[str, Any]:
        """Gives what the row of this secret says. Where there is none that holds, the secret is dropped, so that one
        which nobody was given is never taken over (ASVS 7.2.2).
        """
        row = Login.objects.filter(name=name_of(self), ends__gt=clock.now()).first()
        found = opened(row) if row else None
        if found is None:
            self._session_key = None
        return found or {}

    def exists(self, session_key: str) -> bool:
        """Whether a secret has a row."""
        return Login.objects.filter(name=hashed(session_key)).exists()

    def create(self) -> None:
        """Gives this login a secret of its own, and a row.

        Raises:
            CreateError: the row could not be made, as when its person was taken away in this very moment.
        """
        self._session_key = secrets.token_urlsafe(SECRET_SIZE)
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Writes the row anew.

        Raises:
            CreateError: it had to be made, and could not be.
            UpdateError: it is gone: this login has been ended meanwhile, and stays so.
        """
        if self.session_key is None:
            self.create()
            return
        row = self._row(self._get_session(no_load=must_create))  # type: ignore[attr-defined]  # Django's types leave it out
        if not must_create:
            changed = {"person": row.person_id, "sealed": row.sealed, "ends": row.ends}
            if not WRITER.run(lambda: Login.objects.filter(name=row.name).update(**changed)):
                raise UpdateError
            return
        try:
            WRITER.run(lambda: row.save(force_insert=True))
        except IntegrityError:
            raise CreateError from None

    def delete(self, session_key: str | None = None) -> None:
        """Ends the login of a secret, else this one."""
        secret = session_key or self.session_key
        if secret:
            WRITER.run(Login.objects.filter(name=hashed(secret)).delete)

    @classmethod
    def clear_expired(cls) -> None:
        """Sweeps out what has ended by itself."""
        WRITER.run(Login.objects.filter(ends__lte=clock.now()).delete)

    def _row(self, data: dict[str, Any]) -> Login:
        until = self.get_expiry_date(modification=clock.local(clock.now(), "UTC"))
        row = Login(name=name_of(self), person_id=data.get(SESSION_KEY), ends=int(until.timestamp()))
        row.sealed = seal(_key(), PLACE, _bound(row), data)
        return row


@dataclass(frozen=True, slots=True)
class Known:
    """A login as its person is shown it."""

    id: int
    name: str
    agent: str
    seen: Seconds


def name_of(login: SessionBase) -> str:
    """The name of a login's row; empty, and no row's, while it has no secret."""
    return hashed(login.session_key) if login.session_key else ""


def opened(row: Login) -> dict[str, Any] | None:
    """Gives what a row says; None where it is not as this house wrote it, or not where."""
    try:
        return unseal(_key(), PLACE, _bound(row), bytes(row.sealed))
    except Tampered:
        return None


def logins_of(person: Person) -> list[Known]:
    """Where a person is signed in, the browser seen last first."""
    rows = Login.objects.filter(person=person, ends__gt=clock.now())
    found = [_known(row, data) for row in rows if (data := opened(row)) is not None]
    return sorted(found, key=lambda one: -one.seen)


def _known(row: Login, data: dict[str, Any]) -> Known:
    written = row.ends - settings.SESSION_COOKIE_AGE  # when it was made, for one whose browser has not come back yet
    return Known(row.pk, row.name, data.get(AGENT, ""), data.get(SEEN, written))


def _bound(row: Login) -> tuple[str, str, int]:
    return row.name, row.person_id or "", row.ends


def _key() -> ScopeKey:
    return ScopeKey(b"login", derived(settings.SECRET_KEY.encode(), "login/1"))
