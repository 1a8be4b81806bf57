"""Letters: what is written to people, when it leaves, and what became of it."""
