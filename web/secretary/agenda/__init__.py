"""Dagordning: the items of one meeting."""
