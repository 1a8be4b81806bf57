"""Groups and how one joins: founding, around the table, invitations, terms, ties."""
