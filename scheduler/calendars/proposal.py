"""Rule: the other time that a calendar program proposes (COUNTER, RFC 5546 §3.2.7), in words for a person."""

from __future__ import annotations

from datetime import UTC, datetime

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from scheduler.calendars.answer import AnsweredEvent, Moment
from scheduler.clock import Wall, zone
from scheduler.errors import InvalidInput
from scheduler.language import Language


def words(event: AnsweredEvent, zone_name: str, says: Language) -> str:
    """`tis 1 mar 2022 kl. 15.00–16.00` on the council's wall clock; empty where no time is proposed.

    A time in a zone that we do not know is told as it stands, with the zone's name.
    """
    starts, ends = _wall(event.starts, zone_name), _wall(event.ends, zone_name)
    if starts is None:
        return ""
    if len(event.starts.value) == len("20220301"):
        return says.short(starts.date)
    if ends is not None and ends.zone == starts.zone and starts < ends:
        told = says.span(starts, ends)
    else:
        told = says.short(starts.date, starts.time)
    return told if starts.zone == zone_name else f"{told} ({starts.zone})"


def _wall(moment: Moment, zone_name: str) -> Wall | None:
    """On the wall clock of the zone; a time without a zone is of that one (RFC 5545 §3.3.5)."""
    value, is_utc = moment.value.removesuffix("Z"), moment.value.endswith("Z")
    named = moment.zone.removeprefix("/")
    for form in ("%Y%m%dT%H%M%S", "%Y%m%d"):
        try:
            at = datetime.strptime(value, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        if is_utc:
            return Wall.at(at, zone_name)
        written = Wall(at.date(), at.time(), WINDOWS_TO_OLSON.get(named, named) or zone_name)
        try:
            zone(written.zone)
        except InvalidInput:
            return written
        return Wall.at(written.utc(), zone_name)
    return None
