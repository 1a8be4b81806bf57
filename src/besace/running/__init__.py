"""What whoever runs the house does with all of it: backs it up, restores, checks and moves it, reading it to nobody."""
