"""Medlemmar: the list, one term, one person or a pasted list of them to add."""
