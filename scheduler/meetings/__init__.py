"""Meetings: when, where, and whether they still hold."""
