"""Seats that people took without an account, and have said since to be theirs."""

from django.db import models

from besace.live.models import Room, Seat
from besace.people.models.person import Person


class Claim(models.Model):
    """Someone's part in a session: `seat` is the id she has in it. One seat is claimed by one person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claims")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="claims")
    seat = models.CharField(max_length=64)
    role = models.CharField(max_length=12, choices=Seat.Role)
    created = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("room", "seat"), name="one_claim_a_seat"),)

    def __str__(self) -> str:
        return f"{self.room_id} {self.role}"
