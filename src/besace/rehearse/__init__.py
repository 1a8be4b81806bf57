"""Scenarios: sessions written down, played through the real application, and watched live (docs/acts.md)."""
