"""Help: what the method, the roles and the rules are, in our own words, in each language of the house.

The words lie beside this in a folder a language, as Markdown; pages here and the site of the documentation share them.
"""
