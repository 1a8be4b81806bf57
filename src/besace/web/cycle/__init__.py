"""Pages of a group's cycle: its dates, polls, sessions and turns, and the first page of whoever is signed in."""
