"""Anteckna: what is written down at a meeting."""
