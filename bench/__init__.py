"""The bench: Besace measured beside the least a server could do, in the same run, on this machine."""
