"""A group's cycle: its dates, its polls and whose turn it is; pure, no clock, no chance, no input or output."""
