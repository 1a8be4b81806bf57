"""What joining needs to remember: rooms, devices, seats, knocks and links. No content, save a knock's sealed name."""

import secrets

from django.db import models


def new_room_id() -> str:
    """An id that nobody can guess, and that no command line takes for an option."""
    while (made := secrets.token_urlsafe(12)).startswith("-"):
        pass
    return made


def new_seat_id() -> str:
    return secrets.token_urlsafe(9)


class Room(models.Model):
    """Where one session is held. `rate` and `epoch` are its own time (1 but in rehearsals and the demo).

    `practice` says of a made-up session what is played, by whom and how fast; it is thrown away after a day.
    """

    WATCHED = "watched"
    """How the mark of a made-up session ends that plays by itself, whole, and is only looked at."""

    id = models.CharField(primary_key=True, max_length=16, default=new_room_id)
    journal = models.CharField(max_length=32, unique=True)
    created = models.BigIntegerField()
    rate = models.FloatField(default=1)
    epoch = models.BigIntegerField(default=0)
    demo = models.BooleanField(default=False)
    closed = models.BooleanField(default=False)
    second = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="first")
    """The room of the session that follows at once: two clients in a half-day."""
    practice = models.CharField(max_length=80, default="", blank=True)
    changes = models.BigIntegerField(default=0, db_default=0)
    """How often anything beside the journal changed, where several processes serve (`reach`)."""

    def __str__(self) -> str:
        return self.id

    @property
    def is_watched(self) -> bool:
        """Whether it is only looked at: nobody who holds a seat here acts."""
        return self.practice.endswith(f" {self.WATCHED}")


class Device(models.Model):
    """A browser, known by a cookie of which only the hash is kept."""

    id = models.CharField(primary_key=True, max_length=43)
    created = models.BigIntegerField()

    def __str__(self) -> str:
        return "device"


class Seat(models.Model):
    """A place in a room, held by a device: whatever shows it, a person's part in the session is hers."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator"
        PARTICIPANT = "participant"
        SCREEN = "screen"

    id = models.CharField(primary_key=True, max_length=12, default=new_seat_id)
    room = models.ForeignKey(Room, on_delete=models.CASCADE)
    person = models.CharField(max_length=64)
    device = models.ForeignKey(Device, on_delete=models.CASCADE)
    role = models.CharField(max_length=12, choices=Role)
    shut_out = models.BooleanField(default=False)
    coached = models.BooleanField(null=True)
    """Whether hints on her wording are shown; None until she says so here: then as her browser was told."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("room", "person", "device"), name="one_seat_a_person_a_device"),)

    def __str__(self) -> str:
        return f"{self.room_id} {self.role}"


class Knock(models.Model):
    """A device before the door: it has shown a right code, and waits to be let in."""

    class State(models.TextChoices):
        CHOOSING = "choosing"
        WAITING = "waiting"
        ADMITTED = "admitted"
        REFUSED = "refused"

    id = models.CharField(primary_key=True, max_length=12, default=new_seat_id)
    room = models.ForeignKey(Room, on_delete=models.CASCADE)
    device = models.ForeignKey(Device, on_delete=models.CASCADE)
    state = models.CharField(max_length=8, choices=State, default=State.CHOOSING)
    person = models.CharField(max_length=64, default="", blank=True)
    name = models.BinaryField(null=True)
    moving = models.BooleanField(default=False)
    words = models.CharField(max_length=64, default="", blank=True)
    created = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("room", "device"), name="one_knock_a_device"),)

    def __str__(self) -> str:
        return f"{self.room_id} {self.state}"


class Link(models.Model):
    """A capability: whoever posts its token takes the seat it names. Only the token's hash is kept."""

    id = models.CharField(primary_key=True, max_length=43)
    room = models.ForeignKey(Room, on_delete=models.CASCADE)
    role = models.CharField(max_length=12, choices=Seat.Role)
    person = models.CharField(max_length=64)
    once = models.BooleanField(default=False)
    created = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.room_id} {self.role}"


class Quieted(models.Model):
    """A card of the console set aside in a room: the code of its kind, or one occurrence of it. No content."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="quieted")
    card = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("room", "card"), name="one_card_set_aside_once"),)

    def __str__(self) -> str:
        return f"{self.room_id} {self.card}"


class Back(models.Model):
    """Someone marked absent has said that she is back, and waits for her chair (`returns`)."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE)
    person = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("room", "person"), name="one_return_a_person"),)

    def __str__(self) -> str:
        return f"{self.room_id} back"


class Serving(models.Model):
    """A process that serves, where there are several: its last sign, and whose secrets it has (`processes`)."""

    id = models.CharField(primary_key=True, max_length=16)
    seen = models.BigIntegerField()
    house = models.CharField(max_length=43)

    def __str__(self) -> str:
        return self.id


class Present(models.Model):
    """Whose screens one of several processes shows, or has shown (`presence`)."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE)
    person = models.CharField(max_length=64)
    process = models.CharField(max_length=16, db_index=True)
    here = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("room", "person", "process"), name="one_presence_a_person_a_process"),
        )

    def __str__(self) -> str:
        return f"{self.room_id} {self.here}"
