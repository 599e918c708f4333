"""Turns pasted text into meeting dates, and says of every line what was made of it."""

from scheduler.years.recognise.recogniser import recognise
from scheduler.years.recognise.results import Found, Line, Reason, Recognised, State

__all__ = ["Found", "Line", "Reason", "Recognised", "State", "recognise"]
