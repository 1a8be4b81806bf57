"""Whose an account is: an invitation's link makes one, and the first code sent to its address says who keeps it.

Whoever passes a link on, or wrote the invitation, could have opened it first. What they put there is not hers: their
logins end, their passkeys go, and their calendar's address is dead.
"""

from django.db.models import F

from besace.journal.writer import WRITER
from besace.people.keys import keys_of
from besace.people.models import Login, Person


def prove(person: Person) -> None:
    """Notes that letters to her address reach her; the first time, all that was there before is shut out."""
    if person.proved:
        return

    def proved() -> None:
        Login.objects.filter(person=person).delete()
        keys_of(person).delete()
        Person.objects.filter(pk=person.pk).update(proved=True, feed=F("feed") + 1)

    WRITER.run(proved)
    person.refresh_from_db()
