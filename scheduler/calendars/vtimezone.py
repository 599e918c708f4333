"""VTIMEZONE bytes, made from the zone's own yearly rule."""

from datetime import UTC, datetime, timedelta

from dateutil.relativedelta import relativedelta, weekday

from scheduler import tzrule
from scheduler.tzrule import Onset

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def vtimezone(zone: str) -> bytes:
    """The block with unbounded yearly rules, CRLF; no RDATE and no COMMENT, which Outlook and libical misread.

    Raises: InvalidInput for a zone without such a rule. Source: docs/calendars.md, rule 4; RFC 5545 §3.6.5.
    """
    block = ["BEGIN:VTIMEZONE", f"TZID:{zone}", f"X-LIC-LOCATION:{zone}"]
    for onset in tzrule.yearly_rule(zone):
        block += _part(onset)
    return "".join(f"{line}\r\n" for line in [*block, "END:VTIMEZONE"]).encode("ascii")


def _part(onset: Onset) -> list[str]:
    """DTSTART is the rule's day in 1970: it must be an instance of it (RFC 5545 §3.8.5.3)."""
    kind = "DAYLIGHT" if onset.is_daylight else "STANDARD"
    starts, rule = datetime(1970, onset.month, 1, tzinfo=UTC), []
    if onset.nth:
        first = 1 if onset.nth > 0 else 31
        on = relativedelta(day=first, weekday=weekday(onset.weekday, onset.nth))
        starts = starts + on + timedelta(seconds=onset.second)
        by_day = f"{onset.nth}{_DAYS[onset.weekday]}"
        rule = [f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={by_day}"]
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{starts:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset(onset.offset_from)}",
        f"TZOFFSETTO:{_offset(onset.offset_to)}",
        f"TZNAME:{onset.name}",
        *rule,
        f"END:{kind}",
    ]


def _offset(seconds: int) -> str:
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return text + (f"{seconds % 60:02}" if seconds % 60 else "")
