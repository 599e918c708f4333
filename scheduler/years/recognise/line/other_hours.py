"""Hours that are of something else than a meeting: of coffee, doors and groups, of another meeting, of a deadline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from scheduler.years.recognise.line import roles, where
from scheduler.years.recognise.line.drafts import GATHER, Aside
from scheduler.years.recognise.line.items import Job, Parsed, TimeItem
from scheduler.years.recognise.line.other_numbers import PHONE
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import SIGN, Token
from scheduler.years.recognise.text.verbs import MEETS
from scheduler.years.recognise.text.words import Role, listed

PAPERS = Role.PAPERS.value
ASIDE, MEETING, DEADLINE, BEGINS, BODY = (
    Role.ASIDE.value, Role.MEETING.value, Role.DEADLINE.value, Role.BEGINS.value, Role.BODY.value,
)  # fmt: skip
OPEN_BEHIND = listed("geöffnet erreichbar besetzt geschlossen")
# "Biblioteket er åpent til kl. 19", but "Åbent kl. 18": the open part of a meeting.
OPEN = listed("öppen åpent åpen åbent åben")
STOPS, ASIDE_REACH = frozenset(".;)"), 9
LONGEST_REMARK, REACH = 12, 3
AFTER = small.AFTER | listed("followed följt därefter efterföljande gefolgt etterfulgt efterfulgt")
BEFORE_DAY = small.AT | small.THE | {","}
JOINED = small.WITH | small.AND
# Say of a meeting when it ends at the latest.
NO_LABELS = small.LATEST | small.BEFORE | listed("by closes")


def is_aside(parsed: Parsed, time: TimeItem) -> bool:
    """The time is of something else than the meeting: "fika 12.30", "gruppmöte kl. 9", "(9–12 Uhr geöffnet)"."""
    tokens = parsed.tokens
    if any(t.low in OPEN_BEHIND for t in tokens[time.last : time.last + 1]):
        return True
    behind = parsed.tokens[time.last : time.last + 2]
    if (
        not parsed.dates
        and len(behind) > 1
        and behind[0].low in small.FOR
        and behind[1].sense.roles & ASIDE
    ):
        return True  # "Vi träffas kl. 14.30 för fika och mötet börjar kl. 15"
    if time.until_only and any(t.low in OPEN for t in _before(parsed, time)):
        return True
    if parsed.dates and parsed.said & MEETING and _follows(parsed, time):
        return True
    if not parsed.dates and not parsed.said & MEETING:
        if time.until_only and parsed.said & PAPERS:
            return True  # "Unterlagen müssen bis 12.00 Uhr vorliegen"
        # "Tel. 01234/5678 (9–12 Uhr)", "Ring Anna efter kl. 17"
        near = [t.low for t in tokens[max(0, time.first - ASIDE_REACH) : time.first]]
        if not PHONE.isdisjoint(near) or not small.AFTER.isdisjoint(near[-1:]):
            return True
    return _held_at(parsed, time) is not None


def _held_at(parsed: Parsed, time: TimeItem) -> int | None:
    """Where it stands before an hour what is held then, that is no meeting of the list."""
    tokens = parsed.tokens
    for n in range(time.first, max(-1, time.first - ASIDE_REACH), -1):
        token, before = tokens[n], tokens[max(0, n - 1)]
        if token.low in STOPS or (parsed.dates and token.low == ","):
            return None
        if token.sense.roles & ASIDE and token.low != "senast":
            if not where.tells(tokens, n):  # "på kansliet kl. 18"
                return n
        elif token.sense.roles & (MEETING | BEGINS):
            if "pre" in (near := [t.low for t in tokens[max(0, n - 2) : n]]):
                return n - len(near) + near.index("pre")  # "pre-meeting"
            # "partigrupperna träffas"
            verb = token.low in MEETS or token.sense.roles & BEGINS
            return n - 1 if verb and before.sense.roles & ASIDE else None
    return None


def is_only(parsed: Parsed) -> bool:
    """The only hour of a line is of something else."""
    if len(parsed.times) != 1:
        return False
    return is_aside(parsed, parsed.times[0]) and not is_with_meeting(parsed, parsed.times[0])


def only(parsed: Parsed) -> Aside | None:
    """What has the only hour of a line; in a line with parentheses only when they gather."""
    if not is_only(parsed):
        return None
    time = parsed.times[0]
    at = _held_at(parsed, time)
    if at is None or ("(" in parsed.lows and not parsed.tokens[at].low.startswith(GATHER)):
        return None
    if parsed.tokens[at].sense.roles & DEADLINE or time.until_only or time.struck:
        return None
    return Aside(time, parsed.tokens[at].low)


def is_with_meeting(parsed: Parsed, time: TimeItem) -> bool:
    """What is named before the only hour of a line is part of the meeting: "årsmöte med middag kl. 17", "programmet
    börjar med lunch kl. 12.45"."""
    at = _held_at(parsed, time)
    if not at or parsed.tokens[at - 1].low not in JOINED:
        return False
    reach = parsed.tokens[max(0, at - 1 - REACH) : at - 1]
    return any(t.sense.roles & (MEETING | BEGINS | BODY) for t in reach)


def _follows(parsed: Parsed, time: TimeItem) -> bool:
    """Another meeting follows: "(followed by the Annual Parish Meeting at 8 pm)"."""
    if any(t.low in AFTER for t in _before(parsed, time)):
        return True
    before = [t.low for t in parsed.tokens[max(0, time.first - LONGEST_REMARK) : time.first]]
    opened = max((n for n, low in enumerate(before) if low in "()"), default=0)
    return before[opened : opened + 1] == ["("] and not AFTER.isdisjoint(before[opened:])


def is_of_deadline(parsed: Parsed, jobs: list[Job], time: TimeItem, k: int) -> bool:
    """The hour of a deadline: behind its label, "deadline: noon on 15 May", or before its day, "by 5 pm on 2 May"."""
    if k + 1 < len(jobs) and jobs[k + 1] in (roles.NO_MEETING, roles.NONE_HELD):
        between = parsed.tokens[time.last : parsed.dates[k + 1].first]
        if all(t.low in BEFORE_DAY or t.sense.weekday for t in between):
            return True
    before = _before(parsed, time)
    return any(t.sense.roles & DEADLINE and t.low not in NO_LABELS for t in before)


def _before(parsed: Parsed, time: TimeItem) -> Iterator[Token]:
    """The few words right before an hour, from the last of them back to a sign."""
    near = reversed(parsed.tokens[max(0, time.first - REACH) : time.first])
    return takewhile(lambda token: token.kind is not SIGN or token.low == ":", near)
