"""Every row class, so that mappers are whole wherever a row is used."""

from scheduler.calendars import rows as calendars
from scheduler.councils import rows as councils
from scheduler.db.base import Base
from scheduler.firstrun import rows as firstrun
from scheduler.history import rows as history
from scheduler.inbox import rows as inbox
from scheduler.mail import rows as mail
from scheduler.meetings import rows as meetings
from scheduler.notices import rows as notices
from scheduler.rehearsal import rows as rehearsal
from scheduler.years import rows as years

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "calendars",
    "councils",
    "firstrun",
    "history",
    "inbox",
    "mail",
    "meetings",
    "notices",
    "rehearsal",
    "years",
]
