"""Webhooks: where a program is told that a date of a group changed, and the calls that are still to be made there."""

from django.db import models

from besace.people.models.access import Access
from besace.people.models.group import Member
from besace.people.models.person import new_id


class Webhook(models.Model):
    """What is kept of one webhook; `people.webhooks` makes and ends it. It lives no longer than its access, and no
    longer than its person facilitates the group.
    """

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    access = models.ForeignKey(Access, on_delete=models.CASCADE, related_name="webhooks")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="webhooks")
    sealed = models.BinaryField()
    """The address, which may hold a word that opens a door elsewhere, and the secret its calls are signed with."""
    created = models.BigIntegerField()
    failures = models.PositiveSmallIntegerField(default=0)
    """How many calls in a row did not arrive."""
    lost = models.PositiveIntegerField(default=0)
    """How many were given up."""
    last_at = models.BigIntegerField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_failure = models.CharField(max_length=16, blank=True)
    """Why the last one did not arrive (`post.carrying.Failure`); empty where it did."""
    off_at = models.BigIntegerField(null=True)
    """Since when nothing is sent any more, after too many failures in a row."""

    def __str__(self) -> str:
        return self.id


class Call(models.Model):
    """One call to be made, written with what it tells of, and gone once it has arrived or was given up."""

    class Word(models.TextChoices):
        SCHEDULED = "scheduled"
        MOVED = "moved"
        CLOSED = "closed"
        CANCELLED = "cancelled"

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="calls")
    word = models.CharField(max_length=9, choices=Word)
    cycle = models.PositiveSmallIntegerField()
    session = models.PositiveSmallIntegerField()
    """Their numbers, as programs read them."""
    begins = models.BigIntegerField(null=True)
    at = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.word} {self.webhook_id}"
