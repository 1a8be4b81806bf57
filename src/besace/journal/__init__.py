"""The journal: append-only entries, each sealed under the key of its scope, and the vault of those keys."""

from besace.journal.store import Appended, Raced, answer_to, append, as_kept, last, open_journal, read

__all__ = ["Appended", "Raced", "answer_to", "append", "as_kept", "last", "open_journal", "read"]
