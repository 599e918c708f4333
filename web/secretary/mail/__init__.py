"""Utskick: the list of mail, each mail, and what a person does with it."""
