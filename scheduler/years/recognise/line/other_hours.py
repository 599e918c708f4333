"""Hours on a meeting's line that are of something else: of coffee, of a group's meeting, of a deadline."""

from __future__ import annotations

from scheduler.years.recognise.line import roles, where
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import SIGN, Token
from scheduler.years.recognise.text.words import Role, listed

ASIDE, MEETING, DEADLINE = Role.ASIDE.value, Role.MEETING.value, Role.DEADLINE.value
LONGEST_REMARK = 12
AFTER = small.AFTER | listed("followed följt därefter efterföljande gefolgt etterfulgt efterfulgt")
# Say of a meeting when it ends at the latest.
NO_LABELS = small.LATEST | small.BEFORE | listed("by closes")


def is_aside(parsed: Parsed, time: TimeItem) -> bool:
    """The time is of something else than the meeting: "fika 12.30", "gruppmöte kl. 9"."""
    if "(" in parsed.lows and parsed.said & MEETING:
        before = parsed.tokens[max(0, time.first - LONGEST_REMARK) : time.first]
        opened = next((n for n, t in enumerate(reversed(before)) if t.low in ("(", ")")), 0)
        inside = before[-opened:] if opened and before[-opened - 1].low == "(" else []
        if any(t.low in AFTER for t in inside):
            return True  # "(followed by the Annual Parish Meeting at 8 pm)"
    for n in range(time.first - 1, max(-1, time.first - 4), -1):
        token = parsed.tokens[n]
        if token.kind is SIGN and token.low in (",", ";", "(", ")"):
            return False
        if token.sense.roles & ASIDE and not _until_latest(token):
            return not where.tells(parsed.tokens, n)  # "på kansliet kl. 18"
        if token.low in AFTER and parsed.said & MEETING:
            return True
    return False


def is_of_deadline(parsed: Parsed, jobs: list[roles.Job], time: TimeItem, k: int) -> bool:
    """The hour of a deadline: behind its label, "deadline: noon on 15 May", or before its day, "by 5 pm on 2 May"."""
    if k + 1 < len(jobs) and jobs[k + 1] is roles.NO_MEETING:
        between = parsed.tokens[time.last : parsed.dates[k + 1].first]
        if all(t.low in small.AT | small.THE or t.sense.weekday or t.low == "," for t in between):
            return True
    for token in parsed.tokens[time.first - 1 : max(-1, time.first - 4) : -1] if time.first else ():
        if token.kind is SIGN and token.low != ":":
            return False
        if token.sense.roles & DEADLINE and token.low not in NO_LABELS:
            return True
    return False


def _until_latest(token: Token) -> bool:
    return token.low == "senast"
