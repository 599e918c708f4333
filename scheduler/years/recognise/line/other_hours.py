"""Hours on a meeting's line that are of something else: of coffee, of a group's meeting, of a deadline."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.years.recognise.line import roles, where
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import SIGN, Token
from scheduler.years.recognise.text.words import Role, listed

ASIDE, MEETING, DEADLINE = Role.ASIDE.value, Role.MEETING.value, Role.DEADLINE.value
LONGEST_REMARK, REACH = 12, 3
AFTER = small.AFTER | listed("followed följt därefter efterföljande gefolgt etterfulgt efterfulgt")
BEFORE_DAY = small.AT | small.THE | {","}
# Say of a meeting when it ends at the latest.
NO_LABELS = small.LATEST | small.BEFORE | listed("by closes")


def is_aside(parsed: Parsed, time: TimeItem) -> bool:
    """The time is of something else than the meeting: "fika 12.30", "gruppmöte kl. 9"."""
    if parsed.said & MEETING and _follows(parsed, time):
        return True
    for n, token in _before(parsed, time):
        if token.sense.roles & ASIDE and token.low != "senast":
            return not where.tells(parsed.tokens, n)  # "på kansliet kl. 18"
        if token.low in AFTER and parsed.said & MEETING:
            return True
    return False


def _follows(parsed: Parsed, time: TimeItem) -> bool:
    """ "(followed by the Annual Parish Meeting at 8 pm)"."""
    before = [t.low for t in parsed.tokens[max(0, time.first - LONGEST_REMARK) : time.first]]
    opened = max((n for n, low in enumerate(before) if low in "()"), default=0)
    return before[opened : opened + 1] == ["("] and not AFTER.isdisjoint(before[opened:])


def is_of_deadline(parsed: Parsed, jobs: list[roles.Job], time: TimeItem, k: int) -> bool:
    """The hour of a deadline: behind its label, "deadline: noon on 15 May", or before its day, "by 5 pm on 2 May"."""
    if k + 1 < len(jobs) and jobs[k + 1] is roles.NO_MEETING:
        between = parsed.tokens[time.last : parsed.dates[k + 1].first]
        if all(t.low in BEFORE_DAY or t.sense.weekday for t in between):
            return True
    before = (token for _, token in _before(parsed, time))
    return any(t.sense.roles & DEADLINE and t.low not in NO_LABELS for t in before)


def _before(parsed: Parsed, time: TimeItem) -> Iterator[tuple[int, Token]]:
    """The few words right before an hour, from the last of them back to a sign."""
    for n in range(time.first - 1, max(-1, time.first - 1 - REACH), -1):
        token = parsed.tokens[n]
        if token.kind is SIGN and token.low != ":":
            return
        yield n, token
