"""Practice: one takes a part of a made-up session, and the others play by themselves (docs/scenarios.md)."""
