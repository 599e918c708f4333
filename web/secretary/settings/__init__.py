"""Inställningar: what the council has chosen, and who keeps it."""
