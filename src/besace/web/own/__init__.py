"""What each keeps between sessions: subjects, a plan, a notebook, a debrief; each page opens to its owner alone."""
