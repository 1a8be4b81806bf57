"""SQLite as we open it; see `base`."""
