"""What a person keeps between sessions, sealed: her subjects, the pages of her notebook, her plans, her debriefs."""

from django.db import models

from besace.people.models.group import Member
from besace.people.models.meeting import Meeting
from besace.people.models.person import new_id


class Subject(models.Model):
    """A subject a member keeps ready for a session of her group (B2, R4)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        TREATED = "treated"

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="subjects")
    sealed = models.BinaryField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    brought = models.BooleanField(default=False)
    """Whether she brought it into a session already, so that the group has seen it."""
    created = models.BigIntegerField()
    changed = models.BigIntegerField()

    def __str__(self) -> str:
        return self.state


class Page(models.Model):
    """A member's page of a session: what she noted, learned, enjoyed and will apply. Hers alone, and hers to delete."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pages")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pages")
    sealed = models.BinaryField()
    changed = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("member", "meeting"), name="one_page_a_session"),)

    def __str__(self) -> str:
        return "page"


class Plan(models.Model):
    """The action plan a client left with, and how it goes: both sealed (S5, F5)."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, primary_key=True, related_name="plan")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="plans")
    sealed = models.BinaryField()
    progress = models.BinaryField(null=True)
    remind_before = models.BooleanField(default=False)
    remind_on_the_day = models.BooleanField(default=False)
    changed = models.BigIntegerField()

    def __str__(self) -> str:
        return "plan"


class Debrief(models.Model):
    """What a facilitator keeps for herself after a session (F1 to F3): step by step, sealed, deletable."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="debriefs")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="debriefs")
    sealed = models.BinaryField()
    changed = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "member"), name="one_debrief_a_facilitator"),)

    def __str__(self) -> str:
        return "debrief"
