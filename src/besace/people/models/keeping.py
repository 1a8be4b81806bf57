"""How long a group keeps things, what ended when it was due, and the trail of who did what: ids and dates, no words."""

from django.db import models

from besace.people.models.cycle import Cycle
from besace.people.models.group import Group
from besace.people.models.meeting import Meeting
from besace.people.models.person import Person


class Keeping(models.Model):
    """How long a group keeps things from a moment on, as those who facilitate it chose. See `people.keeping`."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="keepings")
    number = models.PositiveIntegerField()
    """Counts the choices of a group: whoever chooses on an older one is told."""
    words = models.PositiveSmallIntegerField()
    """Days after a session."""
    pages = models.PositiveSmallIntegerField()
    """Days after a cycle."""
    attendance = models.PositiveSmallIntegerField()
    """Months after a cycle."""
    at = models.BigIntegerField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "number"), name="one_keeping_a_number"),)

    def __str__(self) -> str:
        return f"{self.group_id} {self.number}"


class Deed(models.Model):
    """What retention ended: of which group, when, of which session or cycle, and how many. Never what it was."""

    class Kind(models.TextChoices):
        WORDS = "words"
        """What was said and written in a session."""
        PAGES = "pages"
        """Pages, plans and debriefs of a cycle, and subjects that waited."""
        TIES = "ties"
        ATTENDANCE = "attendance"
        """Who came, and who could."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="deeds")
    kind = models.CharField(max_length=10, choices=Kind)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.SET_NULL, null=True, related_name="+")
    count = models.PositiveIntegerField()
    at = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind} {self.count}"


class Trace(models.Model):
    """One line of the trail. It names no group's row and no person: `actor` is a mark (see `people.trail`).

    `seal` is made of the line and of the `seal` before it in its scope, so that a line changed, moved or taken out of
    the middle is found.
    """

    scope = models.CharField(max_length=16, blank=True)
    """The id of a group; empty for what concerns the house."""
    seq = models.PositiveIntegerField()
    at = models.BigIntegerField(db_index=True)
    actor = models.CharField(max_length=22, blank=True)
    part = models.CharField(max_length=12)
    act = models.CharField(max_length=24)
    what = models.CharField(max_length=24, blank=True)
    about = models.CharField(max_length=22, blank=True)
    outcome = models.CharField(max_length=8)
    before = models.CharField(max_length=43, blank=True)
    seal = models.CharField(max_length=43)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("scope", "seq"), name="one_trace_a_sequence"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.seq} {self.act}"
