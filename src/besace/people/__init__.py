"""People and what they agree on: accounts, groups, invitations, cycles and their dates; everything around the room."""
