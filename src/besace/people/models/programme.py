"""A programme: an organiser's many groups, of which she sees how many and when, never who or what (F4)."""

from django.db import models

from besace.people.models.person import Person, new_id


class Programme(models.Model):
    """Many groups, held by an organiser."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=200, blank=True)
    created = models.BigIntegerField()

    def __str__(self) -> str:
        return self.id


class ProgrammeRole(models.Model):
    """Who organises a programme, and who may facilitate its groups."""

    class Role(models.TextChoices):
        ORGANISER = "organiser"
        FACILITATOR = "facilitator"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="programme_roles")
    role = models.CharField(max_length=11, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("programme", "person", "role"), name="one_role_of_a_kind_a_programme"),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.role}"
