"""What the pages of the year plan share: the days of mail."""

from __future__ import annotations

from datetime import date

from flask import g

from scheduler.councils import notice_rules
from scheduler.workdays import Workdays


def mail_days(day: date) -> dict[str, date]:
    """The days that follow from a meeting's date by the council's rules."""
    rules, free = notice_rules.read_rules(g.council.notice_rules), Workdays(g.council.country)
    keys = ("call_for_items", "items_deadline", "kallelse")
    return {key: rules.day(key, day, free) for key in keys}
