"""The interface for programs: JSON at `/api/v1/`, by the same gates, acts and views as the pages (decision 0047).

What may be asked stands in `endpoints`, once: the addresses, the description that programs read, and what is refused
before anything is done are all made from it. The policy's table has a row for each.
"""
