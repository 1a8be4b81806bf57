from django.db import models
from django.db.models import Q


class ScopeKey(models.Model):
    """The wrapped key of one scope; once destroyed only its tombstone stays."""

    kid = models.BinaryField(primary_key=True, max_length=16)
    journal = models.CharField(max_length=32)
    scope = models.CharField(max_length=96)
    wrapped = models.BinaryField(null=True)
    kek = models.CharField(max_length=32, default="first")
    """Which key of the ring wraps it."""
    created = models.BigIntegerField()
    expires = models.BigIntegerField(default=0)
    """From when on it is refused, destroyed or not; 0: it has no such end. Bound into the wrapping."""
    destroyed = models.BigIntegerField(null=True)
    burial = models.BigIntegerField(default=0)
    """The vault's generation that destroyed it: other processes ask what was destroyed since."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("journal", "scope"), condition=Q(destroyed__isnull=True), name="one_living_key_a_scope"
            ),
        )
        indexes = (models.Index(fields=("burial",), name="what_was_destroyed_since"),)

    def __str__(self) -> str:
        return f"{self.journal} {self.scope}"


class Turn(models.Model):
    """One row, held by whoever changes which key wraps what; `generation` counts what other processes must know."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    generation = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.generation)
