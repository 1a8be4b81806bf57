"""One file a stage: its acts, each a rule. Stages do not know each other."""
