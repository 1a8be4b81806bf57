"""What keeps the house in order: the translations, the method's requirements, the rules on files."""
