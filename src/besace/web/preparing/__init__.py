"""Before a session, and one held on paper: what must be ready, the papers, what was written by hand."""
