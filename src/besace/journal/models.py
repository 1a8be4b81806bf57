"""The tables of the journal, written and read in `store`, and what proves a destruction; no entry is ever updated."""

from django.db import models
from django.db.models import Q


class Journal(models.Model):
    """One session's journal: its name means nothing, `last` is the sequence of its newest entry."""

    id = models.CharField(primary_key=True, max_length=32)
    last = models.PositiveIntegerField(default=0)
    created = models.BigIntegerField()

    def __str__(self) -> str:
        return self.id


class Entry(models.Model):
    """One thing done. What was said lies in `sealed`; the columns beside it carry ids, times and sizes only."""

    pk = models.CompositePrimaryKey("journal_id", "seq")
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    by = models.CharField(max_length=64)
    behalf = models.CharField(max_length=64, default="", blank=True)
    audience = models.CharField(max_length=64)
    scope = models.CharField(max_length=96)
    kid = models.BinaryField(max_length=16)
    sealed = models.BinaryField()
    at = models.BigIntegerField()
    act = models.CharField(max_length=160, null=True)  # noqa: DJ001 - null is outside the unique constraint, "" is not

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("journal", "act"), condition=Q(act__isnull=False), name="one_answer_an_act"
            ),
        )

    def __str__(self) -> str:
        return f"{self.journal_id} {self.seq}"


class Tombstone(models.Model):
    """A key that was destroyed, told outside the vault: a vault from an older backup may hold it still (`tombs`)."""

    kid = models.BinaryField(primary_key=True, max_length=16)
    journal = models.CharField(max_length=32, db_index=True)
    at = models.BigIntegerField()

    def __str__(self) -> str:
        return self.journal


class Shredding(models.Model):
    """Keys somebody had destroyed, and the receipt for it; there is none before the vault's log is emptied."""

    id = models.CharField(primary_key=True, max_length=24)
    journal = models.CharField(max_length=32, db_index=True)
    at = models.BigIntegerField()
    destroyed = models.TextField()
    """How many rows each key made unreadable, by the key's id, in JSON."""
    receipt = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return self.id
