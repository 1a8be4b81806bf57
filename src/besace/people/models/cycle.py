"""A cycle as it is kept: its dates, who confirmed them, polls, and each change of turns in order (G5, G6)."""

from django.db import models

from besace.people.models.group import Group, Member
from besace.people.models.person import Person, new_id


class Cycle(models.Model):
    """As many sessions as participants. Until it begins, `proposed` holds the dates laid; from then on `Change` rows
    tell all, and folding them gives the `besace.cycles` cycle, whose people are ids of members.
    """

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField(default=1)
    zone = models.CharField(max_length=64)
    proposed = models.JSONField(default=list)
    """`[day, start, minutes]` each, in order; wall times of `zone`."""
    edition = models.PositiveIntegerField(default=0)
    """Counts what changed the dates before the cycle began, and the changes after: two who edit at once are told."""
    created = models.BigIntegerField()
    begun = models.BigIntegerField(null=True)
    closed = models.BigIntegerField(null=True)
    words_ended = models.BigIntegerField(null=True)
    """When what each kept of it for herself was destroyed. See `retention`."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "number"), name="one_cycle_a_number"),)

    def __str__(self) -> str:
        return f"{self.group_id} {self.number}"


class Change(models.Model):
    """One change of a cycle (`besace.cycles.changes`): ids and dates, nothing that was said."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="changes")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    fields = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cycle", "seq"), name="one_change_a_sequence"),)

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.seq} {self.kind}"


class Confirmation(models.Model):
    """Whether a member can come to a date of a cycle. A date that moves is another date, to be confirmed anew."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="confirmations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="confirmations")
    day = models.DateField()
    start = models.CharField(max_length=5)
    can = models.BooleanField()
    at = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cycle", "member", "day", "start"), name="one_answer_a_date"),)

    def __str__(self) -> str:
        return f"{self.day} {self.can}"


class Poll(models.Model):
    """A question to the group: which of these slots suit you?"""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="polls")
    zone = models.CharField(max_length=64)
    wanted = models.PositiveSmallIntegerField()
    slots = models.JSONField()
    """`[day, start, minutes]` each, in order."""
    closes = models.DateField(null=True)
    closed = models.BigIntegerField(null=True)
    created = models.BigIntegerField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.id


class PollAnswer(models.Model):
    """What a member says of a slot: yes, if need be, or no (`besace.cycles.poll.Answer`)."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    slot = models.PositiveSmallIntegerField()
    """Its place in the poll's `slots`, from 0."""
    said = models.CharField(max_length=12)
    at = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "member", "slot"), name="one_answer_a_slot"),)

    def __str__(self) -> str:
        return self.said
