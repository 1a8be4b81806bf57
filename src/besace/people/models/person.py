"""A person with an account: an address to write to, how to name her, and what suits her."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_urlsafe(12)


class People(BaseUserManager["Person"]):
    """Finds people by their address, in whatever case it was typed."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").casefold())


class Person(AbstractBaseUser):
    """No password is ever set: one comes in by a code sent by mail, by a passkey, or by an invitation of one's own."""

    class Paper(models.TextChoices):
        DEVICE = "device"
        DAY = "day"
        EVENING = "evening"

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    # None for whoever came in by a link and gave none: she can be written to by nobody.
    email = models.EmailField(unique=True, null=True)  # noqa: DJ001 - several may have none
    name = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    paper = models.CharField(max_length=8, choices=Paper, default=Paper.DEVICE)
    wants_announcements = models.BooleanField(default=True)
    wants_reminders = models.BooleanField(default=True)
    wants_actions = models.BooleanField(default=False)
    coached = models.BooleanField(default=True)
    buzzed = models.BooleanField(default=False)
    sounded = models.BooleanField(default=False, db_default=False)
    cards_away = models.CharField(max_length=400, default="", blank=True)
    """The kinds of cards she does not want on her console: their codes, apart by spaces (see `people.cards`)."""
    proved = models.BooleanField(default=False)
    """Whether someone has shown that letters to her address reach her; until then an invitation made the account."""
    feed = models.PositiveIntegerField(default=1)
    """Which address of her calendar feed is the living one: the others are dead (see `tokens`)."""
    created = models.BigIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    def save(self, *args: object, **kwargs: object) -> None:
        self.email = self.email.casefold() if self.email else None
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.id
