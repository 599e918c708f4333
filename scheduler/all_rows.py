"""Imports every module of rows: SQLAlchemy needs all mapped classes before it uses one."""
# ruff: noqa: F401

import scheduler.agenda.rows
import scheduler.calendars.rows
import scheduler.councils.account_rows
import scheduler.councils.rows
import scheduler.firstrun.rows
import scheduler.history.rows
import scheduler.inbox.rows
import scheduler.mail.rows
import scheduler.meetings.rows
import scheduler.notes.rows
import scheduler.notices.rows
import scheduler.papers.rows
import scheduler.rehearsal.rows
import scheduler.years.rows
from scheduler.db.base import Base

METADATA = Base.metadata
