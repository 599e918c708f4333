"""What stands beside a draft: how the days around a meeting are worked out, and what its dates are compared with."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.clock import Wall
from scheduler.councils import notice_rules
from scheduler.councils.notice_rules import Before, Unit
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.years import foreign
from scheduler.years.rows import ForeignCalendar, SchoolBreaks
from web.secretary.year_show import sentence


def offsets(council: Council, says: Language) -> tuple[tuple[str, str], ...]:
    """Each mail's name and how long before the meeting it goes."""
    of = notice_rules.read_rules(council.notice_rules)
    return (
        (says("Call for items"), before(of.call_for_items, says)),
        (says("Last day to suggest items"), before(of.items_deadline, says)),
        (says("Notice"), before(of.kallelse, says)),
        (says("Reminder"), before(of.day_before, says)),
    )


def before(rule: Before, says: Language) -> str:
    """`2 weeks before`, `the day before`, `2 working days before`, `the Thursday before`."""
    n = rule.count
    match rule.unit:
        case Unit.WEEKDAY:
            return says("the %(weekday)s before", weekday=says.weekday_named(n + 1))
        case Unit.WORKING_DAYS:
            return says.count("%(n)s working day before", "%(n)s working days before", n)
        case Unit.CLEAR_DAYS:
            return says.count("%(n)s clear day before", "%(n)s clear days before", n)
    if n and n % 7 == 0:
        return says.count("%(n)s week before", "%(n)s weeks before", n // 7)
    return says.count("the day before", "%(n)s days before", n)


def compared(
    council: Council,
    school: SchoolBreaks | None,
    calendars: Sequence[ForeignCalendar],
    says: Language,
    *,
    plays: bool,
) -> tuple[str, ...]:
    """What dates are compared with, a line each, with how new it is."""
    lines = [says("Holidays, eves, single days between days off, weekends and July")]
    if school and school.text.strip():
        on = Wall.at(school.changed_at, council.zone).date
        lines.append(says("School holidays (changed %(day)s)", day=on))
    else:
        lines.append(says("No school holidays: none are written down yet"))
    lines.append(says("Meetings of councils here where your members also sit"))
    lines += [_calendar(one, council, says, plays=plays) for one in calendars]
    return tuple(lines)


def _calendar(one: ForeignCalendar, council: Council, says: Language, *, plays: bool) -> str:
    """How new it is, and why it is no newer."""
    why = foreign.fault(one) if foreign.has_failed(one) else None
    if one.read_at is not None:
        at = Wall.at(one.read_at, council.zone)
        when = says.short(at.date, at.time)
        told = says("%(name)s (read %(when)s)", name=one.name, when=when)
    elif plays:
        return says("%(name)s (not read: a rehearsal reads no addresses)", name=one.name)
    elif why:
        told = says("%(name)s (could not be read)", name=one.name)
    else:
        told = says("%(name)s (not read yet)", name=one.name)
    return f"{told}. {sentence(why, says)}" if why else told
