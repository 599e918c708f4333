"""Hours that sentences behind the days of a line tell for other meetings, or for some of its days."""

from __future__ import annotations

from scheduler.years.recognise.line import places, prose, scoped_hours, sentences, starts, whose
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.defaults import of_sentence
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import DateItem, Parsed, TimeItem
from scheduler.years.recognise.text.small_words import OTHERS
from scheduler.years.recognise.text.words import Role, listed

BODY, MEETING, EXCEPT, BEGINS, ALL = (
    Role.BODY.value, Role.MEETING.value, Role.EXCEPT.value, Role.BEGINS.value, Role.ALL.value,
)  # fmt: skip
ALL_BUT, FEW = ALL | EXCEPT, 4
# "It begins at 7 pm", behind a day: that meeting does.
IT = listed("it det den es se")
DAYS = [(month, day) for month in range(1, 13) for day in range(1, 32)]
NEW_YEAR = DAYS[0]


def body(found: list[Draft]) -> str | None:
    """The one that the line's meetings are of: "Nämnden möts 15/1 och 12/2. Mötena börjar kl. 9" says so of its own."""
    named = {draft.body for draft in found} - {None}
    return named.pop() if len(named) == 1 else None


def of_tail(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """The defaults that sentences behind the dates of a line set: "… Mötena börjar kl. 18." """
    if not parsed.times:
        return []
    if tail := scoped_hours.behind(parsed):
        return scoped_hours.of_line(tail, line, section, body)
    if parsed.tokens[-1].low == ":" and not parsed.said & EXCEPT:
        # "Som vi beslutade den 7 december ses vi följande onsdagar kl. 13:"
        tail = sentences.behind(parsed, parsed.dates[-1].last)
        return of_sentence(tail, line, section, body)
    if not parsed.said & (MEETING | BEGINS) and parsed.said & ALL_BUT != ALL_BUT:
        return []
    found: list[Default] = []
    for sentence in sentences.split(parsed):
        days = [item for item in sentence.items if isinstance(item, DateItem)]
        opening = sentence.tokens[0]
        if days and opening.sense.roles & EXCEPT:
            found += _of_days(sentence, days, line, section, body)
        elif not sentence.times or not _is_of_meetings(sentence, parsed):
            continue
        elif days:
            found += _since(sentence, days[0], line, section, body)
        elif len(parsed.dates) > 1 or opening.low not in IT:
            found += of_sentence(sentence, line, section, body)
    # "The public is excluded until 11 am" says so of that meeting alone, if of any.
    return [default for default in found if default.time is not None]


def _is_of_meetings(sentence: Parsed, parsed: Parsed) -> bool:
    """It speaks of meetings, or says when a body begins, "Kommunestyret begynner kl. 17", or all but one or the others
    meet: "All at 6 pm (except …", "…, övriga kl. 13"."""
    excepts = parsed.said & EXCEPT
    roles = MEETING | (BEGINS if excepts or sentence.roles & BODY else 0) | (ALL if excepts else 0)
    others = any(t.low in OTHERS for t in sentence.tokens[:FEW])
    return bool(sentence.roles & roles) or others


def _of_days(
    parsed: Parsed, days: list[DateItem], line: int, section: int, body: str | None
) -> list[Default]:
    """The hour of days that are left out of the others': "utom den 8 juni som börjar kl. 15"."""
    if not parsed.times and places.told_in(parsed.tokens, parsed.text):
        return []  # "utom den 8 juni då vi är i Kyrkstugan": at the hour of the others
    # Nobody says when they are, where there is no hour.
    unknown = [(TimeItem(0, 0, None, unknown=True), None)]
    pairs = starts.of_sentence(parsed) if parsed.times else unknown
    default = [Default(line, section, *pair, body) for pair in pairs[:1]]
    for told in default:
        told.days = frozenset((item.start.month, item.start.day) for item in days)
    return default


def _since(
    parsed: Parsed, item: DateItem, line: int, section: int, body: str | None
) -> list[Default]:
    """ "From 1 March meetings begin at 5 pm": the hour of that day and those behind it."""
    if not prose.holds_since(parsed.tokens, item, 0, len(parsed.tokens)):
        return []
    tail = sentences.behind(parsed, item.last)
    if tail.times and prose.leads_surely_since(parsed.tokens, item):
        # "Effective" and the like tell of no other matter than that day.
        named = whose.only_one(whose.subjects(parsed))
        body = named[0] if named else body
        parsed = tail
    found = of_sentence(parsed, line, section, body)
    begins = item.start.month, item.start.day
    for default in found if begins > NEW_YEAR else ():
        default.days = frozenset(day for day in DAYS if day >= begins)
        default.since = item.start.year
    return found
