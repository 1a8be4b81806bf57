"""Accesses: what lets a program in, in someone's name, for some things and until a day."""

from django.db import models

from besace.people.models.person import Person


class Access(models.Model):
    """What is kept of one program's access; `people.access` makes and finds it.

    `name` is a hash of the secret that the program shows, which is kept nowhere; `device` is that of the program where
    it sits in a room. `scopes` are words apart by spaces.
    """

    name = models.CharField(max_length=43, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="accesses")
    label = models.CharField(max_length=60)
    scopes = models.CharField(max_length=40)
    device = models.CharField(max_length=43)
    created = models.BigIntegerField()
    until = models.BigIntegerField(db_index=True)
    used_on = models.DateField(null=True)
    """The last day (UTC) on which it was shown; no hour, which would tell when somebody works."""

    def __str__(self) -> str:
        return str(self.pk)
