"""The outbox: each letter there is to send, to one person, and what became of it; and what was changed of it before.

Of its text nothing is kept here: it is written anew from how things stand when it leaves. Addresses are those of the
person or the invitation.
"""

from django.db import models

from besace.people.models import Group, Invitation, Meeting, Person
from besace.people.models.person import new_id


class Kind(models.TextChoices):
    """What a letter is for, in the order in which a group meets them."""

    INVITATION = "invitation"
    POLL = "poll"
    DATES = "dates"
    ANNOUNCEMENT = "announcement"
    REMINDER = "reminder"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    ACTIONS = "actions"
    THANKS = "thanks"


class Letter(models.Model):
    """One letter to one person on one occasion: never two of them, whatever is retried or restarted."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        COPIED = "copied"
        """Passed on by hand."""
        SKIPPED = "skipped"
        """Of no use any more before it could leave."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    kind = models.CharField(max_length=12, choices=Kind)
    occasion = models.CharField(max_length=80)
    recipient = models.CharField(max_length=18)
    """The id of the person, or `i.` and that of the invitation."""
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="letters")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="letters")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, null=True, related_name="letters")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due = models.BigIntegerField()
    until = models.BigIntegerField()
    """From then on it tells nothing useful, and is not sent."""
    next_try = models.BigIntegerField()
    """While it is on its way: when it counts as lost."""
    tries = models.PositiveSmallIntegerField(default=0)
    handed = models.PositiveSmallIntegerField(default=0)
    """How often its text was handed to a server that never answered: it may have arrived."""
    failure = models.CharField(max_length=16, blank=True)
    """A code (`failures.Failure`); the server's own words are kept nowhere."""
    sequence = models.PositiveIntegerField(default=0)
    """That of the calendar entry it carried."""
    created = models.BigIntegerField()
    sent = models.BigIntegerField(null=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    """Who asked for it; None for those that leave by themselves."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "occasion", "recipient"), name="one_letter_an_occasion"),
        )
        indexes = (models.Index(fields=("state", "next_try"), name="letters_to_try"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Draft(models.Model):
    """What a facilitator changed of a kind of letter before it leaves: its hour, her words, or that it does not."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.CharField(max_length=16, blank=True)
    """The id of the meeting; empty where a letter is about none."""
    due = models.BigIntegerField(null=True)
    held = models.BooleanField(default=False)
    sealed = models.BinaryField(null=True)
    """Her words, by language."""
    changed = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "kind", "about"), name="one_draft_a_letter"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
