from django.db import models
from django.db.models import Q


class ScopeKey(models.Model):
    """The wrapped key of one scope; once destroyed only its tombstone stays."""

    kid = models.BinaryField(primary_key=True, max_length=16)
    journal = models.CharField(max_length=32)
    scope = models.CharField(max_length=96)
    wrapped = models.BinaryField(null=True)
    created = models.BigIntegerField()
    destroyed = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("journal", "scope"), condition=Q(destroyed__isnull=True), name="one_living_key_a_scope"
            ),
        )

    def __str__(self) -> str:
        return f"{self.journal} {self.scope}"
