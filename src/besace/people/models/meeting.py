"""A session of a cycle as it is prepared and held: room, place, who came; of what was said in it, counts only."""

from django.db import models

from besace.live.models import Room
from besace.people.models.cycle import Cycle
from besace.people.models.group import Group, Member
from besace.people.models.person import new_id


class Meeting(models.Model):
    """What belongs to one planned session beside its date: `number` is that of `cycles.session.Planned`."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField(default=0)
    """How often its calendar entry was changed (RFC 5545, 3.8.7.4)."""
    room = models.OneToOneField(Room, on_delete=models.SET_NULL, null=True, related_name="meeting")
    facilitator = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    """To whom this one session was handed; None: whoever facilitates the group."""
    place = models.CharField(max_length=6, choices=Group.Place, blank=True)
    address = models.CharField(max_length=200, blank=True)
    directions = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    """Where this session is held elsewhere than the group usually meets; empty: as usual."""
    on_paper = models.BooleanField(default=False)
    opened = models.BigIntegerField(null=True)
    ended = models.BigIntegerField(null=True)
    actions = models.PositiveSmallIntegerField(null=True)
    """How many actions the plan has; None before there is one."""
    begun = models.PositiveSmallIntegerField(null=True)
    """How many of them the client chose to say are begun or done."""
    words_ended = models.BigIntegerField(null=True)
    """When the keys of what was said in it were destroyed. See `retention`."""
    counts = models.JSONField(default=dict)
    """How many said what at the conclusion: learned, would bring a subject, coming next time, of how many."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cycle", "number"), name="one_meeting_a_session"),)

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.number}"


class Entrance(models.Model):
    """By which device a member came into a room by her account: those who facilitate share one seat in it (G8)."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="entrances")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="entrances")
    device = models.CharField(max_length=43)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("room", "member", "device"), name="one_entrance_a_device"),)

    def __str__(self) -> str:
        return self.room_id


class Attendance(models.Model):
    """Whether a member was there, and what she said of the next date (S6.1)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="attendances")
    came = models.BooleanField()
    next_can = models.BooleanField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "member"), name="one_attendance_a_member"),)

    def __str__(self) -> str:
        return "came" if self.came else "absent"


class Checklist(models.Model):
    """What is ready in a place, remembered for the next time (B4); `place` names it, without saying where it is."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="checklists")
    place = models.CharField(max_length=43)
    ticked = models.JSONField(default=list)
    own = models.BinaryField(null=True)
    """The facilitator's own lines, sealed."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "place"), name="one_checklist_a_place"),)

    def __str__(self) -> str:
        return self.place
