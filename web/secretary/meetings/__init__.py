"""Möten: the list, the page of one, its changes, its replies, and mail that waits for the secretary."""
