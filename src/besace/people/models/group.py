"""A group of peers: what they share, who belongs to it, who is invited, and ties to be settled (G1 to G4, G8)."""

from django.db import models

from besace.people.models.person import Person, new_id
from besace.people.models.programme import Programme

MOST_LINES = 2_000


class Group(models.Model):
    """Peers with something in common. `seats` is how many are expected round the table, and so how many sessions."""

    class Kinds(models.TextChoices):
        WORK = "work"
        LIFE = "life"
        BOTH = "both"

    class Place(models.TextChoices):
        ROOM = "room"
        REMOTE = "remote"

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    name = models.CharField(max_length=80)
    in_common = models.CharField(max_length=400)
    kinds = models.CharField(max_length=4, choices=Kinds, default=Kinds.BOTH)
    language = models.CharField(max_length=2, default="en")
    place = models.CharField(max_length=6, choices=Place, default=Place.ROOM)
    address = models.CharField(max_length=200, blank=True)
    directions = models.CharField(max_length=300, blank=True)
    """How to come in, for the members' letters: "ring at the blue door"."""
    link = models.URLField(max_length=500, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    minutes = models.PositiveSmallIntegerField(default=180)
    format = models.CharField(max_length=20, blank=True, default="")
    """A known format, or "own"; empty: by the minutes alone."""
    own_format = models.BinaryField(null=True)
    """The name and the minutes of its own, sealed (see `lengths`)."""
    variants = models.JSONField(default=list)
    """How its sessions are usually held otherwise, by names (`method.variants`)."""
    seats = models.PositiveSmallIntegerField(default=9)
    own_terms = models.TextField(max_length=MOST_LINES, blank=True)
    """Lines the group adds to the terms of exchange, one a line; ours cannot be taken away."""
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups")
    created = models.BigIntegerField()
    edition = models.PositiveIntegerField(default=1)
    """Counts the changes of this row: whoever edits an older one is told (two facilitators at once)."""

    def __str__(self) -> str:
        return self.id


class Member(models.Model):
    """Someone's part in a group. A participant's seat is hers once she has accepted the terms, named her ties, all of
    them settled, and confirmed every date.
    """

    class Role(models.TextChoices):
        PARTICIPANT = "participant"
        FACILITATOR = "facilitator"
        CO_FACILITATOR = "co-facilitator"

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role, default=Role.PARTICIPANT)
    joined = models.BigIntegerField()
    shares_at = models.BigIntegerField(null=True)
    """When she said that what the group has in common is true of her."""
    terms = models.PositiveSmallIntegerField(default=0)
    """The version of the terms she accepted; 0 for none. See `terms`."""
    terms_at = models.BigIntegerField(null=True)
    own_terms_digest = models.CharField(max_length=16, blank=True)
    """Names the group's own lines as they stood when she accepted them."""
    ties_at = models.BigIntegerField(null=True)
    attendance_shown = models.BooleanField(default=False)
    """Whether she lets the organiser see by name when she came."""
    left_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "person"), name="one_membership_a_group"),)

    def __str__(self) -> str:
        return f"{self.group_id} {self.role}"


FACILITATING = (Member.Role.FACILITATOR, Member.Role.CO_FACILITATOR)
"""Who facilitates a group, alone or with another."""


class Invitation(models.Model):
    """An invitation to one address, or (no address) to whoever holds the link, for as many as there are chairs."""

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        IN_MIND = "in-mind"
        """The table is full: first to be asked if a seat becomes free."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    for_all = models.BooleanField(default=False)
    name = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="en")
    role = models.CharField(max_length=14, choices=Member.Role, default=Member.Role.PARTICIPANT)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    turn = models.PositiveIntegerField(default=1)
    """Which link is the living one (see `tokens`)."""
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.BigIntegerField()
    until = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("group", "email"), condition=~models.Q(email=""), name="one_invitation_an_address"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group_id} {self.state}"


class Tie(models.Model):
    """A tie one member names with another, for the facilitator alone; her seat waits until it is settled (G3)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        NO_OBSTACLE = "no-obstacle"
        OTHER_GROUP = "other-group"

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ties")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    created = models.BigIntegerField()
    settled = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("member", "other"), name="one_tie_a_pair"),)

    def __str__(self) -> str:
        return self.state
