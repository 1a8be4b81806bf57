"""The vault: the keys of the scopes, wrapped, in a database of their own."""
