"""Councils, the people on them and their seats."""
