"""Att göra: what waits for the secretary, the next meeting and the next mail."""
