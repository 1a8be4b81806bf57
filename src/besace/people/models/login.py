"""Logins: on which browsers somebody is signed in, or has asked for a code."""

from django.db import models

from besace.people.models.person import Person


class Login(models.Model):
    """What is kept of one browser's login; `login_rows` writes and opens it.

    `name` is a hash of the secret in the browser's cookie, which is kept nowhere. `person` says whose login it is, to
    list and end it by; nobody's while a code is on its way.
    """

    name = models.CharField(max_length=43, unique=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="logins")
    sealed = models.BinaryField()
    ends = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
