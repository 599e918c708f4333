"""What one tick does, as functions of the database, the config and the clock."""

from scheduler.jobs.mail import (
    issue_due,
    next_event,
    recount,
    run_until_idle,
    send_all,
    sweep,
    tell_secretaries,
)
from scheduler.jobs.upkeep import fetch_calendars, read_inbox, tidy
from scheduler.jobs.watch import beat, clock_is_suspect, hold_after_silence, ping
from scheduler.jobs.works import Works, run_id

__all__ = (
    "Works",
    "beat",
    "clock_is_suspect",
    "fetch_calendars",
    "hold_after_silence",
    "issue_due",
    "next_event",
    "ping",
    "read_inbox",
    "recount",
    "run_id",
    "run_until_idle",
    "send_all",
    "sweep",
    "tell_secretaries",
    "tidy",
)
