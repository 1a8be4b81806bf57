"""The pages of letters: what is to come, left or did not arrive; and those a letter leads to without a login."""
