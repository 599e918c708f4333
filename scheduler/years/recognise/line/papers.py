"""Days on which papers are sent or handed in before a meeting: "kallelse 2 februari", "agenda issued 2 February"."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.text.small_words import ABOUT
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

PAPERS, MEETING, CANCEL, MOVED, CLOCK, NONE = (
    Role.PAPERS.value, Role.MEETING.value, Role.CANCEL.value, Role.MOVED.value, Role.CLOCK.value,
    Role.NONE.value,
)  # fmt: skip
# What is done with them; beside it a day is theirs, wherever it stands.
SENDING = listed(
    "ut in inne inkomna klar klara klart klara lämnas lämna inlämnas skickas skicka sänds sändes läggs anslås delas"
    " mejlas mailas trycks tryck"
    " out sent issued due despatch dispatch despatched publication published publish circulated distribution deadline"
    " close closes posted post mailed emailed available"
    " lähetetään lähetys lähtee jaetaan jakoon jako jättö jätettävä valmis valmistuu valmistuminen postitetaan postitus"
    " postitetan toimitus toimitettava kirjaamoon sihteerille julkaistaan julkaisu"
    " sendes sendast sende sendt ud utsendes utsende udsendes ferdig klar innlevering verschickt versandt versand"
    " verteilt fertig"
)
BREAKS = frozenset(",;(|\t.-)")
MOST_WORDS, FIRST_WORDS, REACH = 6, 3, 14
LONGEST_BEFORE, MONTH, YEAR = 92, 31, 372


def is_label(words: list[Token]) -> bool:
    """The words name papers and nothing that is held: "kallelse skickas", "meeting papers", "notice of meeting"."""
    if not 0 < len(words) <= MOST_WORDS:
        return False
    at = next((n for n, t in enumerate(words[:FIRST_WORDS]) if t.sense.roles & PAPERS), None)
    if at is None or any(t.sense.roles & (CANCEL | MOVED | NONE | CLOCK) for t in words):
        return False
    rest = words[at + 1 :]
    of = next((n for n, t in enumerate(rest) if t.low in ABOUT), len(rest))
    return not any(t.sense.roles & MEETING or bodies.is_head(t) for t in rest[:of])


def is_day_of(parsed: Parsed, i: int) -> bool:
    """Date `i` is the day of such papers and not the meeting's."""
    if not parsed.said & PAPERS:
        return False
    item = parsed.dates[i]
    words = label(parsed, i)
    if not is_label(words):
        return False
    if any(t.low in SENDING for t in words):
        return True
    if i:
        return days_between(item, parsed.dates[i - 1]) > 0
    return leads_to_meeting(parsed)


def is_all(parsed: Parsed) -> bool:
    """The line holds a word for papers and a day, and nothing else."""
    if not parsed.said & PAPERS or len(parsed.dates) != 1 or parsed.times:
        return False
    words = label(parsed, 0)
    return is_label(words) and len(words) == parsed.left


def label(parsed: Parsed, i: int) -> list[Token]:
    """The words right before a date, back to a sign, a date or an hour."""
    item, covered = parsed.dates[i], parsed.covered()
    n = item.first
    found: list[Token] = []
    while n > max(0, item.first - REACH):
        n -= 1
        token = parsed.tokens[n]
        if token.sense.weekday or token.low in ("den", ":", "the", "on"):
            continue
        if token.low == "," and n and parsed.tokens[n - 1].sense.weekday:
            continue  # "Tagesordnung: Montag, 4. Januar"
        if covered[n] or token.low in BREAKS:
            break
        if token.kind is WORD:
            found.append(token)
    return found[::-1]


def leads_to_meeting(parsed: Parsed) -> bool:
    """The line's first day comes some weeks before its second, which is a meeting's by the words between."""
    if len(parsed.dates) < 2:
        return False
    first, second = parsed.dates[:2]
    between = parsed.tokens[first.last : second.first][-REACH:]
    held = any(t.sense.roles & MEETING or bodies.is_head(t) for t in between)
    return held and days_between(first, second) > 0


def days_between(early: DateItem, late: DateItem) -> int:
    """About how many days one comes before the other; 0 when it does not, or too long before."""
    if early.until is not None or not early.start.month or not late.start.month:
        return 0
    months = late.start.month - early.start.month
    days = (months * MONTH + late.start.day - early.start.day) % YEAR
    if early.start.year and late.start.year and early.start.year > late.start.year:
        return 0
    return days if days <= LONGEST_BEFORE else 0
