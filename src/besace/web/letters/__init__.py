"""The pages of letters: what is to come, what left, what did not arrive; and those a letter leads to without a login."""
