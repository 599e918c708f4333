"""Texter: the words of every letter, the council's own or the standard ones."""
