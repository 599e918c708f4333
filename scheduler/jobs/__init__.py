"""The jobs that a worker repeats, as functions of its context."""

from scheduler.jobs.context import WorkerContext, run_id
from scheduler.jobs.mail import (
    issue_due,
    next_event,
    recount,
    run_until_idle,
    send_all,
    sweep,
    tell_secretaries,
)
from scheduler.jobs.upkeep import (
    beat,
    clock_is_suspect,
    fetch_calendars,
    hold_after_silence,
    ping,
    read_inbox,
    tidy,
)

__all__ = (
    "WorkerContext",
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
