"""PostgreSQL as we open it; see `base`."""
