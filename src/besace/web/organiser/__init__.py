"""The pages of an organiser: many groups in dates and counts, never who or what (F4)."""
