"""Every row class, so that mappers are whole wherever a row is used."""
# ruff: noqa: F401

import scheduler.calendars.rows
import scheduler.councils.rows
import scheduler.firstrun.rows
import scheduler.history.rows
import scheduler.inbox.rows
import scheduler.mail.rows
import scheduler.meetings.rows
import scheduler.notices.rows
import scheduler.rehearsal.rows
import scheduler.years.rows
from scheduler.db.base import Base

METADATA = Base.metadata
