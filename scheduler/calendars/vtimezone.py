"""VTIMEZONE bytes, made from the zone's own yearly rule."""

from datetime import date, timedelta

from scheduler import tzrule
from scheduler.tzrule import Onset

_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


def vtimezone(zone: str) -> bytes:
    """The block with unbounded yearly rules, CRLF; no RDATE and no COMMENT, which Outlook and libical misread.

    Raises: InvalidInput for a zone without such a rule. Source: docs/calendars.md, rule 4; RFC 5545 §3.6.5.
    """
    rule = tzrule.yearly_rule(zone)
    block = ["BEGIN:VTIMEZONE", f"TZID:{zone}", f"X-LIC-LOCATION:{zone}"]
    if rule.daylight and rule.standard:
        block += _part("DAYLIGHT", rule.daylight) + _part("STANDARD", rule.standard)
    else:
        offset = _offset(rule.offset)
        block += [
            "BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}",
            f"TZNAME:{rule.name}", "END:STANDARD",
        ]  # fmt: skip
    return "".join(f"{line}\r\n" for line in [*block, "END:VTIMEZONE"]).encode("ascii")


def _part(kind: str, onset: Onset) -> list[str]:
    day = _first_onset(onset)
    hour, rest = divmod(onset.second, 3600)
    nth = -1 if onset.nth == 5 else onset.nth
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{day:%Y%m%d}T{hour:02}{rest // 60:02}{rest % 60:02}",
        f"TZOFFSETFROM:{_offset(onset.offset_from)}",
        f"TZOFFSETTO:{_offset(onset.offset_to)}",
        f"TZNAME:{onset.name}",
        f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={nth}{_DAYS[onset.weekday]}",
        f"END:{kind}",
    ]


def _first_onset(onset: Onset) -> date:
    """The rule's day in 1970: DTSTART must be an instance of it (RFC 5545 §3.8.5.3)."""
    first = date(1970, onset.month, 1)
    day = first + timedelta(days=(onset.weekday - 1 - first.weekday()) % 7 + 7 * (onset.nth - 1))
    return day if day.month == onset.month else day - timedelta(days=7)


def _offset(seconds: int) -> str:
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return text + (f"{seconds % 60:02}" if seconds % 60 else "")
