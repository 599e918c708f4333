"""The jobs that a worker repeats, as functions of its context."""

from scheduler.jobs.context import WorkerContext as WorkerContext
from scheduler.jobs.context import run_id as run_id
from scheduler.jobs.mail import issue_due as issue_due
from scheduler.jobs.mail import next_event as next_event
from scheduler.jobs.mail import recount as recount
from scheduler.jobs.mail import run_until_idle as run_until_idle
from scheduler.jobs.mail import send_all as send_all
from scheduler.jobs.mail import sweep as sweep
from scheduler.jobs.mail import tell_secretaries as tell_secretaries
from scheduler.jobs.upkeep import beat as beat
from scheduler.jobs.upkeep import clock_is_suspect as clock_is_suspect
from scheduler.jobs.upkeep import fetch_calendars as fetch_calendars
from scheduler.jobs.upkeep import hold_after_silence as hold_after_silence
from scheduler.jobs.upkeep import ping as ping
from scheduler.jobs.upkeep import read_inbox as read_inbox
from scheduler.jobs.upkeep import tidy as tidy
