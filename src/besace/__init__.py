"""Besace: professional co-development sessions, live, on every screen in the room."""
