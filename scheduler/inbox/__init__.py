"""Incoming mail: answers from calendars and people, and letters that came back."""
